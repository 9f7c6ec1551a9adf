import { openDictionary } from "../place/dictionary.ts";
import type { Hazard } from "../reading.ts";
import type { Words } from "../place/tokens.ts";
import { featureIndex, hazardKey, type Sign } from "./features.ts";
import { hazardWords } from "./hazard-words.ts";
import { signWords } from "./sign-words.ts";

type Entry = { features: number[]; row: number; sure: boolean };

const listed = (words: string): string[] => words.split(" ").filter((word) => word !== "");

function allEntries(): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  hazardWords.forEach((hazard, row) => {
    const key = hazardKey(row);
    for (const word of listed(hazard.sure)) if (!entries.has(word)) entries.set(word, { features: [featureIndex(`sure:${key}`)], row, sure: true });
    for (const word of listed(hazard.slight)) if (!entries.has(word)) entries.set(word, { features: [featureIndex(`slight:${key}`)], row, sure: false });
  });
  for (const { sign, words } of signWords) {
    for (const word of listed(words)) {
      const known = entries.get(word);
      if (known) known.features.push(featureIndex(sign));
      else entries.set(word, { features: [featureIndex(sign)], row: -1, sure: false });
    }
  }
  return entries;
}

const dictionary = openDictionary(allEntries());

/** Weather that somebody goes through (冒雨, 顶着暴雪) stands around what is told. */
const through = /(?<![屋楼山头房感])[冒顶]着?$|迎着$/u;
const weather: ReadonlySet<Hazard> = new Set(["rainstorm", "snow_cold", "typhoon"]);
const slightly = new Map<Entry, Entry>();

/** The same word as it speaks where it is gone through: of its hazard no more than slightly. */
function asAround(entry: Entry): Entry {
  const { features: [, ...others], row } = entry;
  let around = slightly.get(entry);
  if (!around) slightly.set(entry, (around = { features: [featureIndex(`slight:${hazardKey(row)}`), ...others], row, sure: false }));
  return around;
}
const isAround = (text: string, start: number, { row, sure }: Entry): boolean => sure && weather.has(hazardWords[row]?.hazard ?? "other") && through.test(text.slice(Math.max(0, start - 2), start));

/** The signs in a title, left to right, the longest first. A sign begins or ends with a word of the title; one letter is a sign only as a word. */
export function signsIn({ text, letters, at }: Words): Sign[] {
  const signs: Sign[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (!dictionary.mayBegin(letters, i)) continue;
    const found = dictionary.from(text, i);
    for (let k = found.length - 1; k >= 0; k -= 1) {
      const one = found[k];
      if (!one) continue;
      const [begins, ends] = [(at[i] ?? -1) >= 0, (at[one.end] ?? -1) >= 0];
      if (one.end - i === 1 ? !(begins && ends) : !(begins || ends)) continue;
      const { features, row, sure } = isAround(text, i, one.value) ? asAround(one.value) : one.value;
      signs.push({ word: text.slice(i, one.end), start: i, features, row, sure });
      i = one.end - 1;
      break;
    }
  }
  return signs;
}
