import { z } from "zod";
import { Done, operation, pageOf, PageQuery, SheetFile } from "#kernel/contract.ts";
import { Post } from "#kernel/posts.ts";
import { Basis, Day, Evidence } from "./rules/basis.ts";
import { FactPart, PresetFacts } from "./rules/facts.ts";
import { PersonFields } from "./rules/people-rows.ts";
import { UnitLevel, UnitSystem } from "./rules/preset.ts";

const unitId = z.object({ unitId: z.uuid() });
const personId = z.object({ personId: z.uuid() });
const Created = z.object({ id: z.uuid() });

/** A unit as it stood on a day, and what the reader may do about it. */
export const UnitOfDay = z.object({
  id: z.uuid(), code: z.string(), system: UnitSystem, level: UnitLevel, regionCode: z.string(), regionName: z.string(),
  parentId: z.uuid().nullable(), name: z.string(), shortName: z.string(), seal: z.string(), also: z.array(z.string()),
  office: z.string().nullable(), addressee: z.boolean(), role: z.string().nullable(), standing: z.enum(["open", "not-open", "closed"]),
  evidence: Evidence, verified: z.boolean(), mayKeep: z.boolean(), mayAppoint: z.boolean(),
});
export type UnitOfDay = z.infer<typeof UnitOfDay>;

/** One line of a unit's history of names or parents. */
const NameOfUnit = z.object({ kind: z.enum(["main", "also"]), name: z.string(), shortName: z.string(), seal: z.string(), from: Day, to: Day.nullable() });
const ParentOfUnit = z.object({ parentId: z.uuid(), parentName: z.string(), from: Day, to: Day.nullable() });

/** A post somebody holds now; `lentBy` names who lent it. */
export const PostHeld = z.object({
  appointmentId: z.uuid().nullable(), delegationId: z.uuid().nullable(), unitId: z.uuid(), unitName: z.string(), post: Post, lentBy: z.string().nullable(), until: z.string().nullable(),
});

/** A colleague: never a member of the public (product.md, refusals 2 and 8). */
export const Colleague = z.object({
  id: z.uuid(), username: z.string(), name: z.string(), title: z.string(), unitId: z.uuid(), unitName: z.string(),
  phone: z.string().nullable(), email: z.string().nullable(), left: z.boolean(), posts: z.array(PostHeld), mayKeep: z.boolean(), mayAppoint: z.boolean(),
});
export type Colleague = z.infer<typeof Colleague>;

/** A post that is lent, from whom to whom, until when and why. */
export const DelegationOut = z.object({
  id: z.uuid(), unitId: z.uuid(), unitName: z.string(), post: Post, fromId: z.uuid(), fromName: z.string(), toId: z.uuid(), toName: z.string(),
  from: z.string(), to: z.string(), reason: z.string(), state: z.enum(["coming", "running", "over", "revoked"]), mayRevoke: z.boolean(),
});
export type DelegationOut = z.infer<typeof DelegationOut>;

/** The organisation chart as it was on a day. */
export const readChart = operation({
  method: "GET", path: "/api/organisation/chart", summary: "Organisation chart as of a day",
  query: z.object({ day: Day.optional() }), result: z.object({ day: Day, units: z.array(UnitOfDay), mayKeepWhole: z.boolean() }),
});

/** One unit with the history of its names and parents. */
export const readUnit = operation({
  method: "GET", path: "/api/organisation/units/:unitId", summary: "One unit, its names and parents over time",
  params: unitId, query: z.object({ day: Day.optional() }),
  result: UnitOfDay.extend({ names: z.array(NameOfUnit), parents: z.array(ParentOfUnit), note: z.string().nullable() }), refusals: ["organisation.no-such-unit"],
});

/** A new unit from a day on. Without a seal the rule proposes one that collides with none. */
export const createUnit = operation({
  method: "POST", path: "/api/organisation/units", summary: "Create a unit",
  body: z.object({
    code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/), system: UnitSystem, level: UnitLevel, regionCode: z.string().max(12), parentId: z.uuid().nullable(),
    name: z.string().trim().min(2).max(80), shortName: z.string().trim().min(1).max(40).optional(), seal: z.string().trim().min(1).max(2).optional(), addressee: z.boolean().default(false), from: Day,
  }),
  result: Created, refusals: ["organisation.unit-code-taken", "organisation.seal-taken", "organisation.no-such-region", "organisation.parent-missing", "organisation.parent-of-another-system", "organisation.parent-not-higher"],
});

/** A new name from a day on; what was signed before keeps the old one. */
export const renameUnit = operation({
  method: "POST", path: "/api/organisation/units/:unitId/names", summary: "Rename a unit, or give it a second name, from a day on",
  params: unitId, body: z.object({ kind: z.enum(["main", "also"]).default("main"), name: z.string().trim().min(2).max(80), shortName: z.string().trim().min(1).max(40), seal: z.string().trim().min(1).max(2), from: Day }),
  result: Done, refusals: ["organisation.date-before-last-change", "organisation.seal-taken"],
});

/** A new parent from a day on. */
export const moveUnit = operation({
  method: "POST", path: "/api/organisation/units/:unitId/parent", summary: "Move a unit below another from a day on",
  params: unitId, body: z.object({ parentId: z.uuid(), from: Day }), result: Done,
  refusals: ["organisation.date-before-last-change", "organisation.parent-below-itself", "organisation.parent-of-another-system", "organisation.parent-not-higher", "organisation.unit-not-open"],
});

/** A unit that was not known to exist begins on a day. */
export const openUnit = operation({
  method: "POST", path: "/api/organisation/units/:unitId/opening", summary: "Switch a unit on from a day", params: unitId, body: z.object({ from: Day }), result: Done, refusals: ["organisation.unit-open-already"],
});

/** A unit ends on a day. */
export const closeUnit = operation({
  method: "POST", path: "/api/organisation/units/:unitId/closing", summary: "Close a unit from a day", params: unitId, body: z.object({ from: Day }), result: Done,
  refusals: ["organisation.unit-not-open", "organisation.unit-has-units-below", "organisation.unit-has-posts", "organisation.date-before-last-change"],
});

/** Colleagues within what the reader may see. */
export const listPeople = operation({
  method: "GET", path: "/api/organisation/people", summary: "Colleagues in scope, by unit, post and words",
  query: PageQuery.extend({ q: z.string().trim().max(40).optional(), unitId: z.uuid().optional(), post: Post.optional(), left: z.stringbool().default(false) }),
  result: pageOf(Colleague).extend({ mayCreate: z.boolean() }),
});

/** Writes down a new colleague; posts are given by the security administrator. */
export const createPerson = operation({
  method: "POST", path: "/api/organisation/people", summary: "Create a person", body: PersonFields.omit({ unitCode: true }).extend({ unitId: z.uuid() }), result: Created,
  refusals: ["organisation.username-taken", "organisation.unit-not-open"],
});

/** Changes what is written down about a colleague. */
export const changePerson = operation({
  method: "PUT", path: "/api/organisation/people/:personId", summary: "Change a person's details", params: personId, body: PersonFields.omit({ unitCode: true, username: true }).extend({ unitId: z.uuid() }), result: Done,
  refusals: ["organisation.no-such-person", "organisation.person-left"],
});

/** A colleague leaves: every post and delegation ends at once. */
export const endPerson = operation({
  method: "POST", path: "/api/organisation/people/:personId/leaving", summary: "A person leaves; all posts end now", params: personId, result: Done, refusals: ["organisation.no-such-person", "organisation.person-left", "organisation.not-yourself", "organisation.administrator-leaves"],
});

/** Gives a post. */
export const appoint = operation({
  method: "POST", path: "/api/organisation/appointments", summary: "Appoint a person to a post in a unit",
  body: z.object({ personId: z.uuid(), unitId: z.uuid(), post: Post, from: z.coerce.date().optional(), to: z.coerce.date().nullable().default(null) }), result: Created,
  refusals: ["organisation.posts-exclude-each-other", "organisation.post-held-already", "organisation.not-yourself", "organisation.person-left", "organisation.unit-not-open", "organisation.period-empty"],
});

/** Takes a post back now. */
export const endAppointment = operation({
  method: "POST", path: "/api/organisation/appointments/:appointmentId/end", summary: "End an appointment now", params: z.object({ appointmentId: z.uuid() }), result: Done, refusals: ["organisation.no-such-appointment", "organisation.appointment-over"],
});

/** What I lent and what was lent to me, with the posts I could lend. */
export const listDelegations = operation({
  method: "GET", path: "/api/organisation/delegations", summary: "My delegations, given and received",
  result: z.object({ given: z.array(DelegationOut), received: z.array(DelegationOut), own: z.array(z.object({ unitId: z.uuid(), unitName: z.string(), post: Post })) }),
});

/** Lends my post for a period with a reason. */
export const delegate = operation({
  method: "POST", path: "/api/organisation/delegations", summary: "Lend my post to a colleague for a period",
  body: z.object({ toPersonId: z.uuid(), unitId: z.uuid(), post: Post, from: z.coerce.date(), to: z.coerce.date(), reason: z.string().trim().min(1).max(200) }), result: Created,
  refusals: ["organisation.post-not-yours", "organisation.delegation-chain", "organisation.delegation-too-long", "organisation.post-stays-in-unit", "organisation.posts-exclude-each-other", "organisation.post-held-already", "organisation.period-empty", "organisation.person-left"],
});

/** Takes a lent post back at once. */
export const revokeDelegation = operation({
  method: "POST", path: "/api/organisation/delegations/:delegationId/revocation", summary: "Revoke a delegation", params: z.object({ delegationId: z.uuid() }), result: Done, refusals: ["organisation.no-such-delegation", "organisation.delegation-over"],
});


/** The empty Excel sheet for people, with the codes of the units on a second page. */
export const peopleTemplate = operation({ method: "GET", path: "/api/organisation/people-template", summary: "Excel template for importing people", result: SheetFile });

/** People from Excel: good rows are applied, bad rows come back in a sheet with the reason of each. */
export const importPeople = operation({
  method: "POST", path: "/api/organisation/people-import", summary: "Import people from Excel", body: SheetFile,
  result: z.object({ created: z.number().int(), changed: z.number().int(), same: z.number().int(), rejected: z.array(z.object({ row: z.number().int(), reason: z.string() })), rejectedSheet: SheetFile.nullable() }),
  refusals: ["sheet.unreadable", "sheet.heads-missing", "sheet.too-long"],
});

/** The facts of the preset as they stand. */
export const readFacts = operation({
  method: "GET", path: "/api/organisation/facts", summary: "Facts of the province: clauses, dates, seasons, hotlines, topics, columns, clocks",
  result: z.object({ facts: PresetFacts, edited: z.array(FactPart), mayKeep: z.boolean() }), refusals: ["organisation.no-preset"],
});

/** Changes one part of the facts; a later load of the preset leaves it alone. */
export const changeFacts = operation({
  method: "PUT", path: "/api/organisation/facts/:part", summary: "Change one part of the facts", params: z.object({ part: FactPart }), body: z.object({ facts: z.unknown() }), result: Done, refusals: ["organisation.facts-broken"],
});

/** The units proposed to sign a piece of a topic together (clause 3.2). */
export const proposeSigners = operation({
  method: "GET", path: "/api/organisation/signer-proposal", summary: "Units proposed to sign by duty", query: z.object({ topic: z.string(), unitId: z.uuid() }),
  result: z.object({ units: z.array(z.object({ unitId: z.uuid(), name: z.string(), shortName: z.string(), seal: z.string() })), missing: z.array(UnitSystem), basis: Basis }), refusals: ["organisation.no-such-topic", "organisation.no-such-unit"],
});

/** A unit that a screen offers for choice. */
export const searchUnits = operation({
  method: "GET", path: "/api/organisation/unit-search", summary: "Open units by words of their name",
  query: z.object({ q: z.string().trim().max(40).default(""), system: UnitSystem.optional() }),
  result: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string(), shortName: z.string(), seal: z.string(), system: UnitSystem, level: UnitLevel, regionName: z.string() })),
});

