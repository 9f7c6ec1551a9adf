import { openDictionary } from "../place/dictionary.ts";
import { likelihood } from "../place/odds.ts";
import type { Words } from "../place/tokens.ts";
import type { ConcernKind, Reason } from "../reading.ts";
import { checkWeights } from "./learned.ts";
import { type Stance, stanceWords } from "./stance-words.ts";

const words = new Map<string, Stance[]>();
for (const stance of Object.keys(stanceWords) as Stance[]) for (const word of stanceWords[stance].split(" ")) words.set(word, [...(words.get(word) ?? []), stance]);
const dictionary = openDictionary(words);

/** The stances a title takes, each with the first word that says so. */
export type Stances = ReadonlyMap<Stance, string>;

export const noStances: Stances = new Map();

/** Reads the stances of a title. */
export function stancesIn({ text, letters }: Words): Stances {
  let stances: Map<Stance, string> | null = null;
  for (let i = 0; i < text.length; i += 1) {
    if (!dictionary.mayBegin(letters, i)) continue;
    for (const { end, value } of dictionary.from(text, i)) for (const stance of value) if (!(stances ??= new Map()).has(stance)) stances.set(stance, text.slice(i, end));
  }
  return stances ?? noStances;
}

/** What bears on the need of checking, with our leaning before learning (log odds). Never a verdict of truth. */
export const checkSigns: readonly { sign: string; leaning: number; of: readonly Stance[] }[] = [
  { sign: "base", leaning: -3, of: [] },
  { sign: "told", leaning: 2.5, of: ["told"] },
  { sign: "suspected", leaning: 1, of: ["suspected"] },
  { sign: "denied", leaning: 3, of: ["denied"] },
  { sign: "answering", leaning: -0.5, of: ["answering"] },
  { sign: "authority", leaning: -1.5, of: ["authority"] },
  { sign: "told and answered", leaning: -0.5, of: ["told", "answering"] },
  { sign: "suspected and answered", leaning: -0.5, of: ["suspected", "answering"] },
  { sign: "denied by an authority", leaning: -4, of: ["denied", "authority"] },
  { sign: "denied by name", leaning: -1, of: ["named denial"] },
  { sign: "wonder", leaning: 0.3, of: ["wonder"] },
];
const weights = checkSigns.map(({ sign, leaning }) => checkWeights[sign] ?? leaning);

/** Which of the signs a title bears, by their place in `checkSigns`; one without stances only the first. */
export const checkFeatures = (stances: Stances): number[] => (stances.size === 0 ? [0] : checkSigns.flatMap(({ of }, i) => (of.every((stance) => stances.has(stance)) ? [i] : [])));

const nothingToCheck: { needsCheck: number; why: readonly Reason[] } = { needsCheck: likelihood(weights[0] ?? 0), why: [] };

/** Likelihood that a title needs checking before anybody relies on it: hearsay, suspicion, a denial that names no authority. */
export function readChecking(stances: Stances): { needsCheck: number; why: readonly Reason[] } {
  if (stances.size === 0) return nothingToCheck;
  const features = checkFeatures(stances);
  const odds = features.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
  const why = features.slice(1).map((i): Reason => ({ rule: `check.${checkSigns[i]?.sign ?? ""}`, words: (checkSigns[i]?.of ?? []).map((stance) => stances.get(stance) ?? ""), figure: weights[i] ?? 0 }));
  return { needsCheck: likelihood(odds), why };
}

/** What people want, the more urgent first: help before a report, a report before a complaint, a question last. */
const concerns = ["help", "report", "complaint", "question"] as const satisfies readonly (ConcernKind & Stance)[];
/** Looking for somebody is a call for help: 寻找 with a person after it. */
const lookingFor = /寻找.{0,12}?(?:女|男|孩|老人|人员|失联|失踪|学生|乘客)/u;

const nothingWanted: { concern: ConcernKind | null; why: readonly Reason[] } = { concern: null, why: [] };

/** The concern a title speaks of, with the words that say so; null when it wants nothing. */
export function readConcern(text: string, stances: Stances): { concern: ConcernKind | null; why: readonly Reason[] } {
  const looking = text.includes("寻找") ? lookingFor.exec(text)?.[0] : undefined;
  const kind = looking !== undefined ? "help" : stances.size === 0 ? undefined : concerns.find((concern) => stances.has(concern));
  return kind === undefined ? nothingWanted : { concern: kind, why: [{ rule: `concern.${kind}`, words: [looking ?? stances.get(kind) ?? ""] }] };
}
