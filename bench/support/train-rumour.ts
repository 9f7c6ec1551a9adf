// Learns how likely an answer is about a claim. First what ranks the right answer before the others of early corrections, of claims
// answered before `until`, and the right claim before the other titles of its day (a conditional logit); then how far that rank is to be
// believed, from the best found for each claim (true where right) and for unrelated titles (false), both counting the same.
// Writes src/opinion/rumour/learned.ts, byte for byte the same.
import { writeFileSync } from "node:fs";
import { Language } from "#opinion/rumour/language.ts";
import { signsOfTie } from "#opinion/rumour/likelihood.ts";
import { signsOf } from "#opinion/rumour/terms.ts";
import { TextIndex } from "#opinion/rumour/text-index.ts";
import { answered } from "./fold-data.ts";
import { say } from "./report.ts";
import { correctionCases, dayOf, titlesByDay } from "./rumour-cases.ts";

const until = Date.parse("2024-01-01T00:00:00+08:00");
/** How firmly weights are drawn to nought, and how many of the others the right one is ranked against. */
const draw = 0.05;
const rivals = 40;

type One = { signs: readonly number[]; right: boolean };
const pairs = answered().filter(({ answer }) => answer.at < until);
const { ofDay, every } = await titlesByDay(new Set(pairs.map(({ claim }) => dayOf(claim.at))), 200);
const titles = every.filter(({ at }) => at < until).map(({ title }) => title);
const language = new Language();
for (const title of titles) language.hear(signsOf(title));
const index = new TextIndex(language);
const { early, answers, right } = correctionCases();
answers.forEach(({ title, text }, i) => { index.add({ id: `c${i}`, title, text }); });
pairs.forEach(({ answer }, i) => { index.add({ id: `p${i}`, title: answer.title, text: "" }); });

/** The answers found for a claim, and the right ones that were not found among the best. */
function answersTo(claim: string, isRight: (id: string) => boolean): One[] {
  const found = index.find(claim, answers.length + pairs.length).map(({ id, ...tie }) => ({ signs: signsOfTie(tie), right: isRight(id) }));
  return found.filter((one, i) => i < rivals || one.right);
}

/** The titles of the day as claims of an answer. */
function claimsOf({ claim, answer }: (typeof pairs)[number], i: number): One[] {
  return [...(ofDay.get(dayOf(claim.at)) ?? [])].filter((title) => title !== answer.title).flatMap((title) => {
    const tie = index.tie(title, `p${i}`);
    return tie ? [{ signs: signsOfTie(tie), right: title === claim.title }] : [];
  });
}

const dot = (weights: readonly number[], signs: readonly number[]): number => weights.reduce((sum, w, i) => sum + w * (signs[i] ?? 0), 0);

/** How well the weights rank the right before the others, and whither they should go. */
function rank(cases: readonly (readonly One[])[], weights: readonly number[]): { value: number; slope: number[] } {
  const slope = weights.map((w) => -draw * w);
  let value = weights.reduce((sum, w) => sum - (draw / 2) * w * w, 0);
  for (const ones of cases) {
    const odds = ones.map(({ signs }) => dot(weights, signs));
    const most = Math.max(...odds);
    const parts = odds.map((one) => Math.exp(one - most));
    const [all, hit] = [parts.reduce((sum, p) => sum + p, 0), parts.reduce((sum, p, i) => sum + (ones[i]?.right ? p : 0), 0)];
    if (hit === 0) continue;
    value += Math.log(hit / all);
    ones.forEach(({ signs, right: yes }, i) => { for (let s = 0; s < slope.length; s += 1) slope[s] = (slope[s] ?? 0) + ((yes ? (parts[i] ?? 0) / hit : 0) - (parts[i] ?? 0) / all) * (signs[s] ?? 0); });
  }
  return { value, slope };
}

/** Climbs along the slope with a stride that grows while it helps and halves when not. */
function ranked(cases: readonly (readonly One[])[]): number[] {
  let weights = [0, 1, 1];
  let now = rank(cases, weights);
  for (let stride = 1, round = 0; stride > 1e-7 && round < 1_000; round += 1) {
    const next = weights.map((w, i) => w + stride * (now.slope[i] ?? 0));
    const there = rank(cases, next);
    if (there.value > now.value) { weights = next; now = there; stride *= 3; } else stride /= 2;
  }
  return weights;
}

/** A logistic curve through the examples by Newton's method, from nought. */
function curve(examples: readonly { at: number; truth: number; counts: number }[]): [number, number] {
  let [base, slope] = [0, 0];
  for (let round = 0; round < 50; round += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { at, truth, counts } of examples) {
      const p = 1 / (1 + Math.exp(-(base + slope * at)));
      g0 += counts * (truth - p); g1 += counts * (truth - p) * at;
      h00 += counts * p * (1 - p); h01 += counts * p * (1 - p) * at; h11 += counts * p * (1 - p) * at * at;
    }
    const whole = h00 * h11 - h01 * h01;
    base += (g0 * h11 - g1 * h01) / whole;
    slope += (g1 * h00 - g0 * h01) / whole;
  }
  return [base, slope];
}

const toAnswers = [
  ...early.map((rumour) => { const known = right(rumour); return answersTo(rumour.claim, (id) => id.startsWith("c") && known.has(Number(id.slice(1)))); }),
  ...pairs.map(({ claim }) => answersTo(claim.title, (id) => id.startsWith("p") && pairs[Number(id.slice(1))]?.claim.title === claim.title)),
];
const found = ranked([...toAnswers, ...pairs.map(claimsOf)]);
const best = (ones: readonly One[]) => ones.reduce<{ at: number; truth: number }>((top, { signs, right: yes }) => { const at = dot(found, signs); return at > top.at ? { at, truth: yes ? 1 : 0 } : top; }, { at: 0, truth: 0 });
const strangers = titles.map((title) => best(answersTo(title, () => false)));
const [base, slope] = curve([...toAnswers.map((ones) => ({ ...best(ones), counts: 1 })), ...strangers.map((one) => ({ ...one, counts: toAnswers.length / strangers.length }))]);
const learned = found.map((w, i) => Number(((i === 0 ? base : 0) + slope * w).toFixed(2)));
writeFileSync(new URL("../../src/opinion/rumour/learned.ts", import.meta.url), [
  "// Made by bench/support/train-rumour.ts from claims and answers before its date; do not edit.",
  "/** Log odds that an answer is about a claim: to begin with, for its cover, for its gain. */",
  `export const weights: readonly number[] = [${learned.join(", ")}];`, "",
].join("\n"));
say(`${toAnswers.length} claims, ${strangers.length} unrelated titles: ${learned.join(", ")}`);
