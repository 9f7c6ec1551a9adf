import { theHouse } from "#kernel/actor.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import * as store from "../store/listening.ts";
import { coolingTopics, undrawnTopics } from "../views/heat.ts";
import { pastBatches, pendingLessons, topicsOfTitles } from "../views/listening.ts";
import { alertWatchers } from "./alerting.ts";
import { forgetSaid, matchHeard, matchPublished, rememberAnswers, type Answers } from "./answering.ts";
import { openEngine, type Correction, type Engine, type Placed } from "./engine.ts";
import { drawHeat, Looks, looksKeptHours } from "./heating.ts";
import { placeSettings } from "./places.ts";
import { drawTopics, followMoves, settleLessons, type Ledger } from "./settling.ts";

/** What one batch brought: titles heard, topics touched, alerts raised; `waiting` when more is to be heard. */
export type HeardBatch = { titles: number; topics: number; alerts: number; waiting: boolean };

const most = 400;
const windowDays = 60;

/** Topics are drawn so many at a time where all that cool are. */
const portion = 500;
const coolingMinutes = 10;
const comparingSeconds = 10;

type Mind = { engine: Engine; ledger: Ledger; hearing: number; looks: Looks; answers: Answers; cooledAt: number; comparedAt: number };

/**
 * The one ear of the house: whoever holds it reads new items in order and keeps topics, heat and alerts. Opened, it hears again what was heard in
 * the window of the fold, in the same batches, so that it knows what the last listener knew. Call it again and again; null while another process listens.
 */
export function openEar(house: House): { hear: () => Promise<HeardBatch | null>; close: () => Promise<void> } {
  let mind: Mind | null = null;
  const hear = async (): Promise<HeardBatch | null> => {
    const held = await house.db.transaction().execute((tx) => store.takeEar(tx, house.processId, house.now()));
    if (!held) { mind = null; return null; }
    if (mind?.hearing !== held.hearing) mind = await remember(house, held.hearing);
    if (!mind) return null;
    if (house.now().getTime() - mind.cooledAt >= coolingMinutes * 60_000) await beside(house, cool(house, mind));
    if (house.now().getTime() - mind.comparedAt >= comparingSeconds * 1000) await beside(house, compare(house, mind));
    const [news, lessons] = [await house.db.transaction().execute((tx) => store.unheard(tx, 1)), await pendingLessons(house.db)];
    if (news.length + lessons.length === 0) return { titles: 0, topics: 0, alerts: 0, waiting: false };
    const thinking = mind;
    // What the engine took in and the database did not is forgotten with the engine.
    mind = null;
    const heard = await hearBatch(house, thinking);
    mind = { ...thinking, hearing: thinking.hearing + 1 };
    return heard;
  };
  return { hear, close: () => house.db.transaction().execute((tx) => store.giveEarBack(tx, house.processId, house.now())) };
}

async function remember(house: House, hearing: number): Promise<Mind | null> {
  const settings = await placeSettings(house.db);
  if (!settings) return null;
  const engine = openEngine(settings);
  for (const { heard, lessons } of await pastBatches(house.db, new Date(house.now().getTime() - windowDays * 86_400_000))) {
    engine.hear(heard.map((one) => ({ ...one, first: false })), lessons.map(({ kind, keys, titles }) => correctionOf(kind, keys, titles)));
  }
  const awake = engine.awake();
  const stored = Map.groupBy(await topicsOfTitles(house.db, awake.flatMap(({ titles }) => [...titles])), (row) => row.title);
  const ledger: Ledger = new Map();
  for (const { key, titles } of awake) {
    const rows = titles.flatMap((title) => stored.get(title) ?? []);
    const found = rows.find((row) => row.key === key) ?? rows[0];
    if (found) ledger.set(key, found.topicId);
  }
  const looks = new Looks(new Date(house.now().getTime() - looksKeptHours * 3_600_000));
  const undrawn = await undrawnTopics(house.db);
  for (let i = 0; i < undrawn.length; i += portion) await house.db.transaction().execute((tx) => drawHeat(tx, undrawn.slice(i, i + portion).map((id) => ({ id, heardIn: null })), house.now()));
  return { engine, ledger, hearing, looks, answers: await rememberAnswers(house.db, house.now()), cooledAt: -Infinity, comparedAt: -Infinity };
}

/** Work that goes on beside hearing: when it fails it is tried again at its next turn, and what is new is heard all the same. */
const beside = (house: House, work: Promise<void>): Promise<void> => work.catch((error: unknown) => { house.log.error({ err: error }, "beside listening to public sources"); });

/** What the public site published meanwhile may answer what people said. */
async function compare(house: House, mind: Mind): Promise<void> {
  const now = house.now();
  mind.comparedAt = now.getTime();
  await house.db.transaction().execute(async (tx) => { if (await matchPublished(tx, mind.answers, house.processId, now) > 0) await announce(tx, "opinion"); });
}

/** Topics that nobody speaks of any more cool: their sources were looked at without them. */
async function cool(house: House, mind: Mind): Promise<void> {
  const now = house.now();
  mind.cooledAt = now.getTime();
  const topics = await coolingTopics(house.db, now);
  for (let i = 0; i < topics.length; i += portion) await house.db.transaction().execute((tx) => drawHeat(tx, topics.slice(i, i + portion).map((id) => ({ id, heardIn: now })), now, mind.looks));
  if (topics.length > 0) await house.db.transaction().execute((tx) => announce(tx, "opinion"));
  forgetSaid(mind.answers, now);
  mind.looks.forget(new Date(now.getTime() - looksKeptHours * 3_600_000));
}

const correctionOf = (kind: "merge" | "split", keys: readonly string[], titles: readonly string[]): Correction =>
  kind === "merge" ? { kind, topics: [keys[0] ?? "", keys[1] ?? ""] } : { kind, topic: keys[0] ?? "", titles };

async function hearBatch(house: House, { engine, ledger, looks, answers, hearing: after }: Mind): Promise<HeardBatch> {
  const ctx = contextOf(house, theHouse, newId(house.now()));
  return ctx.observe(async (tx) => {
    const hearing = await store.countHearing(tx, house.processId, after);
    if (hearing === null) throw new Error("another process listens");
    const news = await store.unheard(tx, most);
    const taught = await teach(tx, ledger, hearing);
    const { placed, moved } = engine.hear(news.map(({ itemId, title, at, first }) => ({ itemId, title, at: at.getTime(), first })), taught.map(({ correction }) => correction));
    await store.noteHeard(tx, news.map(({ seq }) => seq), hearing);
    const fresh = new Map(placed.flatMap(({ key, itemId }): [string, { title: string; at: Date }][] => { const one = news.find((n) => n.itemId === itemId); return ledger.has(key) || !one ? [] : [[key, one]]; }));
    for (const [key, id] of await store.beginTopics(tx, [...fresh].map(([key, { title, at }]) => ({ key, title, at })), ctx.now())) ledger.set(key, id);
    const changed = await followMoves(tx, ledger, moved, ctx.now());
    await store.placeItems(tx, placed.map(({ itemId, key, why, reading }) => ({ itemId, topicId: ledger.get(key) ?? "", why: JSON.stringify(why), reading: reading && JSON.stringify(reading) })));
    for (const id of await settleLessons(tx, ledger, taught, ctx.now())) changed.add(id);
    const touched = new Set([...placed.map(({ key }) => ledger.get(key) ?? ""), ...changed]);
    await drawTopics(tx, engine, touched);
    const oldest = news.length === 0 ? null : new Date(Math.min(...news.map(({ at }) => at.getTime())));
    await drawHeat(tx, [...touched].map((id) => ({ id, heardIn: changed.has(id) ? null : oldest })), ctx.now(), looks);
    await matchHeard(tx, answers, news.filter(({ first }) => first), ctx.now());
    const alerts = await alertWatchers(ctx, tx, engine, [...touched], titlesWon(news, placed, ledger));
    // What was heard stands with its batch; the record keeps where that called somebody or followed a lesson.
    if (alerts.length + taught.length > 0) record(tx, { action: "opinion.listen", subject: { type: "house", id: "opinion" }, facts: { hearing, sightings: news.length, topics: touched.size, moves: moved.length, lessons: taught.map(({ seq }) => seq), alerts } });
    await announce(tx, "opinion", ...[...touched].slice(0, 50).map((id) => `topic:${id}`));
    return { titles: news.length, topics: touched.size, alerts: alerts.length, waiting: news.length === most };
  });
}

/** The titles each topic won in this batch that nobody had heard before. */
function titlesWon(news: readonly store.Unheard[], placed: readonly Placed[], ledger: Ledger): Map<string, Set<string>> {
  const titles = new Map(news.filter(({ first }) => first).map(({ itemId, title }) => [itemId, title]));
  const won = new Map<string, Set<string>>();
  for (const { itemId, key } of placed) {
    const [topicId, title] = [ledger.get(key), titles.get(itemId)];
    if (topicId !== undefined && title !== undefined) won.set(topicId, (won.get(topicId) ?? new Set()).add(title));
  }
  return won;
}

/** Lessons as the engine takes them; under which names it was handed them is noted for every later replay. */
async function teach(tx: Tx, ledger: Ledger, hearing: number) {
  const names = new Map([...ledger].map(([key, id]) => [id, key]));
  const lessons = await pendingLessons(tx);
  const taught = lessons.map((lesson) => {
    const keys = lesson.topicIds.map((id) => names.get(id) ?? id);
    return { ...lesson, keys, correction: correctionOf(lesson.kind, keys, lesson.titles) };
  });
  for (const { seq, keys } of taught) await store.noteTaught(tx, seq, hearing, keys);
  return taught;
}
