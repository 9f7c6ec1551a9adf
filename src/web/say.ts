import { store, type Store } from "./store.ts";

/** A short sentence shown over the page: what happened, and for a fault what was kept and what to do. */
export type Saying = { id: number; tone: "plain" | "fault"; text: string };

/** What is being said just now, newest last. */
export const sayings: Store<readonly Saying[]> = store<readonly Saying[]>([]);

let last = 0;

/** Takes a saying away. */
export const hush = (id: number): void => { sayings.set(sayings.get().filter((s) => s.id !== id)); };

/** Says a sentence: plain ones leave after six seconds, faults stay until they are read and closed. */
export function say(text: string, tone: Saying["tone"] = "plain"): void {
  const id = ++last;
  sayings.set([...sayings.get().filter((s) => s.text !== text), { id, tone, text }].slice(-4));
  if (tone === "plain") setTimeout(() => hush(id), 6000);
}
