import type { Failure, HouseDoor, Rung, Status } from "#kernel/connector.ts";

/** What stands behind a door for one piece of one account. */
export type Standing = { key: string; accountId: string; pieceId: string; edition: number; payload: string; withdrawn: boolean; rung: Rung };

/** A door of the house that keeps its entries in memory: idempotent by key, one standing entry per piece, older editions refused. */
export type SimulatedDoor = HouseDoor & { ledger: Standing[]; keys: Map<string, string>; /** A screen or a person reports what it saw. */ report: (key: string, rung: Rung) => void };

/** Opens a simulated door whose own answer proves `rung`. */
export function openDoor(rung: Rung): SimulatedDoor {
  const ledger: Standing[] = [];
  const keys = new Map<string, string>();
  const standing = (accountId: string, pieceId: string) => ledger.find((entry) => entry.accountId === accountId && entry.pieceId === pieceId);
  const stale = (): Failure => ({ ok: false, class: "duplicate", scope: "account", rawCode: "older-edition", rawBody: "" });
  return {
    ledger, keys,
    put: ({ key, accountId, pieceId, edition, payload }) => {
      const ref = `${pieceId}/${edition}`;
      if (keys.has(key)) return Promise.resolve({ ok: true, ref, rung, rawBody: "known" });
      const before = standing(accountId, pieceId);
      if (before && before.edition > edition) return Promise.resolve(stale());
      keys.set(key, ref);
      if (before) Object.assign(before, { key, edition, payload, withdrawn: false, rung });
      else ledger.push({ key, accountId, pieceId, edition, payload, withdrawn: false, rung });
      return Promise.resolve({ ok: true, ref, rung, url: `/a/${pieceId}`, rawBody: "stored" });
    },
    look: ({ key, accountId, pieceId }): Promise<Status> => {
      const ref = keys.get(key);
      const entry = standing(accountId, pieceId);
      if (!ref || !entry) return Promise.resolve({ state: "absent", rawBody: "" });
      return Promise.resolve({ state: "present", rung: entry.rung, ref, url: `/a/${pieceId}`, rawBody: "" });
    },
    withdraw: ({ key, accountId, pieceId }) => {
      const entry = standing(accountId, pieceId);
      if (entry) Object.assign(entry, { withdrawn: true, key });
      keys.set(key, `${pieceId}/withdrawn`);
      return Promise.resolve({ ok: true, ref: `${pieceId}/withdrawn`, rung, rawBody: entry ? "withdrawn" : "nothing stood there" });
    },
    report: (key, seen) => {
      const entry = ledger.find((item) => item.key === key);
      if (entry) entry.rung = seen;
    },
  };
}
