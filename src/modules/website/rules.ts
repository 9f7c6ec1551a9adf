import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { laneOf, type Urgency } from "#kernel/urgency.ts";

/** Where a piece stands on the site: nothing yet, or an edition that is live or taken back. */
export type Standing = { state: "live" | "recalled"; currentEdition: number; /** fingerprint of the edition asked about, where it is published */ sha256: string | null } | null;

/**
 * May this edition go up? An older edition never replaces a newer one, a recall is final, and the bytes of a published
 * edition never change (architecture.md, fence; product.md, refusal 4). `again` = it is up already.
 */
export function planPut(standing: Standing, entry: { edition: number; sha256: string }): Decision<"first" | "next" | "again"> {
  if (!standing) return permit("first");
  if (standing.sha256 !== null) return standing.sha256 === entry.sha256 ? permit("again") : refuse("website.other-bytes", { edition: entry.edition });
  if (standing.state === "recalled") return refuse("website.recalled", { edition: entry.edition });
  if (entry.edition < standing.currentEdition) return refuse("website.superseded", { edition: entry.edition, current: standing.currentEdition });
  return permit("next");
}

type Shown = { urgency: Urgency; updatedAt: Date; validUntil: Date | null };

/** How long a graded piece without its own end stays at the top of the first page. */
export const eventHours = 72;

/** First page by urgency: graded pieces that say how long they hold are warnings, the other recent ones are events; gravest first, then newest. */
export function planHome<T extends Shown>(graded: readonly T[], now: Date): { warnings: T[]; events: T[] } {
  const order = (a: T, b: T) => laneOf(a.urgency) - laneOf(b.urgency) || b.updatedAt.getTime() - a.updatedAt.getTime();
  const open = graded.filter((g) => g.urgency !== "routine");
  return {
    warnings: open.filter((g) => g.validUntil !== null && g.validUntil > now).sort(order),
    events: open.filter((g) => g.validUntil === null && now.getTime() - g.updatedAt.getTime() < eventHours * 3_600_000).sort(order),
  };
}

/** The codes that concern people in a region: itself, what it lies in, and what lies in it; pieces without regions concern everybody. */
export function codesAround(code: string, tree: readonly { code: string; parent: string | null }[]): string[] {
  const parents = new Map(tree.map((r) => [r.code, r.parent]));
  const above: string[] = [];
  for (let at = parents.get(code) ?? null; at && !above.includes(at); at = parents.get(at) ?? null) above.push(at);
  const province = `${code.slice(0, 2)}0000`;
  const below = (of: string): string[] => tree.filter((r) => r.parent === of).flatMap((r) => [r.code, ...below(r.code)]);
  return [...new Set([code, ...above, province, ...below(code)])];
}
