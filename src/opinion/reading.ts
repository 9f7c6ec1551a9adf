/** The four kinds of emergency (突发事件应对法): 自然灾害 事故灾难 公共卫生 社会安全. */
export const categories = ["natural", "accident", "health", "security"] as const;
export type Category = (typeof categories)[number];

export const hazards = [
  "flood", "rainstorm", "typhoon", "earthquake", "landslide", "snow_cold", "drought", "forest_fire",
  "fire", "explosion", "traffic", "collapse", "mine", "gas", "poisoning", "drowning", "missing", "hazard",
  "epidemic", "attack", "other",
] as const;
export type Hazard = (typeof hazards)[number];

/** What people want when they speak: a question, help, to report something, to complain. */
export const concernKinds = ["question", "help", "report", "complaint"] as const;
export type ConcernKind = (typeof concernKinds)[number];

/** Figures as the words give them; null is "not said". Magnitude in the scale of the title, depth in km. */
export type Figures = { readonly deaths: number | null; readonly injured: number | null; readonly missing: number | null; readonly magnitude: number | null };

/** Where it happened, by GB/T 2260 code (townships: the nine figures of the statistics office). */
export type Place = { code: string; level: "province" | "city" | "county" | "township"; /** 0–1, calibrated */ likelihood: number };

/** A step of the reasoning in machine words, so that a screen can say it: the rule, the words that set it off, the figure. */
export type Reason = { rule: string; words: readonly string[]; figure?: number };

/** What the engine understands of one title, alone; deterministic for the same words and settings. */
export type Reading = {
  /** About the watched province: it happened there (in), elsewhere (out), or the words do not tell (unsure). */
  region: "in" | "out" | "unsure";
  place: Place | null;
  /** Every place named, whether or not it happened there. */
  mentions: readonly string[];
  /** Likelihood that the words tell of an emergency now; verdicts, anniversaries, drills, drama and sport are not. */
  emergency: number;
  category: Category | null;
  hazard: Hazard | null;
  figures: Figures;
  concern: ConcernKind | null;
  /** Likelihood that the words need checking before anybody relies on them; never a verdict of truth. */
  needsCheck: number;
  why: readonly Reason[];
};
