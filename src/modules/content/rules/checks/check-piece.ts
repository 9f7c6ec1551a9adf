import type { Finding } from "#kernel/finding.ts";
import { limitCodes } from "../limits.ts";
import { casualtyCodes, checkCasualties } from "./casualties.ts";
import { checkDates, dateCodes } from "./dates.ts";
import { checkEarlier, earlierCodes } from "./earlier.ts";
import { checkFacts, factCodes } from "./facts.ts";
import type { Check, CheckInput } from "./input.ts";
import { checkFirstMessage, checkWarning, mustSayCodes } from "./must-say.ts";
import { checkPhones, phoneCodes } from "./phones.ts";
import { checkPictures, pictureCodes } from "./pictures.ts";
import { checkPlaces, placeCodes } from "./places.ts";
import { checkTerms, termCodes } from "./terms.ts";
import { checkUnits, unitCodes } from "./units.ts";

const checks: readonly Check[] = [
  checkCasualties, checkFacts, checkPhones, checkTerms, checkPictures, checkDates, checkUnits, checkEarlier, checkPlaces, checkFirstMessage, checkWarning,
];

/** Every code that a check or a limit of content can find; the web has words for each. */
export const checkCodes: readonly string[] = [
  ...casualtyCodes, ...factCodes, ...phoneCodes, ...termCodes, ...pictureCodes, ...dateCodes, ...unitCodes, ...earlierCodes, ...placeCodes, ...mustSayCodes, ...limitCodes,
];

const levels = ["blocking", "suggestion", "reminder"];
const stretches = ["title", "summary", "text"];
const rankOf = (list: readonly string[], word: string) => (list.includes(word) ? list.indexOf(word) : list.length);

/** The order on the desk: what blocks first, then title, summary, text block by block, hand-tuned forms. */
export const inDeskOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) =>
    rankOf(levels, a.level) - rankOf(levels, b.level) || rankOf(stretches, a.at) - rankOf(stretches, b.at) || (a.block ?? Infinity) - (b.block ?? Infinity) || 0);

/** All checks of a piece: they find and suggest, people decide (product.md, refusal 5). */
export const checkPiece = (input: CheckInput): Finding[] => inDeskOrder(checks.flatMap((check) => check(input)));
