import type { Failure, LineReport, RawCallback, Rung, Status, Submitted } from "#kernel/connector.ts";
import { settlementOfAnswer, settlementOfLook } from "#modules/dispatch/sender/settlements.ts";
import type { Settlement } from "#modules/dispatch/store/settle.ts";
import type { News } from "#modules/gateways/store/news.ts";
import { startBroadcast } from "#tests/simulators/broadcast.ts";
import { finishEvent, sealedCallback } from "#tests/simulators/wechat-callback.ts";
import { drawFrom, type Draw } from "./draw.ts";
import type { Leg } from "./storm-world.ts";

/** One thing that comes in, by the door it comes in at. */
export type Step =
  | { by: "hook"; accountId: string; raw: RawCallback }
  | { by: "answer"; settlement: Settlement }
  | { by: "look"; settlement: Settlement }
  | { by: "play"; shown: { key: string; screenId: string; screenName: string; at: Date } }
  | { by: "line"; accountId: string; news: News };

/** What a receipt says, in plain words for the fold. A `word` is the far side's own: of two that disagree the later one stands. */
export type Fact = { at: number; word: boolean; rung: Rung | null; failure: { class: string; code: string } | null; note?: string; report?: LineReport["state"] };

/** What came in of one delivery, and what it says. */
export type Told = { leg: Leg; steps: Step[]; facts: Fact[] };

/** The storm: every step in no order, what they say, and how many of them are doubles, forged, or of messages nobody knows. */
export type Storm = { steps: Step[]; told: Told[]; doubled: number; unsigned: number; unheardOf: number };

type Teller = { draw: Draw; now: Date; packageOf: (message: string, state: string, systems: readonly string[], at: Date) => Buffer };

const bytes = (text: string): Uint8Array => Buffer.from(text);
const ok = (leg: Leg, rung: Rung): Submitted => ({ ok: true, ref: leg.ref, rung, rawBody: "taken" });
const no = (cls: Failure["class"], rawCode: string, ref?: string): Failure => ({ ok: false, class: cls, scope: "account", rawCode, rawBody: "no", ...(ref === undefined ? {} : { ref }) });

/** The one answer to a delivery. */
function answerOf({ draw }: Teller, leg: Leg): Submitted | Failure {
  const { connectorId } = leg.delivery;
  if (connectorId === "wecom" && draw.chance(0.1)) return no("content", "45002");
  if (connectorId === "broadcast" && draw.chance(0.25)) return no("unknownOutcome", "timeout", leg.ref);
  return ok(leg, (connectorId === "webhook" || connectorId === "mastodon") && draw.chance(0.5) ? "published" : "accepted");
}

/** Seconds before now at which the words of one delivery were said, later and later; two may fall into one second. */
function timesOf({ draw, now }: Teller, count: number): Date[] {
  let at = Math.floor(now.getTime() / 1000) - 200;
  return Array.from({ length: count }, () => new Date((at += draw.below(4) * draw.below(12)) * 1000));
}

const rungWord = (at: Date, rung: Rung): Fact => ({ at: at.getTime(), word: true, rung, failure: null });
const failureWord = (at: Date, cls: string, code: string): Fact => ({ at: at.getTime(), word: true, rung: null, failure: { class: cls, code } });

const wechatFailures: Readonly<Record<number, string>> = { 2: "content", 3: "content", 4: "content", 5: "recipient", 6: "content" };
/** How publications end: well; well and then deleted or banned; not at all; at a second try. */
const wechatEnds: readonly (readonly number[])[] = [[0], [0], [0], [0, 5], [0, 6], [2], [4, 0], []];

function tellWechat(teller: Teller, { leg, steps, facts }: Told): void {
  const ends = teller.draw.pick(wechatEnds);
  for (const [n, at] of timesOf(teller, ends.length).entries()) {
    const status = ends[n] ?? 0;
    const { query, body } = sealedCallback(finishEvent({ publishId: leg.ref, status, at }), at);
    steps.push({ by: "hook", accountId: leg.delivery.accountId, raw: { headers: { "content-type": "text/xml" }, query, body: bytes(body) } });
    const cls = wechatFailures[status];
    facts.push(cls === undefined ? rungWord(at, "published") : failureWord(at, cls, `publish_status ${status}`));
  }
}

/** Courses of a broadcast by the states its platform reports; `x` is a system that played it to the end. */
const courses: readonly (readonly string[])[] = [["1", "2", "3x"], ["2", "3x"], ["1", "4"], ["1", "2", "5"], ["1", "2"], ["4", "2"], ["5", "3x"], []];
const proven: Readonly<Record<string, Rung>> = { 1: "accepted", 2: "published", "3x": "displayed" };

function tellBroadcast(teller: Teller, { leg, steps, facts }: Told): void {
  const course = teller.draw.pick(courses);
  for (const [n, at] of timesOf(teller, course.length).entries()) {
    const state = course[n] ?? "1";
    const body = teller.packageOf(leg.ref, state.charAt(0), state.endsWith("x") ? ["3", "2"] : [], at);
    steps.push({ by: "hook", accountId: leg.delivery.accountId, raw: { headers: { "content-type": "application/x-tar" }, query: {}, body } });
    const rung = proven[state];
    facts.push(rung ? rungWord(at, rung) : failureWord(at, "recipient", `state-${state}`));
  }
}

function tellScreens(teller: Teller, { leg, steps, facts }: Told): void {
  for (const at of timesOf(teller, teller.draw.below(4))) {
    const screen = `屏 ${facts.length + 1}`;
    steps.push({ by: "play", shown: { key: leg.delivery.key, screenId: `${leg.delivery.id} ${screen}`, screenName: screen, at } });
    facts.push({ ...rungWord(at, "displayed"), note: screen });
  }
}

const reportEnds: readonly (readonly LineReport["state"][])[] = [["delivered"], ["underway", "delivered"], ["unclear", "delivered"], ["undelivered"], ["underway"], ["undelivered", "delivered"], []];

function tellLine(teller: Teller, { leg, steps, facts }: Told): void {
  const { accountId } = leg.delivery;
  const ref = leg.ref.slice(0, 20);
  const line = (news: News): Step => ({ by: "line", accountId, news });
  steps.push(line({ kind: "answered", id: leg.partId ?? "", ref }));
  for (const state of teller.draw.pick(reportEnds)) {
    const at = teller.now;
    steps.push(line({ kind: "report", id: null, report: { ref, phone: "13800000001", state, stat: state.toUpperCase(), detail: "", raw: "" }, at }));
    facts.push({ at: at.getTime(), word: false, rung: null, failure: null, report: state });
  }
}

/** Looks that were begun before anything else came, each with what it saw. */
function tellLooks(teller: Teller, { leg, steps, facts }: Told, answer: Submitted | Failure): void {
  const { draw, now } = teller;
  const standing = { ...leg.delivery, rung: leg.answered ? ("accepted" as const) : answer.ok ? answer.rung : null, ref: leg.ref };
  for (let left = draw.below(3); left > 0; left -= 1) {
    const rung = draw.pick(["published", "verified", null] as const);
    const at = new Date(now.getTime() - draw.below(200_000));
    const status: Status = rung === null ? { state: "pending", rawBody: "on its way" } : { state: "present", rung, ref: leg.ref, rawBody: "there" };
    steps.push({ by: "look", settlement: settlementOfLook(standing, leg.connector, status, at, 0) });
    if (rung !== null) facts.push(rungWord(at, rung));
  }
}

function tell(teller: Teller, leg: Leg): Told {
  const told: Told = { leg, steps: [], facts: [] };
  const answer = leg.answered ? ok(leg, "accepted") : answerOf(teller, leg);
  if (!leg.answered) told.steps.push({ by: "answer", settlement: settlementOfAnswer(leg.delivery, leg.connector, answer, teller.now, 0) });
  ({ wechat: tellWechat, broadcast: tellBroadcast, led: tellScreens, cmpp: tellLine } as Record<string, typeof tellWechat | undefined>)[leg.delivery.connectorId]?.(teller, told);
  if (["wechat", "webhook", "mastodon"].includes(leg.delivery.connectorId)) tellLooks(teller, told, answer);
  const said = { at: 0, word: false };
  told.facts.unshift(answer.ok ? { ...said, rung: answer.rung, failure: null } : { ...said, rung: null, failure: { class: answer.class, code: answer.rawCode } });
  return told;
}

const doubles = (step: Step): boolean => step.by !== "answer" && step.by !== "look" && !(step.by === "line" && step.news.kind === "answered");

/** Forges one receipt: a real one whose bytes were touched, one signed with another key, or a well-signed one of a message nobody sent. */
function forge({ draw, now, packageOf }: Teller, like: Extract<Step, { by: "hook" }>, n: number): { step: Step; signed: boolean } {
  const { accountId, raw } = like;
  const sealed = "msg_signature" in raw.query;
  if (draw.chance(0.5)) {
    const publishId = `9${String(n).padStart(9, "0")}`;
    const { query, body } = sealed ? sealedCallback(finishEvent({ publishId, at: now }), now) : { query: {}, body: "" };
    return { step: { by: "hook", accountId, raw: { ...raw, query, body: sealed ? bytes(body) : packageOf(publishId.padEnd(35, "0"), "2", [], now) } }, signed: true };
  }
  const broken = Buffer.from(raw.body);
  const at = broken.length > 1_200 ? broken.indexOf("EBMID") + 8 : Math.floor(broken.length / 2);
  broken[at] = (broken[at] ?? 0) ^ 1;
  return { step: { by: "hook", accountId, raw: { ...raw, body: broken } }, signed: false };
}

/** Makes a storm of so many receipts over the legs: all that is true of them, one in six of it twice, and forged ones for the rest. */
export async function makeStorm(legs: readonly Leg[], receipts: number, now: Date, seed: number): Promise<Storm> {
  const platform = await startBroadcast({ clock: () => now });
  const packageOf: Teller["packageOf"] = (id, state, systems, at) => {
    platform.ledger[0] = { id, fields: {}, xml: "", media: new Map(), state, systems };
    return platform.report(id, at);
  };
  const teller: Teller = { draw: drawFrom(seed), now, packageOf };
  const told = legs.map((leg) => tell(teller, leg));
  await platform.stop();
  const genuine = told.flatMap(({ steps }) => steps);
  const again = genuine.filter((step) => doubles(step) && teller.draw.chance(0.25));
  const hooks = genuine.filter((step) => step.by === "hook");
  const forged = Array.from({ length: Math.max(0, receipts - genuine.length - again.length) }, (_, n) => forge(teller, teller.draw.pick(hooks), n));
  const unheardOf = forged.filter(({ signed }) => signed).length;
  return { steps: [...genuine, ...again, ...forged.map(({ step }) => step)], told, doubled: again.length, unsigned: forged.length - unheardOf, unheardOf };
}
