import { z } from "zod";
import { Done, operation, PageQuery, pageOf } from "#kernel/contract.ts";
import { Category, Concern, Hazard, Mark, Reason, SourceFormat, SourceKind } from "./rules/shapes.ts";
import { SourceSettings } from "./rules/source.ts";
import { mostAtOnce } from "./rules/triage.ts";

const Instant = z.iso.datetime();
const reason = z.string().trim().min(2).max(200);
const placeCode = z.string().max(12);
const TopicParams = z.object({ topicId: z.uuid() });
const SourceParams = z.object({ sourceId: z.uuid() });
const ProfileParams = z.object({ profileId: z.uuid() });

/** Which topics: likely emergencies here, everything here, what nobody could place (the department only), what a profile of my unit found. */
export const View = z.enum(["emergency", "here", "unplaced", "profile"]);
export type View = z.infer<typeof View>;

/** What a radar is asked for; the same for list, timeline and map. */
export const Sifting = z.object({
  view: View.default("emergency"), mark: Mark.or(z.literal("open")).optional(), category: Category.optional(), hazard: Hazard.optional(), region: placeCode.optional(), profileId: z.uuid().optional(), q: z.string().trim().max(60).optional(),
  /** How far back, in hours. */
  hours: z.coerce.number().int().min(1).max(24 * 200).default(72),
});
export type Sifting = z.infer<typeof Sifting>;

/** A topic as the list shows it; likelihoods are 0–1, heat is that of now, `lastDay` that of each of the last 24 hours, null where nobody can tell. `why` is what weighs most. */
export const TopicLine = z.object({
  id: z.uuid(), title: z.string(), placeCode: placeCode.nullable(), placeName: z.string().nullable(), category: Category.nullable(), hazard: Hazard.nullable(), concern: Concern.nullable(),
  emergency: z.number(), needsCheck: z.number(), heat: z.number().nullable(), peak: z.number().nullable(), items: z.number().int(), sources: z.number().int(),
  deaths: z.number().int().nullable(), injured: z.number().int().nullable(), missing: z.number().int().nullable(), magnitude: z.number().nullable(),
  firstSeenAt: Instant, lastSeenAt: Instant, mark: Mark, alertedAt: Instant.nullable(), answers: z.number().int(), lastDay: z.array(z.number().nullable()), why: z.array(Reason),
});
export type TopicLine = z.infer<typeof TopicLine>;

/** How far a unit has come with what it sees. */
export const Progress = z.object({ new: z.number().int(), watch: z.number().int(), case: z.number().int(), dismissed: z.number().int() });

export const listTopics = operation({
  method: "GET", path: "/api/opinion/topics", summary: "Folded topics in scope, newest first, and how many are decided", query: PageQuery.extend(Sifting.shape),
  result: pageOf(TopicLine).extend({ progress: Progress, mayTriage: z.boolean() }),
});

export const readOverview = operation({
  method: "GET", path: "/api/opinion/overview", summary: "When and where topics began", query: Sifting,
  result: z.object({
    hours: z.array(z.object({ hour: Instant, topics: z.number().int() })),
    tiles: z.array(z.object({ code: placeCode, name: z.string(), row: z.number().int(), col: z.number().int(), count: z.number().int() })), drawnFrom: z.string(),
  }),
});

/** An item as evidence: what was said where and when. */
export const ItemLine = z.object({ id: z.uuid(), title: z.string(), link: z.string(), sourceName: z.string(), kind: SourceKind, seenAt: Instant, publishedAt: Instant.nullable(), why: z.array(Reason), emergency: z.number().nullable() });

/** An answer of an authority that may be about what a topic says; whether it is, people judge. `pieceId` where it is a release of ours. */
export const AnswerLine = z.object({ title: z.string(), issuer: z.string(), link: z.string(), pieceId: z.uuid().nullable(), at: Instant, claim: z.string(), likelihood: z.number(), words: z.array(z.string()) });
export type AnswerLine = z.infer<typeof AnswerLine>;

export const readTopic = operation({
  method: "GET", path: "/api/opinion/topics/:topicId", summary: "One topic: its titles, why they are one, where, how hot, who was told and why", params: TopicParams,
  result: z.object({
    topic: TopicLine, placeNames: z.array(z.string()), placeLikelihood: z.number().nullable(), items: z.array(ItemLine), why: z.array(Reason), heat: z.array(z.object({ hour: Instant, value: z.number().nullable() })),
    course: z.object({ trend: z.enum(["rising", "falling", "steady", "unknown"]), peak: z.object({ hour: Instant, heat: z.number() }).nullable(), halfLifeHours: z.number().nullable() }),
    answers: z.array(AnswerLine),
    alerts: z.array(z.object({ unitName: z.string(), profile: z.string(), rule: z.string(), knownWith: z.string().nullable(), raisedAt: Instant, titles: z.array(z.string()), figures: z.record(z.string(), z.number()), why: z.array(Reason) })),
    profiles: z.array(z.string()), corrections: z.array(z.object({ kind: z.enum(["merge", "split"]), byName: z.string(), at: Instant, reason: z.string(), pending: z.boolean() })),
    mayTriage: z.boolean(), mayCorrect: z.boolean(),
  }),
});

export const triage = operation({
  method: "POST", path: "/api/opinion/triage", summary: "Decide about topics in one batch: dismiss, watch, or leave them open again; a case is opened by itself",
  body: z.object({ topicIds: z.array(z.uuid()).min(1).max(mostAtOnce), to: Mark.exclude(["case"]) }), result: z.object({ batchId: z.uuid(), changed: z.number().int() }), refusals: ["opinion.batch-too-large", "opinion.nothing-to-decide"],
});

export const undoTriage = operation({
  method: "POST", path: "/api/opinion/triage/:batchId/undo", summary: "Take a batch of decisions back", params: z.object({ batchId: z.uuid() }), result: Done, refusals: ["opinion.batch-undone", "opinion.decided-since", "opinion.case-stands"],
});

export const listTriage = operation({
  method: "GET", path: "/api/opinion/triage", summary: "The last batches of my unit",
  result: z.object({ items: z.array(z.object({ id: z.uuid(), to: Mark, topics: z.number().int(), firstTitle: z.string(), byName: z.string(), at: Instant, undoneByName: z.string().nullable(), undoable: z.boolean() })) }),
});

export const mergeTopics = operation({
  method: "POST", path: "/api/opinion/topics/:topicId/merge", summary: "Say that two topics are one story; the engine learns it", params: TopicParams,
  body: z.object({ withTopicId: z.uuid(), reason }), result: Done, refusals: ["opinion.merge-with-itself", "opinion.topic-folded"],
});

export const splitTopic = operation({
  method: "POST", path: "/api/opinion/topics/:topicId/split", summary: "Take titles out of a topic that are another story; the engine learns it", params: TopicParams,
  body: z.object({ titles: z.array(z.string().min(1).max(300)).min(1).max(200), reason }), result: Done, refusals: ["opinion.topic-folded", "opinion.no-such-title", "opinion.nothing-stays"],
});

/** A source as its keepers see it; its secret is written and never read. */
export const SourceLine = z.object({
  id: z.uuid(), unitId: z.uuid(), unitName: z.string(), label: z.string(), format: SourceFormat, kind: SourceKind, url: z.string(), settings: SourceSettings, leastMinutes: z.number().int(), mostMinutes: z.number().int(),
  state: z.enum(["active", "paused", "closed"]), stateReason: z.string(), standing: z.enum(["new", "fresh", "stale", "dead"]), failures: z.number().int(), askedAt: Instant.nullable(), answeredAt: Instant.nullable(), newsAt: Instant.nullable(),
  nextAt: Instant.nullable(), rhythmMinutes: z.number().int(), detail: z.string(), items: z.number().int(), hasSecret: z.boolean(), doorPath: z.string().nullable(), mayKeep: z.boolean(),
});
export type SourceLine = z.infer<typeof SourceLine>;

const label = z.string().trim().min(1).max(60);
const minutes = z.number().int().min(1).max(1440);
const SourceBody = z.object({ label, url: z.string().trim().max(2000), settings: SourceSettings.default({}), leastMinutes: minutes.default(10), mostMinutes: minutes.default(120) });
const sourceRefusals = ["opinion.label-taken", "opinion.address-wrong", "opinion.not-public", "opinion.mapping-missing", "opinion.mapping-names-person", "opinion.mapping-empty", "opinion.pace-reversed"];

export const listSources = operation({ method: "GET", path: "/api/opinion/sources", summary: "Public sources in scope and how each stands", result: z.object({ items: z.array(SourceLine), mayCreateFor: z.array(z.object({ id: z.uuid(), name: z.string() })) }) });
export const createSource = operation({
  method: "POST", path: "/api/opinion/sources", summary: "Register a public source", body: SourceBody.extend({ unitId: z.uuid(), format: SourceFormat.exclude(["hand"]), kind: SourceKind.exclude(["manual"]) }), result: z.object({ id: z.uuid() }), refusals: sourceRefusals,
});
export const changeSource = operation({ method: "PUT", path: "/api/opinion/sources/:sourceId", summary: "Change how a source is asked and read", params: SourceParams, body: SourceBody, result: Done, refusals: [...sourceRefusals, "opinion.source-closed"] });
export const changeSourceState = operation({
  method: "POST", path: "/api/opinion/sources/:sourceId/state", summary: "Pause, resume or close a source", params: SourceParams, body: z.object({ to: z.enum(["active", "paused", "closed"]), reason }), result: Done, refusals: ["opinion.source-closed", "opinion.state-unchanged"],
});
export const setSourceSecret = operation({
  method: "PUT", path: "/api/opinion/sources/:sourceId/secret", summary: "Set the secret that signs what a webhook brings; it can never be read again", params: SourceParams, body: z.object({ value: z.string().trim().min(16).max(200) }), result: Done, refusals: ["opinion.source-closed", "opinion.no-secret-here"],
});

/** What the door turned away, by its place: 0 is the document, rows count as a person sees them. */
export const TurnedAway = z.object({ entry: z.number().int(), part: z.string(), code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) });
const Brought = z.object({ read: z.number().int(), fresh: z.number().int(), refused: z.array(TurnedAway), refusedInAll: z.number().int() });
export type Brought = z.infer<typeof Brought>;

export const testSource = operation({
  method: "POST", path: "/api/opinion/sources/:sourceId/test", summary: "Ask a source now and show what would come in; nothing is kept", params: SourceParams,
  result: z.object({ ok: z.boolean(), detail: z.string(), titles: z.array(z.string()), refused: z.array(TurnedAway), refusedInAll: z.number().int() }), refusals: ["opinion.source-closed", "opinion.not-asked", "channels.outbound-off"],
});

export const enterItem = operation({
  method: "POST", path: "/api/opinion/entries", summary: "Enter a public item by hand, with its link",
  body: z.object({ unitId: z.uuid(), title: z.string().trim().min(1).max(300), text: z.string().max(20_000).default(""), link: z.string().trim().max(2000), publishedAt: z.string().max(40).default("") }), result: Brought, refusals: ["opinion.link-missing", "opinion.link-unusable", "opinion.link-names-person", "opinion.title-missing"],
});
export const importTable = operation({
  method: "POST", path: "/api/opinion/tables", summary: "Take in a CSV or Excel table, row by row; what is refused comes back with its row",
  body: z.object({ unitId: z.uuid(), fileName: z.string().max(200), base64: z.base64().max(2_000_000) }), result: Brought, refusals: [],
});

/** A watch profile of a unit. `least` is the least likelihood of an emergency, 0–1. */
export const ProfileBody = z.object({
  label, regions: z.array(placeCode).max(100), hazards: z.array(Hazard).max(30), categories: z.array(Category).max(4), least: z.number().min(0.05).max(1).default(0.5), words: z.array(z.string().trim().min(2).max(30)).max(50), alerts: z.boolean().default(true),
});
export type ProfileBody = z.infer<typeof ProfileBody>;
export const ProfileLine = ProfileBody.extend({ id: z.uuid(), unitId: z.uuid(), unitName: z.string(), found: z.number().int(), told: z.number().int(), changedByName: z.string(), changedAt: Instant, mayKeep: z.boolean() });
export type ProfileLine = z.infer<typeof ProfileLine>;
const profileRefusals = ["opinion.label-taken", "opinion.profile-empty"];
const Saved = z.object({ id: z.uuid(), found: z.number().int() });

export const listProfiles = operation({
  method: "GET", path: "/api/opinion/profiles", summary: "Watch profiles of my units",
  result: z.object({ items: z.array(ProfileLine), mayCreateFor: z.array(z.object({ id: z.uuid(), name: z.string() })), places: z.array(z.object({ code: placeCode, name: z.string(), parent: z.string().nullable() })) }),
});
export const createProfile = operation({ method: "POST", path: "/api/opinion/profiles", summary: "Begin to watch; what is stored is looked through at once", body: ProfileBody.extend({ unitId: z.uuid() }), result: Saved, refusals: profileRefusals });
export const changeProfile = operation({ method: "PUT", path: "/api/opinion/profiles/:profileId", summary: "Change a profile; it takes effect on the past too", params: ProfileParams, body: ProfileBody, result: Saved, refusals: profileRefusals });
export const closeProfile = operation({ method: "DELETE", path: "/api/opinion/profiles/:profileId", summary: "End a profile", params: ProfileParams, result: Done });

export const readRetention = operation({ method: "GET", path: "/api/opinion/retention", summary: "How long public items are kept", result: z.object({ keepDays: z.number().int(), changedByName: z.string().nullable(), maySet: z.boolean() }) });
export const setRetention = operation({ method: "PUT", path: "/api/opinion/retention", summary: "Set how long public items are kept", body: z.object({ keepDays: z.number().int().min(30).max(3650) }), result: Done });

