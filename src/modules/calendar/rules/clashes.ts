/** A piece on a day, as far as it can stand in another's way. */
export type Dated = { pieceId: string; day: string; topic: string; regions: readonly string[]; planned: boolean };

/** Pieces of one topic that would speak to the same people on the same day. */
export type Clash = { day: string; topic: string; pieceIds: string[] };

const stem = (code: string): string => (/^\d{6}$/.test(code) ? code.replace(/(00){1,2}$/, "") : code);

/** Do two audiences share a place? No regions means everybody; a prefecture contains its counties by GB/T 2260 code. */
export const sharePlace = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((x) => b.some((y) => stem(x).startsWith(stem(y)) || stem(y).startsWith(stem(x))));

/** Same topic, same day, same people: a hint while one of them can still be moved; it blocks nothing (clause 3.1 asks for agreement, not for permission). */
export function clashesOf(pieces: readonly Dated[]): Clash[] {
  const near = (a: Dated, b: Dated) => a.pieceId !== b.pieceId && (a.planned || b.planned) && sharePlace(a.regions, b.regions);
  const together = Map.groupBy(pieces, (piece) => `${piece.day} ${piece.topic}`);
  return [...together.values()].flatMap((same) => {
    const pieceIds = [...new Set(same.filter((a) => same.some((b) => near(a, b))).map((a) => a.pieceId))];
    return same[0] && pieceIds.length > 0 ? [{ day: same[0].day, topic: same[0].topic, pieceIds }] : [];
  });
}
