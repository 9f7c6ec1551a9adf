import { theHouse } from "#kernel/actor.ts";
import { allow, found, Problem } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import { announce } from "#platform/http/live.ts";
import { contextOf, type Context } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { switchedOff } from "#platform/switches.ts";
import { afterOutcome, nextQuestion, questionOf, readPayload, type Harvest, type Outcome, type Watch } from "../listening/importers.ts";
import { mayKeepWatch } from "../policy.ts";
import { isAsked, type SourceSettings } from "../rules/source.ts";
import { keepItems } from "../store/items.ts";
import { noteLook } from "../store/looks.ts";
import { askedSource, claimDue, lockSource, settleQuestion, type AskedSource, type Places } from "../store/sources.ts";
import { turnedAway } from "./bringing.ts";

const answerWithinMs = 20_000;
const longestAnswer = 1024 * 1024;
const claimedForMs = 120_000;
/** Room for questions under way in one process; failing sources never fill it. */
export const room: Places = { all: 24, failing: 6 };
const mostTitles = 20;
const minute = 60_000;

type Asked = { outcome: Outcome; harvest: Harvest | null; detail: string };

/** Asks a source once and reads its answer. Never throws: what goes wrong with one source is that source's outcome. */
async function ask(house: House, source: AskedSource, watch: Watch | null): Promise<Asked> {
  const at = () => house.now().getTime();
  try {
    const answer = await house.call({ method: "GET", url: source.url, headers: { ...(watch ? questionOf(watch) : {}), accept: "application/rss+xml, application/atom+xml, application/feed+json, application/json, text/xml;q=0.9, */*;q=0.5" }, timeoutMs: answerWithinMs });
    if (!answer.ok) return { outcome: { kind: "silent", at: at() }, harvest: null, detail: `没有应答：${answer.reason} / no answer`.slice(0, 300) };
    if (answer.status === 304) return { outcome: { kind: "unchanged", at: at() }, harvest: null, detail: "没有更新 / not changed" };
    if (answer.status >= 300 && answer.status < 400) return { outcome: { kind: "refused", at: at(), status: answer.status, retryAfter: null }, harvest: null, detail: `对方搬到 ${answer.headers["location"] ?? "别处"}，请改登记的网址 / it moved; register the new address`.slice(0, 300) };
    if (answer.status !== 200) return { outcome: { kind: "refused", at: at(), status: answer.status, retryAfter: answer.headers["retry-after"] ?? null }, harvest: null, detail: `对方答复 ${answer.status} / it answered ${answer.status}` };
    const payload = answer.bytes ? { bytes: answer.bytes, contentType: answer.headers["content-type"] ?? null } : answer.body;
    if ((answer.bytes?.length ?? Buffer.byteLength(answer.body)) >= longestAnswer) return { outcome: { kind: "unreadable", at: at() }, harvest: null, detail: "应答超过 1 MB，没有收 / longer than 1 MB, nothing taken in" };
    const harvest = await readPayload({ ...source, settings: JSON.parse(source.settings) as SourceSettings }, payload, at());
    const broken = harvest.refused.find((one) => one.part === "document");
    if (harvest.items.length === 0 && broken) return { outcome: { kind: "unreadable", at: at() }, harvest, detail: `读不懂：${broken.refusal.code} / cannot be read` };
    const outcome: Outcome = { kind: "items", at: at(), etag: answer.headers["etag"] ?? null, lastModified: answer.headers["last-modified"] ?? null, times: harvest.items.map((item) => item.publishedAt ?? item.seenAt) };
    return { outcome, harvest, detail: `收 ${harvest.items.length} 条，退 ${harvest.refused.length} 处 / ${harvest.items.length} in, ${harvest.refused.length} turned away` };
  } catch (error) {
    return { outcome: { kind: "unreadable", at: at() }, harvest: null, detail: `读不懂：${String(error)} / cannot be read`.slice(0, 300) };
  }
}

async function settle(house: House, source: AskedSource): Promise<void> {
  const watch = JSON.parse(source.watch) as Watch;
  const { outcome, harvest, detail } = await ask(house, source, watch);
  const ctx = contextOf(house, theHouse, newId(house.now()));
  const after = afterOutcome(watch, outcome);
  const nextAt = new Date(nextQuestion(after, source.id, { least: source.leastMinutes * minute, most: source.mostMinutes * minute }, house.now().getTime()));
  // What a source gave stands with its items; the record keeps when one fell silent and when it came back, not every question of every minute.
  const turned = (watch.failures === 0) !== (after.failures === 0);
  await ctx.observe(async (tx) => {
    const settled = await settleQuestion(tx, { id: source.id, watch: JSON.stringify(after), detail, nextAt, updatedAt: source.updatedAt }, ctx.now());
    // A list that has not changed still says all it said; only where news is told once, no answer is silence.
    if (settled && outcome.kind === "unchanged" && source.kind !== "list") await noteLook(tx, source.id, { at: ctx.now(), length: null, saidIn: [] });
    const fresh = settled && harvest && outcome.kind === "items" ? await keepItems(tx, source.id, harvest.items, ctx.now()) : 0;
    if (turned) record(tx, { action: "opinion.ask", subject: { type: "source", id: source.id }, outcome: outcome.kind === "items" || outcome.kind === "unchanged" ? "done" : "failed", facts: { answer: outcome.kind, items: harvest?.items.length ?? 0, fresh, refused: harvest?.refused.length ?? 0 } });
    if (fresh > 0 || watch.failures !== after.failures) await announce(tx, "opinion");
  });
}

/** Takes sources that are due, as many as there is room for; each answers in its own time. */
export async function takeDue(house: House, places: Places): Promise<{ failing: boolean; asked: Promise<void> }[]> {
  if (places.all <= 0 || await switchedOff(house.db, "outbound")) return [];
  const now = house.now();
  const due = await house.db.transaction().execute((tx) => claimDue(tx, now, new Date(now.getTime() + claimedForMs), places));
  return due.map((source) => ({
    failing: (JSON.parse(source.watch) as Watch).failures > 0,
    asked: settle(house, source).catch((error: unknown) => { house.log.error({ err: error, sourceId: source.id }, "a public source"); }),
  }));
}

/** Asks every source that is due and waits for all of them. Answers how many were asked. */
export async function askDue(house: House): Promise<number> {
  const taken = await takeDue(house, room);
  await Promise.all(taken.map(({ asked }) => asked));
  return taken.length;
}

/** Asks a source now and shows what would come in; nothing is kept. */
export async function testSource(ctx: Context, { sourceId }: { sourceId: string }) {
  const source = await ctx.house.db.transaction().execute(async (tx) => {
    const locked = found(await lockSource(tx, sourceId), "opinion.no-source");
    allow(mayKeepWatch(ctx.actor, locked.unitId), "opinion.may-not-keep");
    if (locked.state === "closed") throw new Problem("refused", { code: "opinion.source-closed" });
    if (!isAsked(locked.format)) throw new Problem("refused", { code: "opinion.not-asked" });
    return found(await askedSource(tx, sourceId), "opinion.no-source");
  });
  if (await switchedOff(ctx.read, "outbound")) throw new Problem("refused", { code: "channels.outbound-off" });
  const { outcome, harvest, detail } = await ask(ctx.house, source, null);
  const ok = outcome.kind === "items";
  await ctx.write(async (tx) => { record(tx, { action: "opinion.test-source", subject: { type: "source", id: sourceId }, outcome: ok ? "done" : "failed", facts: { answer: outcome.kind, items: harvest?.items.length ?? 0 } }); });
  return { ok, detail, titles: (harvest?.items ?? []).slice(0, mostTitles).map((item) => item.title), ...turnedAway(harvest?.refused ?? []) };
}
