/** Something that happened in the demo's past, at its time. */
export type Act = { at: Date; what: string; run: () => Promise<void> };
