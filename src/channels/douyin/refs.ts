/** How what was posted is found again: an item by its number, or words whose answer was lost. `atSeconds` is when they were handed in. */
export type Ref = { kind: "item"; id: string; atSeconds: number } | { kind: "lost"; atSeconds: number };

/** A reference as the house keeps it; a number of the platform's may hold any sign, so it stands last. */
export const writeRef = (ref: Ref): string => (ref.kind === "item" ? `item/${ref.atSeconds}/${ref.id}` : `lost/${ref.atSeconds}`);

/** The same, read; null where it is none of ours. */
export function readRef(ref: string | null): Ref | null {
  const [, kind, seconds, id] = /^(item|lost)\/(\d+)(?:\/(.+))?$/.exec(ref ?? "") ?? [];
  if (kind === "item" && id !== undefined) return { kind, id, atSeconds: Number(seconds) };
  return kind === "lost" && id === undefined ? { kind, atSeconds: Number(seconds) } : null;
}

/** A time in whole seconds. */
export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);
