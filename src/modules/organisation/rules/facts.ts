import { z } from "zod";
import { Grade } from "#kernel/urgency.ts";
import { Basis, Bilingual, Day, MonthDay } from "./basis.ts";

const System = z.enum(["emergency", "fire", "forest_fire", "partner"]);
const based = <T extends z.ZodRawShape>(shape: T) => Basis.extend(shape);
const code = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

/** How the wording of the notice binds: hard gates an action, soft proposes and records, open leaves the cadence to settings. */
export const Strength = z.enum(["hard", "soft", "open"]);

/** One clause of the notice under its stable id, with what in it is hard, soft or left open. */
export const Clause = based({
  id: z.string().regex(/^\d(\.\d{1,2})?$/),
  title: Bilingual,
  duties: z.array(z.object({ strength: Strength, what: Bilingual })),
});

/** A yearly date that a campaign is built around (clause 3.1); how it falls is said by `rule`. */
export const KeyDate = based({
  code,
  name: z.string(),
  rule: z.enum(["fixed", "lunar", "solar-term", "month", "last-monday", "window", "holiday"]),
  on: z.string().optional(),
  window: z.object({ from: MonthDay, to: MonthDay }).optional(),
  /** Promotional pieces may wait here; safety warnings never do (product.md, refusal 7). */
  sensitive: z.boolean().default(false),
  themes: z.array(z.string()).default([]),
});

/** A time of the year with its own dangers; a yearly order of the government may move it. */
export const Season = based({ code, name: z.string(), from: MonthDay, to: MonthDay, overridable: z.boolean() });

/** A number the public may call; `shown` keeps those off the site that are not confirmed for this province. */
export const Hotline = based({ number: z.string().regex(/^\d{3,8}$/), prefix: z.string().optional(), use: Bilingual, shown: z.boolean() });

/** A subject of pieces, and whose signatures are proposed for it, first unit first (clause 3.2, by duty two or three). */
export const Topic = based({ code, name: Bilingual, signers: z.array(System).min(1), inBalance: z.boolean() });

/** A column of the public website with the days after which it counts as stale. */
export const Column = based({ slug: code, name: Bilingual, staleAfterDays: z.number().int().positive() });

/** Who leads at a grade of an opinion incident, and how soon a corps tells the department (clauses 3.6 and 4.3). */
export const OpinionGrade = based({ grade: Grade, numeral: z.string(), name: z.string(), lead: z.enum(["own-unit", "own-unit-guided", "department-may"]), notifyMinutes: z.number().int().positive() });

/** A deadline of response; each names what it applies to. */
export const ResponseClock = based({ code, name: Bilingual, applies: Bilingual, hours: z.number().positive() });

/** The plan (预案) a unit follows at a grade of an opinion incident while it has written none of its own: its lines in order (clause 4.3, 各自的预案). */
export const OpinionPlan = based({ grade: Grade, items: z.array(Bilingual).min(1) });

/** One threshold of an event's grade: at least this many; conditions are joined by OR. */
export const EventGrade = based({ event: code, name: z.string(), measure: code, unit: z.string(), red: z.number(), orange: z.number(), yellow: z.number() });

/** What the inspection of government accounts looks for. */
export const AccountCheck = based({ code, name: Bilingual, level: z.enum(["veto", "warn"]), days: z.number().int().positive().optional() });

/** A figure the public site and the desk are measured against. */
export const Figure = based({ code, name: Bilingual, value: z.number(), unit: z.string() });

/** Points of a contribution by the level of who adopted it (clause 3.1 manuscripts); best level only. */
export const ManuscriptScore = based({ level: code, name: z.string(), points: z.number() });

/** One of the five entries 五进 (clause 3.3) with an example quota per department and year. */
export const Entry = based({ code, name: z.string(), exampleQuota: z.number().int().optional() });

/** Names of places that are mistaken for each other, for the check of a text. */
export const LookAlike = based({ names: z.array(z.string()).min(2) });

/** A name beside those of the divisions that says where something happened, or that only wears a place's name; it is read in public titles (clause 3.6). */
export const PlaceName = based({ name: z.string().min(1), codes: z.array(z.string()), kind: z.enum(["place", "institution", "happening", "namesake"]), from: Day.optional(), to: Day.optional() });

/** A term that is out of date, and what is said instead. */
export const OldTerm = based({ old: z.string(), now: z.string() });

/** A work the notice wants regularly without saying how often: our default, for the customer to set. */
export const Cadence = based({ code, clause: z.string(), name: Bilingual, everyDays: z.number().int().positive() });

/** Where a county stands among equal tiles, at its approximate place: 1-based row and column, and the short name inside. A drawing, no claim about borders. */
export const Tile = z.object({ code: z.string(), name: z.string().min(1).max(6), row: z.number().int().positive(), col: z.number().int().positive() });

/** Everything the house reads about its province besides units and regions; kept part by part in the database. */
export const PresetFacts = z.object({
  province: based({ code, regionCode: z.string(), name: z.string(), shortName: z.string(), slogan: z.string().optional(), recordSince: Day }),
  leadingGroup: based({ name: z.string(), officeUnit: z.string(), office: z.string(), liaisonUnits: z.array(z.string()) }),
  documents: based({ noticeNumber: z.string(), numberPattern: z.string(), signedOn: Day }),
  clauses: z.array(Clause).min(1),
  keyDates: z.array(KeyDate),
  computedDates: z.array(based({ keyDate: code, days: z.array(Day) })),
  seasons: z.array(Season),
  hotlines: z.array(Hotline),
  topics: z.array(Topic).min(1),
  columns: z.array(Column).min(1),
  opinionGrades: z.array(OpinionGrade).length(4),
  responseClocks: z.array(ResponseClock),
  /** A province that says nothing leaves every unit to its own plans. */
  opinionPlans: z.array(OpinionPlan).default([]),
  eventGrades: z.array(EventGrade),
  accountChecks: z.array(AccountCheck),
  accessibility: z.array(Figure),
  manuscriptScores: z.array(ManuscriptScore),
  scoreFigures: z.array(Figure),
  entries: z.array(Entry),
  entryReportFields: based({ fields: z.array(z.string()) }),
  baseFigures: z.array(Figure),
  cadences: z.array(Cadence),
  lookAlikes: z.array(LookAlike),
  oldTerms: z.array(OldTerm),
  sealMarks: z.record(System, z.array(z.string().min(1).max(1))),
  /** A province that names none is read by its divisions alone. */
  places: z.array(PlaceName).default([]),
  /** A province without a drawing has its counties row by row under their prefectures. */
  tiles: z.array(Tile).default([]),
});
export type PresetFacts = z.infer<typeof PresetFacts>;

/** The name of one part of the facts: `hotlines`, `seasons` … */
export const FactPart = z.enum(Object.keys(PresetFacts.shape) as [keyof PresetFacts, ...(keyof PresetFacts)[]]);
export type FactPart = z.infer<typeof FactPart>;
