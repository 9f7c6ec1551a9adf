import type { UnitOfDay } from "../contract.ts";

/** One place in the chart: its units side by side by line of command, the places below it as children. */
export type PlaceRow = { key: string; place: string; emergency?: UnitOfDay; fire?: UnitOfDay; forest_fire?: UnitOfDay; children?: PlaceRow[] };

const levels = ["province", "city", "county"];

/** Places from the top down: a place stands below the place of the unit that its units belong to on that day. */
export function placeRows(units: readonly UnitOfDay[]): PlaceRow[] {
  const byId = new Map(units.map((u) => [u.id, u]));
  const rows = new Map<string, PlaceRow & { above: string | null }>();
  const ordered = units.filter((u) => u.system !== "partner").sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || (a.regionCode < b.regionCode ? -1 : a.regionCode > b.regionCode ? 1 : 0));
  for (const unit of ordered) {
    const key = `${unit.level === "province" ? "province" : "local"}/${unit.regionCode}`;
    const parent = unit.parentId ? byId.get(unit.parentId) : undefined;
    const row = rows.get(key) ?? { key, place: unit.regionName, above: null };
    const above = parent ? `${parent.level === "province" ? "province" : "local"}/${parent.regionCode}` : null;
    rows.set(key, { ...row, above: row.above ?? (above === key ? null : above), [unit.system]: row[unit.system as "fire"] ?? unit });
  }
  const below = new Map<string, PlaceRow[]>();
  for (const { above, ...row } of rows.values()) {
    const key = above !== null && rows.has(above) ? above : "";
    below.set(key, [...(below.get(key) ?? []), row]);
  }
  const build = (row: PlaceRow): PlaceRow => {
    const children = (below.get(row.key) ?? []).map(build);
    return children.length > 0 ? { ...row, children } : row;
  };
  return (below.get("") ?? []).flatMap((row) => {
    const { children = [], ...top } = build(row);
    if (top.key.startsWith("province/")) return [top, ...children];
    return [children.length > 0 ? { ...top, children } : top];
  });
}
