import { theHouse } from "#kernel/actor.ts";
import { CarrierOrder } from "#kernel/carrier.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Failure, HouseDoor, Status, Submitted } from "#kernel/connector.ts";
import { permit, type Decision } from "#kernel/decision.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { tell } from "#platform/topics.ts";
import { callableAccounts, type CallableAccount } from "#modules/channels/index.ts";
import { unitsById } from "#modules/organisation/index.ts";
import { clashesOf, planClash, type Place } from "../rules/clash.ts";
import { planPut, type PutPlan } from "../rules/put.ts";
import { CarrierSettings } from "../rules/settings.ts";
import { anyWindow, dayOf, windowOf } from "../rules/window.ts";
import * as store from "../store.ts";
import { calledOff } from "../topics.ts";
import { reasonOf, requestBasis, requestsOn, standingOf, type RequestBasis } from "../views/basis.ts";
import { handIn } from "./hand-in.ts";
import { enter } from "./within.ts";

type Entry = Parameters<HouseDoor["put"]>[0];
type Opened = { account: CallableAccount; settings: CarrierSettings };

const failed = (cls: Failure["class"], rawCode: string, rawBody: string): Failure => ({ ok: false, class: cls, scope: "recipient", rawCode, rawBody });
const taken = ({ key, ref }: Pick<RequestBasis, "key" | "ref">): Submitted => ({ ok: true, ref: ref ?? key, rung: "accepted", rawBody: key });

/**
 * The carriers as a channel. What is put becomes a request under a number of the year and is handed in; under a key that a carrier took nothing is sent twice. Where nobody
 * knows whether it arrived, it says so and sends nothing again before a person decided. A recall is put, too, with its signed words; nothing unsigned goes to a carrier.
 */
export const doorOfCarriers = (house: House): HouseDoor => ({
  async put(entry): Promise<Submitted | Failure> {
    const there = await requestBasis(house.db, { key: entry.key });
    if (there && there.sha256 !== sha256Hex(entry.payload)) return failed("content", "carriers.other-bytes", entry.key);
    if (there?.outcome === "taken") return taken(there);
    const order = readOrder(entry);
    if (!order) return failed("content", "carriers.unreadable", entry.key);
    const opened = await open(house, entry.accountId);
    if (!opened) return failed("permission", "carriers.settings", entry.accountId);
    const laid = await contextOf(house, theHouse, entry.key).write((tx) => lay(house, tx, entry, order, opened));
    if (!laid.ok) return failed("content", laid.refusal.code, JSON.stringify(laid.refusal.facts ?? {}));
    return settle(house, laid.value, await handIn(house, laid.value.request, opened.account, opened.settings));
  },

  async look({ key, pieceId }): Promise<Status> {
    const there = await requestBasis(house.db, { key });
    if (!there || there.pieceId !== pieceId) return { state: "absent", rawBody: key };
    if (there.outcome === "taken") return { state: "present", rung: "accepted", ref: there.ref ?? key, rawBody: there.number };
    return there.outcome === "failed" ? { state: "absent", rawBody: there.number } : { state: "unclear", rawBody: there.number };
  },

  withdraw: ({ key }) => Promise.resolve(failed("content", "carriers.unsigned-recall", key)),
});

async function open(house: House, accountId: string): Promise<Opened | null> {
  const account = (await callableAccounts(house.db, house.vault, [accountId])).get(accountId);
  const settings = CarrierSettings.safeParse(account?.config);
  return account && settings.success ? { account, settings: settings.data } : null;
}

function readOrder({ payload, pieceId, edition }: Entry): CarrierOrder | null {
  try {
    const order = CarrierOrder.parse(JSON.parse(payload));
    return order.pieceId === pieceId && (order.kind === "recall" || order.edition === edition) ? order : null;
  } catch {
    return null;
  }
}

type Laid = { request: RequestBasis; unsent: readonly string[] };

/** Writes the request down under its number before anything leaves, or says why it may not go. */
async function lay(house: House, tx: Tx, entry: Entry, order: CarrierOrder, { account, settings }: Opened): Promise<Decision<Laid>> {
  const now = house.now();
  await store.lockPiece(tx, entry.pieceId);
  const standing = await standingOf(tx, entry);
  const planned = planPut(standing, { recall: order.kind === "recall", edition: entry.edition }, now);
  const how = planned.ok ? await windowAndReason(tx, order, planned.value, now) : planned;
  if (!planned.ok || !how.ok) {
    const { code, facts } = planned.ok ? (how as Extract<typeof how, { ok: false }>).refusal : planned.refusal;
    record(tx, { action: "carriers.put", subject: { type: "piece", id: entry.pieceId }, outcome: "refused", facts: { code, ...facts, account: entry.accountId } });
    return { ok: false, refusal: { code, ...(facts ? { facts } : {}) } };
  }
  const { kind, about, unsent } = planned.value;
  const laid: store.Laid = { kind, about, ...how.value };
  const there = await requestBasis(tx, { key: entry.key }, true);
  const places = order.kind === "send" ? order.regions : placesOf(standing.filter(({ number }) => about.includes(number)));
  const { id, number } = there ?? (await store.insertRequest(tx, await rowOf(tx, entry, order, places, { account, settings }, now), laid, now));
  if (there) await store.layAgain(tx, id, laid, now);
  await enter(contextOf(house, theHouse, entry.key), tx, id, { action: "carriers.put", note: how.value.clashReason, facts: { number, kind, parts: order.parts, regions: places.length, again: there ? 1 : 0, sha256: sha256Hex(entry.payload) } });
  const request = await requestBasis(tx, { id });
  if (!request) throw new Error("a request vanished in its own transaction");
  return permit({ request, unsent });
}

async function windowAndReason(tx: Tx, order: CarrierOrder, { kind }: PutPlan, now: Date): Promise<Decision<Pick<store.Laid, "window" | "clashReason">>> {
  if (order.kind === "recall") return permit({ window: kind === "cancel" ? null : anyWindow(now), clashReason: null });
  const window = windowOf(order, now);
  if (!window.ok) return window;
  const reason = await reasonOf(tx, order.pieceId);
  const clash = planClash(order.urgency, clashesOf({ pieceId: order.pieceId, places: order.regions }, await requestsOn(tx, dayOf(window.value))), reason?.words ?? null);
  return clash.ok ? permit({ window: window.value, clashReason: clash.value }) : clash;
}

const placesOf = (requests: readonly { places: readonly Place[] }[]): Place[] => [...new Map(requests.flatMap(({ places }) => places).map((place) => [place.code, place])).values()];

async function rowOf(tx: Tx, { key, accountId, pieceId, edition, payload }: Entry, order: CarrierOrder, places: readonly Place[], { account, settings }: Opened, now: Date): Promise<store.NewRequest> {
  const unit = (await unitsById(tx, [account.unitId], isoDay(now))).get(account.unitId);
  return {
    key, accountId, unitId: account.unitId, system: unit?.system ?? "partner", regionCode: unit?.regionCode ?? "", pieceId, edition, title: order.title, addressee: settings.addressee, payload, sha256: sha256Hex(payload), places, parts: order.parts,
  };
}

/** Writes down what came of handing it in; what the carrier took turns the requests it is about. */
async function settle(house: House, { request, unsent }: Laid, answer: Submitted | Failure): Promise<Submitted | Failure> {
  const { id, number, kind, about } = request;
  const outcome = answer.ok ? "taken" : answer.class === "unknownOutcome" ? "unknown" : "failed";
  const ctx = contextOf(house, theHouse, request.key);
  await ctx.write(async (tx) => {
    await store.setOutcome(tx, id, { outcome, ref: answer.ok ? answer.ref : answer.ref ?? null, failure: answer.ok ? null : `${answer.class} ${answer.rawCode}` }, house.now());
    if (outcome !== "failed") {
      const by = kind === "send" ? "replaced" as const : "cancelled" as const;
      for (const key of await store.turnRequests(tx, unsent, by, number, house.now())) await tell(ctx, tx, calledOff, { key, by, number });
      if (kind !== "send") await store.turnRequests(tx, about, "recalled", number, house.now());
    }
    await enter(ctx, tx, id, { action: `carriers.${outcome}`, facts: answer.ok ? { number } : { number, class: answer.class, code: answer.rawCode } });
  });
  return answer;
}
