import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { interrupts, type Entry } from "./playlist.ts";

/** What stands on an account's screens: one signed edition of a piece. */
export type Put = { id: string; pieceId: string; payload: string; sha256: string; priority: number; validUntil: Date | null };

/** A window of time; either side may be open. */
export type Window = { from: Date | null; until: Date | null };

/** Where a group wants a piece in its playlist, or that it does not want it; `seconds` null is one pass. */
export type Slot = Window & { pieceId: string; shown: boolean; seconds: number | null };

/** What a group decides: when its playlist is on, what stands otherwise, and the order of pieces. */
export type Plan = Window & { standing: string | null; slots: readonly Slot[] };

const latest = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null || a > b ? a : b);
const earliest = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null || a < b ? a : b);

const plain = ({ id, payload, sha256, priority, validUntil }: Put): Entry => ({ id, payload, sha256, priority, validUntil: validUntil?.toISOString() ?? null });

/**
 * The playlist of a group, from what was put on its account in the order it came (`put`: gravest, then newest first). A red or orange piece is
 * nobody's to order: it comes first, at once and to its own end. Then what the group placed, then what nobody placed yet, so that no signed text is
 * forgotten. A window only ever narrows the time that was signed. The bytes are those that were signed.
 */
export function arrange(put: readonly Put[], plan: Plan | null): Entry[] {
  if (!plan) return put.map(plain);
  const urgent = put.filter(({ priority }) => interrupts(priority));
  const rest = put.filter(({ priority, pieceId }) => !interrupts(priority) && pieceId !== plan.standing);
  const placed = plan.slots.flatMap((slot) => rest.filter(({ pieceId }) => pieceId === slot.pieceId).map((one) => ({ one, slot })));
  const unplaced = rest.filter(({ pieceId }) => !plan.slots.some((slot) => slot.pieceId === pieceId)).map((one) => ({ one, slot: null }));
  const turns = [...placed, ...unplaced].flatMap(({ one, slot }) => {
    if (slot && !slot.shown) return [];
    const from = latest(plan.from, slot?.from ?? null);
    const until = earliest(one.validUntil, earliest(plan.until, slot?.until ?? null));
    if (from && until && from >= until) return [];
    return [{ ...plain({ ...one, validUntil: until }), ...(from ? { from: from.toISOString() } : {}), ...(slot?.seconds ? { seconds: slot.seconds } : {}) }];
  });
  const standing = put.filter(({ priority, pieceId }) => !interrupts(priority) && pieceId === plan.standing).map((one) => ({ ...plain(one), standing: true as const }));
  return [...urgent.map(plain), ...turns, ...standing];
}

/** A playlist with what has ended left out; what is still to come stays, because a screen may lose its line before then. */
export const withoutEnded = (entries: readonly Entry[], now: Date): Entry[] => entries.filter((e) => e.validUntil === null || Date.parse(e.validUntil) > now.getTime());

const isEmpty = ({ from, until }: Window): boolean => from !== null && until !== null && from >= until;

/**
 * May a group order its playlist so? Only pieces that were put on its account; each in one place; no window without time in it; and only
 * against the version the person saw.
 */
export function planArrangement(group: { version: number; pieces: readonly Pick<Put, "pieceId" | "priority">[] }, wanted: Plan & { version: number }): Decision<Plan> {
  if (wanted.version !== group.version) return refuse("signage.group-changed");
  if ([wanted, ...wanted.slots].some(isEmpty)) return refuse("signage.window-empty");
  const named = [...wanted.slots.map(({ pieceId }) => pieceId), ...(wanted.standing === null ? [] : [wanted.standing])];
  if (new Set(named).size < named.length) return refuse("signage.placed-twice");
  const known = new Map(group.pieces.map((piece) => [piece.pieceId, piece]));
  if (named.some((pieceId) => !known.has(pieceId))) return refuse("signage.not-on-this-account");
  if (wanted.standing !== null && interrupts(known.get(wanted.standing)?.priority ?? 0)) return refuse("signage.urgent-does-not-stand");
  return permit({ from: wanted.from, until: wanted.until, standing: wanted.standing, slots: wanted.slots });
}
