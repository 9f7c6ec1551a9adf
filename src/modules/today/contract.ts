import { z } from "zod";
import { operation } from "#kernel/contract.ts";
import { Urgency } from "#kernel/urgency.ts";

const Instant = z.iso.datetime();
const Day = z.iso.date();
const Facts = z.record(z.string(), z.union([z.string(), z.number()]));

/** A unit as its seal, and where it stands with its signature. */
export const SealOf = z.object({ seal: z.string(), unit: z.string(), state: z.enum(["not-yet", "turn", "signed", "declined"]) });

/** What the day is called: date, weekday (7 is Sunday), the next key date, and which day of what time of the year. */
export const DayName = z.object({ day: Day, weekday: z.number().int(), key: z.object({ name: z.string(), inDays: z.number().int() }).nullable(), during: z.object({ name: z.string(), nth: z.number().int() }).nullable() });

/** The clock of something that waits: counting down to an instant, counting up since one, or none; and where it comes from. */
export const WaitClock = z.object({ kind: z.enum(["until", "since", "none"]), at: Instant.nullable(), source: z.enum(["planned", "no-plan", "channel", "stuck", "by-hand", "escalates", "acknowledged", "after-review", "fact-changed", "undecided"]), minutes: z.number().int().nullable() });

export const WaitKind = z.enum(["sign", "review", "returned", "after-review", "unknown", "failed", "hand-post", "alert", "stale-fact", "spend"]);

/** Something that waits for me: its clock, what the sentence needs, and where the one verb leads. */
export const Waiting = z.object({
  key: z.string(), kind: WaitKind, title: z.string(), urgency: Urgency, since: Instant, clock: WaitClock, link: z.string(), stage: z.string().nullable(), unitName: z.string(), doneUnits: z.array(z.string()), facts: Facts,
});
export type Waiting = z.infer<typeof Waiting>;

/** A joint piece on its way: its seals, and who has the ball. */
export const JointLine = z.object({
  pieceId: z.uuid(), title: z.string(), urgency: Urgency, stage: z.string(), seals: z.array(SealOf), plannedAt: Instant.nullable(), leadName: z.string(),
  /** Who must act: named people, or the units whose turn it is. */
  ball: z.array(z.object({ unitName: z.string(), people: z.array(z.string()) })), sinceMinutes: z.number().int().nullable(), manifestId: z.uuid().nullable(), reason: z.string().nullable(),
});
export type JointLine = z.infer<typeof JointLine>;

/** Something at its time today. */
export const StripEntry = z.object({ at: Instant, kind: z.enum(["planned", "publish", "correct", "recall", "embargo-ends", "expires", "watch-changes"]), title: z.string(), accounts: z.number().int(), pieceId: z.uuid().nullable() });
export type StripEntry = z.infer<typeof StripEntry>;

/** A warning in force and how far it has come. */
export const InForce = z.object({
  pieceId: z.uuid(), title: z.string(), urgency: Urgency, regions: z.array(z.string()), validUntil: Instant.nullable(), edition: z.number().int(),
  accounts: z.number().int(), accepted: z.number().int(), published: z.number().int(), verified: z.number().int(), displayed: z.number().int(), unknown: z.number().int(), failed: z.number().int(),
});
export type InForce = z.infer<typeof InForce>;

/** Who is on duty in a unit now; from the roster, or named by the post when nobody is on it. */
export const DutyLine = z.object({ unitId: z.uuid(), unitName: z.string(), seal: z.string(), people: z.array(z.string()), until: Instant.nullable(), byRoster: z.boolean(), next: z.object({ name: z.string(), from: Instant }).nullable() });
export type DutyLine = z.infer<typeof DutyLine>;

/** A county among equal tiles; `count` is how many units of it and of its prefecture carry the warning. */
export const CountyCount = z.object({ code: z.string(), name: z.string(), fullName: z.string(), row: z.number().int(), col: z.number().int(), count: z.number().int(), warned: z.boolean() });

/** How far the newest warning of a grade is carried, county by county. */
export const Coverage = z.object({ pieceId: z.uuid(), title: z.string(), urgency: Urgency, carried: z.number().int(), counties: z.array(CountyCount) });
export type Coverage = z.infer<typeof Coverage>;

/** Everything the first screen shows, in one answer. */
export const Today = z.object({
  at: Instant, day: DayName, waiting: z.array(Waiting), joint: z.array(JointLine), strip: z.array(StripEntry), inForce: z.array(InForce), duty: z.array(DutyLine), coverage: Coverage.nullable(), mayWrite: z.boolean(),
});
export type Today = z.infer<typeof Today>;

export const readToday = operation({ method: "GET", path: "/api/today", summary: "What waits for me, what goes on today, what is in force", result: Today });
export const countWaiting = operation({ method: "GET", path: "/api/today/count", summary: "How many things wait for me", result: z.object({ waiting: z.number().int() }) });

/** A clock that runs in public: a piece that must be out by then, and who has the ball. */
export const RunningClock = z.object({ pieceId: z.uuid(), title: z.string(), urgency: Urgency, start: Instant, deadline: Instant, stage: z.string(), ball: z.array(z.object({ unitName: z.string(), people: z.array(z.string()) })), sinceMinutes: z.number().int().nullable() });
export type RunningClock = z.infer<typeof RunningClock>;

/** A leg that needs a person, with who was told. */
export const Stuck = z.object({ deliveryId: z.uuid(), pieceId: z.uuid(), title: z.string(), accountName: z.string(), state: z.enum(["unknown", "failed"]), failureCode: z.string().nullable(), ownerName: z.string().nullable(), since: Instant });
export type Stuck = z.infer<typeof Stuck>;

/** What was just seen, newest first. */
export const JustNow = z.object({ id: z.uuid(), at: Instant, accountName: z.string(), outcome: z.string(), rung: z.string().nullable(), action: z.enum(["publish", "correct", "recall"]), title: z.string() });
export type JustNow = z.infer<typeof JustNow>;

/** Everything the wall of the duty room shows; it reads and never acts. */
export const Wall = z.object({
  at: Instant, day: DayName, clocks: z.array(RunningClock), stuck: z.array(Stuck), stuckTotal: z.number().int(), correction: InForce.nullable(), justNow: z.array(JustNow), next: z.array(StripEntry), inForce: z.array(InForce),
  duty: z.array(DutyLine), coverage: Coverage.nullable(), lines: z.object({ well: z.number().int(), all: z.number().int() }),
});
export type Wall = z.infer<typeof Wall>;
export const readWall = operation({ method: "GET", path: "/api/today/wall", summary: "What the wall of the duty room shows", result: Wall });
