import { z } from "zod";

/** The four kinds of emergency (突发事件应对法): 自然灾害 事故灾难 公共卫生 社会安全. */
export const Category = z.enum(["natural", "accident", "health", "security"]);
export type Category = z.infer<typeof Category>;

/** What happened, as the engine tells it from the words. */
export const Hazard = z.enum([
  "flood", "rainstorm", "typhoon", "earthquake", "landslide", "snow_cold", "drought", "forest_fire", "fire", "explosion", "traffic", "collapse", "mine", "gas", "poisoning", "drowning", "missing", "hazard",
  "epidemic", "attack", "other",
]);
export type Hazard = z.infer<typeof Hazard>;

/** What people want when they speak. */
export const Concern = z.enum(["question", "help", "report", "complaint"]);
export type Concern = z.infer<typeof Concern>;

/** Where an item was found: a ranked list, news, a unit's own account, a report channel, a hand. */
export const SourceKind = z.enum(["list", "news", "official", "report", "manual"]);
export type SourceKind = z.infer<typeof SourceKind>;

/** How a source is read; a webhook brings its items itself, a hand enters them or hands in a table. */
export const SourceFormat = z.enum(["feed", "list", "json", "webhook", "hand"]);
export type SourceFormat = z.infer<typeof SourceFormat>;

/** What a unit decided about a topic; new is undecided. */
export const Mark = z.enum(["new", "watch", "case", "dismissed"]);
export type Mark = z.infer<typeof Mark>;

/** A step of the reasoning: the rule, the words that set it off, the figure. */
export const Reason = z.object({ rule: z.string(), words: z.array(z.string()), figure: z.number().optional() });
export type Reason = z.infer<typeof Reason>;

/** A topic as the rules of this module see it. `placeLine` is the place with all that holds it, lowest first; empty while nobody knows. */
export type TopicFacts = {
  titles: readonly string[]; placeLine: readonly string[]; about: "in" | "out" | "unsure"; category: Category | null; hazard: Hazard | null; emergency: number; heat: number | null; lastSeenAt: Date;
};
