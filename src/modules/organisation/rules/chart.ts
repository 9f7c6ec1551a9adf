import type { System } from "#kernel/actor.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { covers, validAt, type Period } from "./periods.ts";
import type { UnitLevel } from "./preset.ts";

/** One name of a unit for a time. */
export type NameTerm = Period<string> & { kind: "main" | "also"; name: string; shortName: string; seal: string };

/** One parent of a unit for a time. */
export type ParentTerm = Period<string> & { parentId: string };

/** A unit with its whole history; `openedOn: null` is a unit nobody has switched on. */
export type UnitRecord = {
  id: string; code: string; system: System; level: UnitLevel; regionCode: string;
  openedOn: string | null; closedOn: string | null;
  names: readonly NameTerm[]; parents: readonly ParentTerm[];
};

/** Does the unit exist on that day? */
export const isOpen = (unit: Pick<UnitRecord, "openedOn" | "closedOn">, day: string): boolean =>
  unit.openedOn !== null && covers({ from: unit.openedOn, to: unit.closedOn }, day);

/** Open, not yet (or never known to be) open, or closed on that day. */
export const standingOn = (unit: Pick<UnitRecord, "openedOn" | "closedOn">, day: string): "open" | "not-open" | "closed" =>
  isOpen(unit, day) ? "open" : unit.closedOn !== null && day >= unit.closedOn ? "closed" : "not-open";

/** The names a unit bears on a day: its main one and those beside it. Before the record begins, the first known name stands. */
export function namesOn(names: readonly NameTerm[], day: string): { main: NameTerm; also: NameTerm[] } | undefined {
  const mains = names.filter((n) => n.kind === "main").sort((a, b) => (a.from < b.from ? -1 : 1));
  const main = validAt(mains, day) ?? mains.find((n) => day < n.from) ?? mains.at(-1);
  return main && { main, also: names.filter((n) => n.kind === "also" && covers<string>(n, day)) };
}

/** The parent of a unit on a day. */
export const parentOn = (parents: readonly ParentTerm[], day: string): string | null => validAt(parents, day)?.parentId ?? null;

/** What a change of a history does: the row that ends, and the row that begins. */
export type Succession<T> = { endCurrent: boolean; next: T };

/** A new name from a day on. A day before the latest change would rewrite what was signed, so it is refused. */
export function planRename(unit: UnitRecord, next: Omit<NameTerm, "to">, sealsInUse: ReadonlySet<string>): Decision<Succession<NameTerm>> {
  const same = unit.names.filter((n) => n.kind === next.kind);
  const latest = same.map((n) => n.from).sort().at(-1);
  if (latest !== undefined && next.from <= latest) return refuse("organisation.date-before-last-change", { date: latest });
  if (sealsInUse.has(next.seal)) return refuse("organisation.seal-taken", { seal: next.seal });
  return permit({ endCurrent: same.some((n) => n.to === null || n.to > next.from), next: { ...next, to: null } });
}

/** A new parent from a day on: of the same line of command, open that day, higher in level, and never below the unit itself. */
export function planMove(unit: UnitRecord, parent: UnitRecord, from: string, parentOfOn: (id: string) => string | null): Decision<Succession<ParentTerm>> {
  const latest = unit.parents.map((p) => p.from).sort().at(-1);
  if (latest !== undefined && from <= latest) return refuse("organisation.date-before-last-change", { date: latest });
  const fit = whyNotBelow(unit, parent, from);
  if (!fit.ok) return fit;
  for (let id: string | null = parent.id; id !== null; id = parentOfOn(id)) {
    if (id === unit.id) return refuse("organisation.parent-below-itself");
  }
  return permit({ endCurrent: unit.parents.some((p) => p.to === null || p.to > from), next: { parentId: parent.id, from, to: null } });
}

const rank: Record<UnitLevel, number> = { province: 0, city: 1, county: 2, partner: 3 };

/** A unit stands below one of its own line of command and of a higher level; partners stand below nobody. */
export function whyNotBelow(unit: Pick<UnitRecord, "system" | "level">, parent: UnitRecord, day: string): Decision<true> {
  if (unit.system !== parent.system || unit.system === "partner") return refuse("organisation.parent-of-another-system");
  if (rank[parent.level] >= rank[unit.level]) return refuse("organisation.parent-not-higher");
  return isOpen(parent, day) ? permit(true) : refuse("organisation.unit-not-open");
}

/** A unit ends on a day once nothing stands below it and nobody holds a post in it any longer. */
export function planClosing(unit: UnitRecord, day: string, below: number, posts: number): Decision<string> {
  if (unit.openedOn === null || unit.closedOn !== null) return refuse("organisation.unit-not-open");
  if (day <= unit.openedOn) return refuse("organisation.date-before-last-change", { date: unit.openedOn });
  if (below > 0) return refuse("organisation.unit-has-units-below", { count: below });
  return posts > 0 ? refuse("organisation.unit-has-posts", { count: posts }) : permit(day);
}

/** A unit that was not known to exist is switched on from a day on. */
export const planOpening = (unit: UnitRecord, day: string): Decision<string> =>
  unit.openedOn === null ? permit(day) : refuse("organisation.unit-open-already", { date: unit.openedOn });
