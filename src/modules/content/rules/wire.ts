import { z } from "zod";

/** First byte of a binary frame between editor and server (ADR 0012): a state vector ("what do I lack?"), or a change. */
export const binaryFrame = { ask: 0, change: 1 } as const;

/** Why the server closed the line of a draft. After `trouble` the editor comes back by itself; after the others it must not. */
export const closeCode = { malformed: 4400, notLoggedIn: 4401, notYours: 4403, noDraft: 4404, tooLarge: 4413, trouble: 4500 } as const;

/** Most bytes of one frame, and of a whole draft with its history. */
export const frameLimit = 1024 * 1024;
export const draftLimit = 8 * 1024 * 1024;

/** Who is at a draft, as the server says it: nobody can call themselves somebody else. */
export const AtDraft = z.object({ personId: z.uuid(), name: z.string(), unitId: z.uuid(), unitName: z.string(), writes: z.boolean() });
export type AtDraft = z.infer<typeof AtDraft>;

const ClientId = z.number().int().min(0).max(2 ** 53 - 1);
const Cursor = z.object({ anchor: z.record(z.string(), z.unknown()), head: z.record(z.string(), z.unknown()) }).nullable();

/** Text frames from an editor: where its caret is; null cursor for a reader. */
export const FromEditor = z.object({ type: z.literal("presence"), clientId: ClientId, cursor: Cursor });
export type FromEditor = z.infer<typeof FromEditor>;

/** Text frames from the server: others at the draft, how many of this line's changes are kept on disk, whether this person may write now. */
export const FromServer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("presence"), clientId: ClientId, at: AtDraft.nullable(), cursor: Cursor }),
  z.object({ type: z.literal("kept"), count: z.number().int(), savedAt: z.iso.datetime().nullable() }),
  z.object({ type: z.literal("standing"), whyNot: z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])).optional() }).nullable() }),
]);
export type FromServer = z.infer<typeof FromServer>;
