import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { Urgency } from "#kernel/urgency.ts";

/** A region by code and name. */
export type Place = { code: string; name: string };

/** Does a region hold another? By the digits of GB/T 2260: two for the province, four for the prefecture; what bears a code of the preset's own lies in the province. */
const holds = (outer: string, inner: string): boolean =>
  inner.startsWith(outer) || (/^\d{2}0000$/.test(outer) ? inner.replace(/^\D/, "").startsWith(outer.slice(0, 2)) : /^\d{4}00$/.test(outer) && inner.startsWith(outer.slice(0, 4)));

/** Would one phone in these two regions get both messages? */
export const meets = (a: string, b: string): boolean => holds(a, b) || holds(b, a);

/** Another piece's request that stands on the day. */
export type OtherRequest = { number: string; pieceId: string; title: string; unitName: string; places: readonly Place[] };

/** A request that reaches the same people the same day, and where: the narrower of the two regions. */
export type Clash = Omit<OtherRequest, "places"> & { places: Place[] };

/** Same region, same day, another piece (clause 3.1): the counties of a prefecture clash with the prefecture. */
export function clashesOf(piece: { pieceId: string; places: readonly Place[] }, others: readonly OtherRequest[]): Clash[] {
  return others.filter((other) => other.pieceId !== piece.pieceId).flatMap(({ places, ...other }) => {
    const shared = places.flatMap((theirs) => piece.places.filter((ours) => meets(ours.code, theirs.code)).map((ours) => (holds(ours.code, theirs.code) ? theirs : ours)));
    const met = [...new Map(shared.map((place) => [place.code, place])).values()];
    return met.length > 0 ? [{ ...other, places: met }] : [];
  });
}

/** A graded piece is a safety warning and is never held back (refusal 7); a routine one needs a reason where people already get a message that day. */
export const waitsForReason = (urgency: Urgency, clashes: readonly Clash[], reason: string | null): boolean => urgency === "routine" && clashes.length > 0 && reason === null;

/** May it go to the carrier? Soft: the refusal names the other request and asks for the reason. */
export function planClash(urgency: Urgency, clashes: readonly Clash[], reason: string | null): Decision<string | null> {
  const [first] = clashes;
  if (!first || !waitsForReason(urgency, clashes, reason)) return permit(first ? reason : null);
  return refuse("carriers.clash", { number: first.number, title: first.title, unit: first.unitName, places: sayPlaces(first.places), more: clashes.length - 1 });
}

/** Regions in a line, at most three by name. */
export const sayPlaces = (places: readonly Place[]): string => `${places.slice(0, 3).map(({ name }) => name).join("、")}${places.length > 3 ? `等 ${places.length} 地` : ""}`;
