import type { RegionCount } from "#kernel/carrier.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { Place } from "./clash.ts";
import type { Kind, Outcome } from "./put.ts";

/** Figures summed up. */
export type Totals = { submitted: number; sent: number; failed: number };

const figures = ["submitted", "sent", "failed"] as const;

/** The sum over regions. */
export const sumOf = (counts: readonly Totals[]): Totals =>
  counts.reduce<Totals>((sum, one) => ({ submitted: sum.submitted + one.submitted, sent: sum.sent + one.sent, failed: sum.failed + one.failed }), { submitted: 0, sent: 0, failed: 0 });

/** Sent of submitted, in whole per cent, never rounded up to 100; null where nothing was submitted. */
export const rateOf = ({ submitted, sent }: Totals): number | null => (submitted === 0 ? null : Math.floor((100 * sent) / submitted));

/** What figures prove: what was to be sent was sent, or what was to be stopped was stopped before any of it went out; otherwise only that the carrier has the request. */
export const rungOf = (kind: Kind, { sent }: Totals): "accepted" | "published" => ((kind === "cancel") === (sent === 0) ? "published" : "accepted");

/** A request as far as its figures depend on it. */
export type Countable = { number: string; kind: Kind; outcome: Outcome; places: readonly Place[]; putAt: Date };

/** What was returned: regions, the total as the carrier says it (an officer copies it from the answer), and when the carrier took the request on. */
export type Returned = { counts: readonly RegionCount[]; total: Totals | null; takenBy: string; takenAt: Date };

/** Accepts figures that add up: every region asked, each once, no more sent and failed than submitted, and the sum is the total the carrier names. */
export function planCounts(request: Countable, { counts, total, takenBy, takenAt }: Returned, now: Date): Decision<Totals> {
  if (request.outcome === "failed") return refuse("carriers.not-there", { number: request.number });
  if (/\d{7,}/.test(takenBy.replace(/[\s-]/g, ""))) return refuse("carriers.no-numbers");
  if (takenAt > now) return refuse("carriers.in-the-future");
  if (takenAt.getTime() < Math.floor(request.putAt.getTime() / 60_000) * 60_000) return refuse("carriers.before-the-request");
  const named = new Map(request.places.map(({ code, name }) => [code, name]));
  const strange = counts.find(({ region }) => !named.has(region));
  if (strange) return refuse("carriers.other-region", { region: strange.region });
  const twice = counts.find(({ region }, i) => counts.findIndex((one) => one.region === region) !== i);
  if (twice) return refuse("carriers.region-twice", { region: named.get(twice.region) ?? twice.region });
  const missing = request.places.find(({ code }) => !counts.some(({ region }) => region === code));
  if (missing) return refuse("carriers.region-missing", { region: missing.name });
  const over = counts.find(({ submitted, sent, failed }) => sent + failed > submitted);
  if (over) return refuse("carriers.more-than-submitted", { region: named.get(over.region) ?? over.region, submitted: over.submitted, sent: over.sent, failed: over.failed });
  const sum = sumOf(counts);
  const off = total && figures.find((figure) => total[figure] !== sum[figure]);
  return off ? refuse("carriers.totals-differ", { figure: off, said: total[off], sum: sum[off] }) : permit(sum);
}
