/** A county with its prefecture; a committee or city-county that stands by itself has none. */
export type Place = { code: string; name: string; parent: string | null };

/** A county at its place among equal tiles. */
export type Tile = { code: string; name: string; fullName: string; row: number; col: number };

/** Most tiles in a row when there is no drawing. */
const widest = 13;

const short = (name: string): string => [...name.replace(/(朝鲜族|满族|蒙古族|回族|自治|保护开发区|管理委员会)+/g, "").replace(/[市县区]$/, "")].slice(0, 4).join("") || name;

/** Counties on the drawing of their province; those it does not know, and provinces without one, stand row by row under their prefectures. */
export function tilesFor(places: readonly Place[], drawing: readonly { code: string; name: string; row: number; col: number }[]): Tile[] {
  const parents = new Set(places.flatMap((place) => place.parent ?? []));
  const counties = places.filter((place) => !parents.has(place.code));
  const drawn = new Map(drawing.map((tile) => [tile.code, tile]));
  const known = counties.flatMap((county): Tile[] => {
    const tile = drawn.get(county.code);
    return tile ? [{ ...tile, fullName: county.name }] : [];
  });
  const rest = counties.filter((county) => !drawn.has(county.code));
  return [...known, ...byPrefecture(rest, Math.max(0, ...known.map((tile) => tile.row)))];
}

function byPrefecture(counties: readonly Place[], below: number): Tile[] {
  const tiles: Tile[] = [];
  let row = below;
  for (const parent of new Set(counties.map((county) => county.parent))) {
    counties.filter((county) => county.parent === parent).forEach(({ code, name }, i) => {
      if (i % widest === 0) row += 1;
      tiles.push({ code, name: short(name), fullName: name, row, col: (i % widest) + 1 });
    });
  }
  return tiles;
}

/** Does a warning for these regions reach the county? No regions means everybody; a prefecture's code ends in 00. */
export const reaches = (regions: readonly string[], county: string): boolean =>
  regions.length === 0 || regions.some((region) => county.startsWith(/^\d{6}$/.test(region) ? region.replace(/(00){1,2}$/, "") : region));
