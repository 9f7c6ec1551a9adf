/** How strongly one source carries a topic: in an hour, null when it was not looked at; and the nearest hour in which it was, those before first. */
export type Row = { at: (hour: number) => number | null; near: (hour: number) => number | null };

/** A source that was not looked at keeps its strength for so many hours. */
const heldHours = 2;

/** How much more the sources looked at in both hours carry in the later one; null when nothing can be said. */
function growth(rows: readonly Row[], from: number, to: number): number | null {
  let [was, is] = [0, 0];
  for (const row of rows) {
    const strength = row.at(to);
    const before = strength === null ? null : row.at(from);
    if (strength === null || before === null) continue;
    was += before;
    is += strength;
  }
  return was === 0 ? null : is / was;
}

/**
 * The strength of every source in an hour. One that was not looked at is never taken for silent: for a while it keeps what it had, then it
 * is supposed to have done as the others did; null when nobody can tell.
 */
export function strengthsOf(rows: readonly Row[], hour: number): (number | null)[] {
  const grown = new Map<number, number | null>();
  const since = (from: number): number | null => {
    const known = grown.get(from);
    if (known !== undefined) return known;
    const found = growth(rows, from, hour);
    grown.set(from, found);
    return found;
  };
  return rows.map((row) => {
    const strength = row.at(hour);
    if (strength !== null) return strength;
    const near = row.near(hour);
    const there = near === null ? null : row.at(near);
    if (near === null || there === null || there === 0 || (near < hour && hour - near <= heldHours)) return there;
    const times = since(near);
    return times === null ? null : Math.min(1, there * times);
  });
}

/** The heat of an hour; null when the strength of a source is not known and cannot be supposed. */
export function heatOf(strengths: readonly (number | null)[]): number | null {
  let heat = 0;
  for (const strength of strengths) {
    if (strength === null) return null;
    heat += strength;
  }
  return Number(heat.toFixed(3));
}
