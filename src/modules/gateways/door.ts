import { theHouse } from "#kernel/actor.ts";
import type { AnyConnector, Failure, FailureClass, HouseDoor, Line, Status, Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { contextOf } from "#platform/http/context.ts";
import { wakeLines } from "#platform/http/live.ts";
import type { House } from "#platform/house.ts";
import { callableAccounts, type CallableAccount } from "#modules/channels/index.ts";
import { optedOut } from "./opt-outs.ts";
import { barePhone, mayGoAgain, planPut, sayParts, verdictOf, type PartStanding } from "./rules.ts";
import { tryLine } from "./lines/trial.ts";
import * as store from "./store/message.ts";
import * as views from "./views.ts";

/** A message waits `waitMs` for its line and its answers before its sender is told. */
type DoorOptions = { waitMs?: number };

type Entry = Parameters<HouseDoor["put"]>[0];

const failure = (cls: FailureClass, rawCode: string, rawBody: string, ref?: string): Failure => ({ ok: false, class: cls, scope: "account", rawCode, rawBody, ...(ref === undefined ? {} : { ref }) });

/** A keeper says at least every ten seconds that it holds a line. */
const freshMs = 30_000;

/**
 * The lines of the house as a channel: put writes one row per phone and part and waits a while for the gateway's answers. What has not left when it ends
 * never leaves, so nobody is told "failed" of something that goes out later; the same key again carries on with what certainly did not go.
 */
export const doorOfGateways = (house: House, { waitMs = 15_000 }: DoorOptions = {}): HouseDoor => ({
  async put(entry) {
    const begun = house.now();
    const put = await contextOf(house, theHouse, entry.key).write((tx) => writeDown(house, tx, entry, waitMs));
    if (typeof put !== "string") return put;
    await carried(house, put, entry.accountId, begun, waitMs);
    return answerOf(entry.key, await views.partsOf(house.db, put), await views.lineOf(house.db, entry.accountId));
  },

  async look({ key, accountId, pieceId }) {
    if (key === "health") return healthOf(house, accountId);
    const there = await views.messageUnder(house.db, accountId, key);
    if (!there || there.pieceId !== pieceId) return { state: "absent", rawBody: key };
    await store.withdrawLate(house.db, accountId, house.now());
    return statusOf(key, await views.partsOf(house.db, there.id));
  },

  // What left cannot be taken back: a recall is put as words that take it back.
  withdraw: ({ key }) => Promise.resolve(failure("permission", "gateways.no-way-back", key)),
});

type Refused = { code: string; facts: Record<string, string | number> };

async function writeDown(house: House, tx: Tx, entry: Entry, waitMs: number): Promise<string | Failure> {
  const { key, accountId, pieceId, edition, payload, recall = false } = entry;
  const now = house.now();
  const notAfter = new Date(now.getTime() + waitMs);
  const sha256 = sha256Hex(payload);
  const subject = { type: "piece", id: pieceId };
  const refused = ({ code, facts }: Refused, cls: FailureClass = "content"): Failure => {
    record(tx, { action: "gateways.put", subject, outcome: "refused", facts: { code, edition, account: accountId } });
    return failure(cls, code, JSON.stringify(facts));
  };
  await store.lockAccount(tx, accountId);
  const plan = planPut(await views.standingOf(tx, accountId, pieceId, key), { edition, sha256, recall });
  if (!plan.ok) return refused({ code: plan.refusal.code, facts: plan.refusal.facts ?? {} });
  const messageId = plan.value === "again" ? await again(house, tx, entry, notAfter, now) : await first(house, tx, { ...entry, recall, sha256, notAfter });
  if (messageId === "nobody") return refused({ code: "gateways.all-opted-out", facts: { edition } }, "recipient");
  if (messageId === null) return refused({ code: "gateways.unreadable", facts: { edition } });
  await store.withdrawOvertaken(tx, { accountId, pieceId, edition, recall, key }, now);
  record(tx, { action: "gateways.put", subject, facts: { edition, sha256, recall, plan: plan.value, account: accountId } });
  await wakeLines(tx);
  return messageId;
}

/** Carries on with what certainly did not go, and with what a person said is not there; never to a phone that opted out meanwhile. */
async function again(house: House, tx: Tx, { accountId, key }: Pick<Entry, "accountId" | "key">, notAfter: Date, now: Date): Promise<string | null> {
  const message = await views.messageUnder(tx, accountId, key);
  if (!message) return null;
  const saidAt = await views.sentAgainAt(tx, key);
  const silent = await silentPlaces(house, tx, accountId, await openAccount(house, tx, accountId));
  const parts = (await views.partsOf(tx, message.id)).filter((part) => !silent.has(part.phone) && mayGoAgain({ state: part.state, failureClass: part.failure?.class ?? null, decidedAt: part.decidedAt }, saidAt));
  await store.queueAgain(tx, message.id, parts.map(({ id }) => id), notAfter, now);
  return message.id;
}

async function first(house: House, tx: Tx, put: Omit<Entry, "recall"> & { recall: boolean; sha256: string; notAfter: Date }): Promise<string | "nobody" | null> {
  const opened = await openAccount(house, tx, put.accountId);
  const reference = await views.nextReference(tx, put.accountId);
  const cut = opened?.connector.line.cut(put.payload, opened.account.config, reference);
  if (!opened || !cut?.ok) return null;
  const silent = await silentPlaces(house, tx, put.accountId, opened);
  const lastFours = opened.connector.line.phones(opened.account.config).map((phone, i) => (silent.has(i + 1) ? null : phone.slice(-4)));
  if (lastFours.every((one) => one === null)) return "nobody";
  return store.insertMessage(tx, { ...put, reference, frames: cut.value, lastFours, lane: await views.laneOfKey(tx, put.key) }, house.now());
}

/** The places in an account's list whose phones opted out (退订): nothing goes there any more. */
async function silentPlaces(house: House, tx: Tx, accountId: string, opened: Awaited<ReturnType<typeof openAccount>>): Promise<ReadonlySet<number>> {
  const out = await optedOut(house, tx, accountId);
  return new Set((opened?.connector.line.phones(opened.account.config) ?? []).flatMap((phone, i) => (out.has(barePhone(phone)) ? [i + 1] : [])));
}

async function openAccount(house: House, read: Tx | House["db"], accountId: string): Promise<{ account: CallableAccount; connector: AnyConnector & { line: Line<unknown> } } | null> {
  const account = (await callableAccounts(read, house.vault, [accountId])).get(accountId);
  const connector = account && house.connectors.get(account.connectorId);
  return account && connector?.line ? { account, connector: { ...connector, line: connector.line } } : null;
}

/** Waits until every part is answered for, or for so long; sooner where the line turns out to be down and nothing has left. What waits then never leaves. */
async function carried(house: House, messageId: string, accountId: string, begun: Date, waitMs: number): Promise<void> {
  let late = false;
  const timer = setTimeout(() => { late = true; }, waitMs);
  try {
    for (let pause = 10; ; pause = Math.min(400, pause * 2)) {
      const { queued, handed, left } = await views.underWay(house.db, messageId);
      if (queued + handed === 0) return;
      const line = left === 0 ? await views.lineOf(house.db, accountId) : null;
      if (late || (line?.state === "waiting" && line.detail !== "" && line.seenAt >= begun)) return await store.withdrawWaiting(house.db, messageId, house.now());
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    clearTimeout(timer);
  }
}

type LineRow = Awaited<ReturnType<typeof views.lineOf>>;

/** What a sender is told: accepted when the gateway has every part; a failure only where certainly nothing is with it. */
function answerOf(key: string, parts: readonly PartStanding[], line: LineRow): Submitted | Failure {
  const said = sayParts(parts);
  const verdict = verdictOf(parts);
  switch (verdict.kind) {
    case "taken": return { ok: true, ref: key, rung: verdict.rung, rawBody: said };
    case "undelivered": return failure("recipient", verdict.words || "undelivered", said);
    case "nothing": return verdict.failure ? failure(verdict.failure.class, verdict.failure.code, `${verdict.failure.text} ${said}`.slice(0, 4096)) : notSent(line, said);
    case "open": return failure("unknownOutcome", "pending", said, key);
    case "between": return failure("unknownOutcome", verdict.failure?.code ?? "in-part", said, key);
  }
}

/** No line came; an address that may not be dialled is for a person to allow. */
function notSent(line: LineRow, said: string): Failure {
  const detail = line?.state === "waiting" ? line.detail : "";
  return detail.startsWith("forbidden") ? failure("permission", "forbidden", detail) : failure("transient", "no-line", `${detail} ${said}`.trim().slice(0, 4096));
}

/** What a look finds; it is made of rows, so it knows for certain what never left. */
function statusOf(key: string, parts: readonly PartStanding[]): Status {
  const rawBody = sayParts(parts);
  const verdict = verdictOf(parts);
  switch (verdict.kind) {
    case "taken": return { state: "present", rung: verdict.rung, ref: key, rawBody };
    case "undelivered": return { state: "refused", failure: { ...failure("recipient", verdict.words || "undelivered", rawBody), scope: "recipient" }, rawBody };
    case "nothing": return verdict.failure ? { state: "refused", failure: failure(verdict.failure.class, verdict.failure.code, rawBody), rawBody } : { state: "absent", rawBody };
    case "open": return { state: "pending", rawBody };
    case "between": return { state: "unclear", rawBody };
  }
}

/** The open line tells by itself; where there is none, one is opened and taken leave of. */
async function healthOf(house: House, accountId: string): Promise<Status> {
  const line = await views.lineOf(house.db, accountId);
  if (line?.state === "bound" && house.now().getTime() - line.seenAt.getTime() <= freshMs) return { state: "pending", rawBody: "bound" };
  const opened = await openAccount(house, house.db, accountId);
  if (!opened) return { state: "unclear", rawBody: "no such account" };
  const trouble = await tryLine(house, opened.connector, opened.account);
  return trouble === null ? { state: "absent", rawBody: "" } : { state: "unclear", rawBody: trouble };
}
