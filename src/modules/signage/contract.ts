import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";
import { Urgency } from "#kernel/urgency.ts";

/** A screen as its keepers see it. */
export const Screen = z.object({
  id: z.uuid(), accountId: z.uuid(), unitId: z.uuid(), name: z.string(), place: z.string(), registeredAt: z.iso.datetime(), lastSeenAt: z.iso.datetime().nullable(), alive: z.boolean(), retired: z.boolean(),
  /** May the one who asks keep it? */
  mine: z.boolean(),
});
export type Screen = z.infer<typeof Screen>;

/** A screen with the address its player opens; the address is shown once and kept nowhere. */
export const ScreenAddress = z.object({ screenId: z.uuid(), address: z.string() });
export type ScreenAddress = z.infer<typeof ScreenAddress>;

/** What a screen proved that it showed. */
export const Proof = z.object({ pieceId: z.uuid(), edition: z.number().int(), startedAt: z.iso.datetime(), endedAt: z.iso.datetime(), receivedAt: z.iso.datetime() });
export type Proof = z.infer<typeof Proof>;

const screen = z.object({ screenId: z.uuid() });

export const listScreens = operation({ method: "GET", path: "/api/signage/screens", summary: "Screens of an LED account", query: z.object({ accountId: z.uuid() }), result: z.array(Screen), refusals: ["signage.may-not-read"] });

export const registerScreen = operation({
  method: "POST", path: "/api/signage/screens", summary: "Set up a screen and get the address of its player",
  body: z.object({ accountId: z.uuid(), name: z.string().trim().min(1).max(60), place: z.string().trim().max(120) }), result: ScreenAddress,
  refusals: ["signage.no-such-account", "signage.not-a-screen-account", "signage.not-keeper"],
});

export const renewAddress = operation({
  method: "POST", path: "/api/signage/screens/:screenId/address", summary: "Give a screen a new address; the old one ends at once", params: screen, result: ScreenAddress,
  refusals: ["signage.no-such-screen", "signage.not-keeper"],
});

export const retireScreen = operation({
  method: "POST", path: "/api/signage/screens/:screenId/retirement", summary: "Take a screen out of service", params: screen, result: Done,
  refusals: ["signage.no-such-screen", "signage.not-keeper"],
});

export const listProofs = operation({ method: "GET", path: "/api/signage/screens/:screenId/proofs", summary: "What a screen proved that it showed, newest first", params: screen, result: z.array(Proof), refusals: ["signage.no-such-screen", "signage.may-not-read"] });

const instant = z.iso.datetime();

/** A signed text that stands on an account's screens, as it was signed. */
export const ShownPiece = z.object({ pieceId: z.uuid(), title: z.string(), text: z.string(), edition: z.number().int(), urgency: Urgency, validUntil: instant.nullable() });
export type ShownPiece = z.infer<typeof ShownPiece>;

/** The place a group gives a piece: whether it is shown there, for how many seconds at least, and when. */
export const Place = z.object({ pieceId: z.uuid(), shown: z.boolean(), seconds: z.number().int().min(5).max(3600).nullable(), from: instant.nullable(), until: instant.nullable() });
export type Place = z.infer<typeof Place>;

/** A screen beside others of its group, with the last thing it proved. */
export const GroupScreen = z.object({
  id: z.uuid(), name: z.string(), place: z.string(), lastSeenAt: instant.nullable(), alive: z.boolean(),
  lastProof: z.object({ pieceId: z.uuid(), title: z.string(), edition: z.number().int(), endedAt: instant }).nullable(),
});
export type GroupScreen = z.infer<typeof GroupScreen>;

/** A group of screens, or those in none (`id` null): its playlist and what its screens show now. */
export const Group = z.object({
  id: z.uuid().nullable(), name: z.string(), version: z.number().int(), from: instant.nullable(), until: instant.nullable(), standing: z.uuid().nullable(), places: z.array(Place),
  /** Pieces on the screens at this moment, in turn, and why just they. */
  now: z.array(z.uuid()), why: z.enum(["urgent", "playlist", "standing", "nothing"]), screens: z.array(GroupScreen),
});
export type Group = z.infer<typeof Group>;

/** An LED account with everything its screens show. */
export const ScreenAccount = z.object({ id: z.uuid(), name: z.string(), unitName: z.string(), unitSeal: z.string(), mine: z.boolean(), pieces: z.array(ShownPiece), groups: z.array(Group) });
export type ScreenAccount = z.infer<typeof ScreenAccount>;

const group = z.object({ groupId: z.uuid() });
const name = z.string().trim().min(1).max(40);

export const showScreens = operation({ method: "GET", path: "/api/signage/board", summary: "LED accounts within one's scope: screens by group, what each shows now and proved last", result: z.object({ accounts: z.array(ScreenAccount) }), refusals: ["signage.may-not-read"] });

export const makeGroup = operation({
  method: "POST", path: "/api/signage/groups", summary: "Make a group of screens in an LED account", body: z.object({ accountId: z.uuid(), name }), result: z.object({ groupId: z.uuid() }),
  refusals: ["signage.no-such-account", "signage.not-a-screen-account", "signage.not-keeper", "signage.group-name-taken"],
});

export const renameGroup = operation({
  method: "PUT", path: "/api/signage/groups/:groupId/name", summary: "Give a group another name", params: group, body: z.object({ name }), result: Done, refusals: ["signage.no-such-group", "signage.not-keeper", "signage.group-name-taken"],
});

export const dissolveGroup = operation({
  method: "POST", path: "/api/signage/groups/:groupId/dissolution", summary: "Dissolve a group; its screens show what the account shows", params: group, result: Done, refusals: ["signage.no-such-group", "signage.not-keeper"],
});

export const moveScreen = operation({
  method: "PUT", path: "/api/signage/screens/:screenId/group", summary: "Put a screen into a group of its account, or into none", params: screen, body: z.object({ groupId: z.uuid().nullable() }), result: Done,
  refusals: ["signage.no-such-screen", "signage.no-such-group", "signage.not-keeper"],
});

export const arrangeGroup = operation({
  method: "PUT", path: "/api/signage/groups/:groupId/playlist", summary: "Order the playlist of a group: places, seconds, windows, and what stands otherwise", params: group,
  body: z.object({ version: z.number().int(), from: instant.nullable(), until: instant.nullable(), standing: z.uuid().nullable(), places: z.array(Place).max(200) }), result: z.object({ version: z.number().int() }),
  refusals: ["signage.no-such-group", "signage.not-keeper", "signage.group-changed", "signage.window-empty", "signage.placed-twice", "signage.not-on-this-account", "signage.urgent-does-not-stand"],
});
