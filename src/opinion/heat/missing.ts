/** How strongly one source carries a topic: in an hour, null when it was not looked at; and the nearest hour in which it was, those before first. */
export type Row = { at: (hour: number) => number | null; near: (hour: number) => number | null };

/** A source that was not looked at keeps its strength for so many hours. */
const heldHours = 2;
/** A source that nobody looked at for so many hours says nothing any more: the others speak alone. */
export const reachHours = 48;

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

/** Sources that were looked at near enough to an hour to be counted in it. */
const within = (rows: readonly Row[], hour: number): { row: Row; near: number }[] => rows.flatMap((row) => {
  const near = row.at(hour) === null ? row.near(hour) : hour;
  return near === null || Math.abs(hour - near) > reachHours ? [] : [{ row, near }];
});

/**
 * The strength of every source in an hour. One that was not looked at is never taken for silent: for a while it keeps what it had, then it
 * is supposed to have done as the others did; null when nobody can tell, and no strength at all when none was looked at for long.
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
  return within(rows, hour).map(({ row, near }) => {
    const there = row.at(near);
    if (near === hour || there === null || there === 0 || (near < hour && hour - near <= heldHours)) return there;
    const times = since(near);
    return times === null ? null : Math.min(1, there * times);
  });
}

/** The heat of an hour; null when the strength of a source is not known and cannot be supposed, or no source was looked at. */
export function heatOf(strengths: readonly (number | null)[]): number | null {
  if (strengths.length === 0) return null;
  let heat = 0;
  for (const strength of strengths) {
    if (strength === null) return null;
    heat += strength;
  }
  return Number(heat.toFixed(3));
}
