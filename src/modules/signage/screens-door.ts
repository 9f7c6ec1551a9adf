import { theHouse } from "#kernel/actor.ts";
import { ScreenItem } from "#kernel/article.ts";
import type { Failure, HouseDoor, Status, Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { record } from "#platform/audit/record.ts";
import type { House } from "#platform/house.ts";
import { contextOf } from "#platform/http/context.ts";
import { newId } from "#platform/ids.ts";
import { planShow } from "./rules.ts";
import * as store from "./store.ts";
import * as views from "./views.ts";

const refused = (rawCode: string, rawBody: string): Failure => ({ ok: false, class: "content", scope: "recipient", rawCode, rawBody });
const taken = (key: string): Submitted => ({ ok: true, ref: key, rung: "published", rawBody: key });

/** The screens of the house as a channel: what is put is on the next playlist each screen asks for; `displayed` only by proof of play. */
export const doorOfScreens = (house: House): HouseDoor => ({
  async put({ key, accountId, pieceId, edition, payload }): Promise<Submitted | Failure> {
    const sha256 = sha256Hex(payload);
    const there = await views.underKey(house.db, key);
    if (there?.kind === "entry") return there.sha256 === sha256 ? taken(key) : refused("signage.other-bytes", key);
    const item = readItem(payload);
    if (!item || item.pieceId !== pieceId || item.rev !== edition) return refused("signage.unreadable", key);
    return contextOf(house, theHouse, key).write(async (tx) => {
      await store.lockPiece(tx, accountId, pieceId);
      const plan = planShow(await views.standingOf(tx, accountId, pieceId, edition), { edition, sha256 });
      const subject = { type: "piece", id: pieceId };
      if (!plan.ok) {
        record(tx, { action: "signage.put", subject, outcome: "refused", facts: { code: plan.refusal.code, edition } });
        return refused(plan.refusal.code, JSON.stringify(plan.refusal.facts ?? {}));
      }
      const now = house.now();
      if (plan.value === "show") {
        await store.insertEntry(tx, { id: newId(now), key, accountId, pieceId, edition, payload, sha256, priority: item.priority, validUntil: item.validUntil ? new Date(item.validUntil) : null, now });
      }
      record(tx, { action: "signage.put", subject, facts: { edition, sha256, plan: plan.value } });
      return taken(key);
    });
  },

  async look({ key, pieceId }): Promise<Status> {
    const there = await views.underKey(house.db, key);
    if (!there || there.pieceId !== pieceId) return { state: "absent", rawBody: key };
    if (there.kind === "recall") return { state: "present", rung: "verified", ref: key, matches: true, rawBody: key };
    return { state: "present", rung: there.shown ? "displayed" : "published", ref: key, matches: sha256Hex(there.payload) === there.sha256, rawBody: there.sha256 };
  },

  async withdraw({ key, accountId, pieceId, notice }): Promise<Submitted | Failure> {
    if ((await views.underKey(house.db, key))?.kind === "recall") return taken(key);
    return contextOf(house, theHouse, key).write(async (tx) => {
      await store.lockPiece(tx, accountId, pieceId);
      await store.insertRecall(tx, { key, accountId, notice, now: house.now() });
      record(tx, { action: "signage.withdraw", subject: { type: "piece", id: pieceId }, facts: { reason: notice.reason } });
      return taken(key);
    });
  },
});

function readItem(payload: string): ScreenItem | null {
  try {
    return ScreenItem.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
