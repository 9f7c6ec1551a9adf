import { z } from "zod";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import type { SourceFormat } from "./shapes.ts";

const paths = z.union([z.string().max(200), z.array(z.string().max(200)).max(8)]);

/** What reading a format needs: where things stand in a JSON, whether a list is in order, which accounts of institutions stay readable. */
export const SourceSettings = z.strictObject({
  mapping: z.strictObject({ entries: z.string().max(200), title: paths.optional(), text: paths.optional(), link: paths.optional(), time: paths.optional(), rank: paths.optional(), reads: paths.optional(), comments: paths.optional() }).optional(),
  ordered: z.boolean().optional(),
  lookUp: z.string().max(500).optional(),
  institutions: z.array(z.string().min(1).max(60)).max(50).optional(),
});
export type SourceSettings = z.infer<typeof SourceSettings>;

/** A source as it is registered; the least and most minutes between two questions. */
export type SourcePlan = { format: SourceFormat; url: string; settings: SourceSettings; leastMinutes: number; mostMinutes: number };

const asked: readonly SourceFormat[] = ["feed", "list", "json"];

/** Is a source asked by us, rather than bringing its items itself? */
export const isAsked = (format: SourceFormat): boolean => asked.includes(format);

/** Whether a source can be watched as it stands: only public addresses, a mapping where the format needs one. */
export function planSource(plan: SourcePlan): Decision<SourcePlan> {
  if (plan.leastMinutes > plan.mostMinutes) return refuse("opinion.pace-reversed");
  if (!isAsked(plan.format)) return permit({ ...plan, url: "" });
  const url = plan.url.trim();
  if (!/^https?:\/\/[^\s/?#]+/.test(url) || /\s/.test(url)) return refuse("opinion.address-wrong");
  // A log-in in the address means that it is not public.
  if (/^https?:\/\/[^/?#]*@/.test(url)) return refuse("opinion.not-public");
  if (plan.format === "json" && !plan.settings.mapping) return refuse("opinion.mapping-missing");
  return permit({ ...plan, url });
}

/** What may become of a source: it rests and wakes; closed is for good. */
export function planSourceState(from: "active" | "paused" | "closed", to: "active" | "paused" | "closed"): Decision<typeof to> {
  if (from === "closed") return refuse("opinion.source-closed");
  return from === to ? refuse("opinion.state-unchanged") : permit(to);
}
