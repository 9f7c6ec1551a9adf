import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";

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

const screen = z.object({ screenId: z.uuid() });

export const listScreens = operation({ method: "GET", path: "/api/signage/screens", summary: "Screens of an LED account", query: z.object({ accountId: z.uuid() }), result: z.array(Screen) });

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

export const listProofs = operation({ method: "GET", path: "/api/signage/screens/:screenId/proofs", summary: "What a screen proved that it showed, newest first", params: screen, result: z.array(Proof), refusals: ["signage.no-such-screen"] });
