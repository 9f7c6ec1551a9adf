import { likelihood } from "../place/odds.ts";
import type { Words } from "../place/tokens.ts";
import type { Category, Figures, Hazard, Reading, Reason } from "../reading.ts";
import { featuresOf, leanings, type Sign, tellsHarm } from "./features.ts";
import { noFigures, readFigures } from "./figures.ts";
import { hazardWords } from "./hazard-words.ts";
import { emergencyWeights } from "./learned.ts";
import { signsIn } from "./signs.ts";
import { noStances, readChecking, readConcern, stancesIn } from "./stance.ts";

/** What a title is about besides its place. */
export type Recognised = Pick<Reading, "emergency" | "category" | "hazard" | "figures" | "concern" | "needsCheck" | "why">;

/** Where a title was placed, as far as it bears on what it is: is a place of the country named, or only one abroad? */
export type Setting = { named: boolean; abroad: boolean };

const weights = leanings.map(([key, leaning]) => emergencyWeights[key] ?? leaning);

/** The features of a title on which the likelihood of an emergency rests, with its signs and figures. */
export function emergencyFeatures(title: Words, setting: Setting): { signs: readonly Sign[]; figures: Figures; features: readonly number[] } {
  const signs = signsIn(title);
  const figures = figuresBeside(signs, title);
  return { signs, figures, features: featuresOf(signs, { figures, ...setting, length: title.text.length }) };
}

const figuresBeside = (signs: readonly Sign[], { text }: Words): Figures => readFigures(text, signs.some((sign) => sign.row >= 0) || tellsHarm(signs));

/** Reads what a title is: emergency or not, of what kind, with what figures, what people want, and how far it can be relied on. */
export function recognise(title: Words, setting: Setting): Recognised {
  const { text } = title;
  const signs = signsIn(title);
  const figures = figuresBeside(signs, title);
  const stances = stancesIn(title);
  const concern = readConcern(text, stances);
  if (signs.length === 0 && stances.size === 0 && figures === noFigures && concern.concern === null) return quiet(setting, text.length);
  const features = featuresOf(signs, { figures, ...setting, length: text.length });
  const checking = readChecking(stances);
  return {
    emergency: likelyEmergency(features), ...kindOf(signs, text), figures, concern: concern.concern, needsCheck: checking.needsCheck,
    why: signs.length === 0 ? concern.why.concat(checking.why) : features.map((feature) => reasonOf(feature, signs)).concat(concern.why, checking.why),
  };
}

const quietly = new Map<number, Recognised>();

/** Most titles say nothing of an emergency, want nothing and claim nothing: what is read of them depends on the places named and their length alone, and is kept. */
function quiet(setting: Setting, length: number): Recognised {
  const key = 4 * length + (setting.named ? 2 : 0) + (setting.abroad ? 1 : 0);
  let known = quietly.get(key);
  if (!known) {
    const features = featuresOf([], { figures: noFigures, ...setting, length });
    quietly.set(key, (known = { emergency: likelyEmergency(features), category: null, hazard: null, figures: noFigures, concern: null, needsCheck: readChecking(noStances).needsCheck, why: [] }));
  }
  return known;
}

function likelyEmergency(features: readonly number[]): number {
  let odds = 0;
  for (const feature of features) odds += weights[feature] ?? 0;
  return likelihood(odds);
}

const rules = leanings.map(([key]) => `emergency.${key}`);

function reasonOf(feature: number, signs: readonly Sign[]): Reason {
  const words: string[] = [];
  for (const sign of signs) if (sign.features.includes(feature)) words.push(sign.word);
  return { rule: rules[feature] ?? "", words, figure: weights[feature] ?? 0 };
}

/** People missing, or trapped, are what came of a hazard: any other that is told, however slightly, is rather the hazard. */
const consequences: ReadonlySet<number> = new Set(hazardWords.flatMap((row, i) => (row.hazard === "missing" || row.hazard === "hazard" ? [i] : [])));
const told = { sure: 4, slight: 1, consequence: 0.5, most: 6 } as const;
const carriage = /客车|大巴|公交|校车|列车|火车|渔船|货船|客船|游船|轮船/u;
const [traffic, fire] = [hazardWords.findIndex((row) => row.hazard === "traffic"), hazardWords.findIndex((row) => row.hazard === "fire")];

/** How much the words of a title tell the hazard of a row, up to a limit. */
function tells(row: number, signs: readonly Sign[]): number {
  let weight = 0;
  for (const sign of signs) if (sign.row === row) weight += consequences.has(row) ? told.consequence : sign.sure ? told.sure : told.slight;
  return Math.min(told.most, weight);
}

/** The hazard with the most telling words; of equals the earlier row. A carriage of people that burns is traffic. */
function kindOf(signs: readonly Sign[], text: string): { category: Category | null; hazard: Hazard | null } {
  let [best, most] = [-1, 0];
  for (const { row } of signs) {
    if (row < 0 || row === best) continue;
    const weight = tells(row, signs);
    if (weight > most || (weight === most && row < best)) [best, most] = [row, weight];
  }
  const found = hazardWords[best === fire && carriage.test(text) ? traffic : best];
  return { category: found?.category ?? null, hazard: found?.hazard ?? null };
}
