import type { System } from "#kernel/actor.ts";

/** What a seal is made for: a local unit of a place. */
export type SealFor = { key: string; system: System; place: string };

/**
 * Seals of one or two characters that never collide: a mark of the place, then a mark of the line of command.
 * The place's first free character wins; when all are taken, the line's second mark is used, then two characters of the place.
 */
export function sealsFor(units: readonly SealFor[], marks: Partial<Record<System, readonly string[]>>, taken: ReadonlySet<string>): Map<string, string> {
  const used = new Set(taken);
  const seals = new Map<string, string>();
  for (const unit of units) {
    const seal = candidates(unit, marks[unit.system] ?? []).find((s) => !used.has(s));
    if (seal === undefined) continue;
    used.add(seal);
    seals.set(unit.key, seal);
  }
  return seals;
}

function candidates({ place }: SealFor, marks: readonly string[]): string[] {
  const signs = [...place];
  const pairs = signs.slice(0, -1).map((sign, i) => sign + (signs[i + 1] ?? ""));
  return [...marks.flatMap((mark) => signs.map((sign) => sign + mark)), ...pairs];
}
