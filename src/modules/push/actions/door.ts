import { theHouse } from "#kernel/actor.ts";
import type { Failure, HouseDoor, Status, Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { laneOf } from "#kernel/urgency.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { newId } from "#platform/ids.ts";
import { sendReminders } from "../jobs/kinds.ts";
import { speakersOf, type Speaker } from "../keys.ts";
import { expiryOf, isUrgent, PushNote } from "../rules/note.ts";
import { planPut, stateOf, type Counts } from "../rules/put.ts";
import * as store from "../store.ts";
import * as views from "../views.ts";

const failed = (cls: Failure["class"], rawCode: string, rawBody: string, more: Partial<Failure> = {}): Failure => ({ ok: false, class: cls, scope: "recipient", rawCode, rawBody, ...more });
const refused = (rawCode: string, rawBody: string): Failure => failed("content", rawCode, rawBody);
const nobody = (counts: Counts): Failure => failed("recipient", "push.nobody", JSON.stringify(counts));

/** `accepted` is said once a push service took the reminder to at least one browser; until then nobody knows, and with nobody to tell it failed. */
function answerOf(key: string, counts: Counts): Submitted | Failure {
  const state = stateOf(counts);
  if (state === "taken") return { ok: true, ref: key, rung: "accepted", rawBody: JSON.stringify(counts) };
  return state === "under-way" ? failed("unknownOutcome", "push.under-way", JSON.stringify(counts), { ref: key }) : nobody(counts);
}

type Entry = Parameters<HouseDoor["put"]>[0];

/**
 * The reminders of the site as a channel. What is put is lined up for everybody who stands at that moment and leaves by the worker's hand; the same key twice is one
 * reminder and answers what became of it. A recall is put, too, with its signed words; `withdraw` says nothing and only keeps back what has not left.
 */
export const doorOfReaders = (house: House): HouseDoor => ({
  async put(entry): Promise<Submitted | Failure> {
    const { key, accountId, payload } = entry;
    const there = await views.underKey(house.db, key);
    if (there && there.sha256 !== sha256Hex(payload)) return refused("push.other-bytes", key);
    if (there && (stateOf(there.counts) !== "nobody" || there.overtakenAt)) return answerOf(key, there.counts);
    const note = readNote(entry);
    if (!note) return refused("push.unreadable", key);
    const speaker = (await speakersOf(house.db, house.vault, [accountId])).get(accountId);
    if (!speaker) return failed("auth", "push.keys", accountId, { scope: "account" });
    return contextOf(house, theHouse, key).write((tx) => tell(house, tx, entry, note, speaker));
  },

  async look({ key, accountId, pieceId }): Promise<Status> {
    const there = await views.underKey(house.db, key);
    if (there?.pieceId === pieceId && there.accountId === accountId) return statusOf(key, there.counts, there.overtakenAt !== null);
    const speaker = (await speakersOf(house.db, house.vault, [accountId])).get(accountId);
    return { state: "absent", rawBody: JSON.stringify({ standing: speaker ? await views.standingUnder(house.db, speaker.publicKey) : 0 }) };
  },

  async withdraw({ key, accountId, pieceId }): Promise<Submitted | Failure> {
    return contextOf(house, theHouse, key).write(async (tx) => {
      await store.lockPiece(tx, accountId, pieceId);
      await store.overtake(tx, { id: newId(house.now()), accountId, pieceId, now: house.now() });
      record(tx, { action: "push.withdraw", subject: { type: "piece", id: pieceId } });
      return { ok: true, ref: key, rung: "accepted", rawBody: "" };
    });
  },
});

async function tell(house: House, tx: Tx, entry: Entry, note: PushNote, speaker: Speaker): Promise<Submitted | Failure> {
  const { key, accountId, pieceId, edition, payload } = entry;
  const [sha256, now, subject] = [sha256Hex(payload), house.now(), { type: "piece", id: pieceId }];
  await store.lockPiece(tx, accountId, pieceId);
  const standing = await views.standingOf(tx, { ...entry, withdrawn: note.withdrawn });
  const plan = planPut(standing, { edition, sha256, withdrawn: note.withdrawn });
  if (!plan.ok) {
    record(tx, { action: "push.put", subject, outcome: "refused", facts: { code: plan.refusal.code, edition } });
    return refused(plan.refusal.code, JSON.stringify(plan.refusal.facts ?? {}));
  }
  const there = await views.underKey(tx, standing.sameKey ?? key);
  if (there && (stateOf(there.counts) !== "nobody" || there.overtakenAt)) return already(tx, key, subject, edition, there.counts);
  const [id, expiresAt, urgent] = [there?.id ?? newId(now), expiryOf(note, speaker.ttlSeconds, now), isUrgent(note) || standing.urgent];
  if (there) await store.setExpiry(tx, id, expiresAt);
  else await store.insertMessage(tx, { id, key, accountId, pieceId, edition, withdrawn: note.withdrawn, payload, sha256, urgent, now, expiresAt });
  // Whoever was told something urgent is told what became of it, whatever grade that bears.
  const told = await store.lineUp(tx, { id, accountId, pieceId, serverKey: speaker.publicKey, forAll: urgent, lane: note.withdrawn ? 0 : laneOf(note.urgency), now });
  await store.overtake(tx, { id, accountId, pieceId, now });
  if (told > 0) await house.enqueue(tx, [sendReminders({})]);
  record(tx, { action: "push.put", subject, facts: { edition, sha256, withdrawn: note.withdrawn, told } });
  return answerOf(key, { told, sent: 0, dropped: 0, givenUp: 0, left: told });
}

/** The same edition came once more, by another hand or under another key: it answers what became of it. */
function already(tx: Tx, key: string, subject: { type: string; id: string }, edition: number, counts: Counts): Submitted | Failure {
  record(tx, { action: "push.put", subject, facts: { edition, again: true } });
  return answerOf(key, counts);
}

/** What a look says: never more than that a push service took it, because no browser says that it showed it. */
function statusOf(key: string, counts: Counts, overtaken: boolean): Status {
  const rawBody = JSON.stringify(counts);
  const state = stateOf(counts);
  if (state === "taken") return { state: "present", rung: "accepted", ref: key, rawBody };
  if (state === "under-way") return { state: "pending", rawBody };
  return overtaken ? { state: "absent", rawBody } : { state: "refused", failure: nobody(counts), rawBody };
}

function readNote({ payload, pieceId, edition }: Entry): PushNote | null {
  try {
    const note = PushNote.parse(JSON.parse(payload));
    return note.pieceId === pieceId && (note.withdrawn || note.edition === edition) ? note : null;
  } catch {
    return null;
  }
}
