import { plain } from "../words.ts";

const sign = /[a-z]+|[\p{L}\p{N}]/gu;
/** Signs that join words; a pair is formed across them. */
const joints: ReadonlySet<string> = new Set("的了是吗会能可以有和在被将就也都要不没后到为与及对用这那其个一");
/** How far apart two signs may stand to be a pair: 戴口罩 and 戴好口罩 share 戴口. */
const furthest = 2;
const between = " ";

/** The signs of a text in order: characters, digits and whole Latin words; marks and blanks are left out. */
export const signsOf = (text: string): readonly string[] => plain(text).match(sign) ?? [];

/** What a text is compared by: its signs, and pairs of signs that stand side by side or with one between. */
export function termsOf(signs: readonly string[]): string[] {
  const terms = [...signs];
  const telling = signs.filter((one) => !joints.has(one));
  for (let i = 0; i < telling.length; i += 1) {
    for (let step = 1; step <= furthest && i + step < telling.length; step += 1) terms.push(`${telling[i]}${between}${telling[i + step]}`);
  }
  return terms;
}

/** Is a term a pair of signs? */
export const isPair = (term: string): boolean => term.includes(between);

/** A text in which runs of signs are looked for, whole signs only. */
export const lineOf = (signs: readonly string[]): string => `${between}${signs.join(between)}${between}`;

/** The longest runs of signs that a line shares with a text, each where it begins and ends; none lies within another. */
export function sharedRuns(signs: readonly string[], line: string): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let to = 0;
  for (let from = 0; from < signs.length; from += 1) {
    const before = to;
    to = Math.max(to, from);
    while (to < signs.length && line.includes(lineOf(signs.slice(from, to + 1)))) to += 1;
    if (to > from && to > before) runs.push({ from, to });
  }
  return runs;
}
