import type { Answer } from "#opinion/rumour/rumour.ts";
import { type Corrected, corrections, looks } from "./fold-data.ts";

const day = 86_400_000;
/** The day in Beijing, counted from 1970. */
export const dayOf = (at: number): number => Math.floor((at + day / 3) / day);

/** An answer of the data, with what an answer must have. */
export const anAnswer = (id: string, title: string, text = ""): Answer => ({ id, title, text, issuer: "data", link: `data:${id}` });

/** The corrections, each text once, and for every rumour the numbers of those that answer it: of the same claim, or the same words again; `early` is the first half of the rumours in time, of which alone anything is learned. */
export function correctionCases(): { rumours: readonly Corrected[]; early: readonly Corrected[]; answers: readonly Corrected[]; right: (rumour: Corrected) => ReadonlySet<number> } {
  const rumours = corrections(); // the newest first
  const answers = [...new Map(rumours.toReversed().map((one) => [`${one.title} ${one.text}`, one])).values()].toReversed();
  const right = (rumour: Corrected) => {
    const own = rumours.filter((one) => one.claim === rumour.claim);
    return new Set(answers.flatMap((answer, i) => (own.some((one) => one.title === answer.title || (one.text !== "" && one.text === answer.text)) ? [i] : [])));
  };
  return { rumours, early: rumours.slice(rumours.length >> 1), answers, right };
}

/** The titles of every day that was asked for, and every `nth` new title of all days. */
export async function titlesByDay(days: ReadonlySet<number>, nth: number): Promise<{ ofDay: Map<number, Set<string>>; every: { title: string; at: number }[] }> {
  const ofDay = new Map<number, Set<string>>();
  const seen = new Set<string>();
  const every: { title: string; at: number }[] = [];
  for await (const { at, titles } of looks()) {
    const today = days.has(dayOf(at)) ? (ofDay.get(dayOf(at)) ?? new Set<string>()) : null;
    if (today) ofDay.set(dayOf(at), today);
    for (const title of titles) {
      today?.add(title);
      if (seen.has(title)) continue;
      seen.add(title);
      if (seen.size % nth === 0) every.push({ title, at });
    }
  }
  return { ofDay, every };
}
