import { type Claim, Rumours, shownFrom } from "#opinion/rumour/rumour.ts";
import { bm25 } from "./support/bm25.ts";
import { answered } from "./support/fold-data.ts";
import { reliability } from "./support/opinion-score.ts";
import { report, round, say } from "./support/report.ts";
import { anAnswer, correctionCases, dayOf, titlesByDay } from "./support/rumour-cases.ts";

// A claim among all corrections, a new answer among the titles of the claim's day and the other way, and what unrelated titles are taken
// for. The likelihood was learned on answers of before `later`. Baseline: BM25 on character bigrams, on the same texts.
const later = Date.parse("2024-01-01T00:00:00+08:00");
const rank = (found: readonly string[], right: (id: string) => boolean): number => { const at = found.findIndex(right); return at < 0 ? Infinity : at; };
const within = (ranks: readonly number[], k: number): number => round(ranks.filter((one) => one < k).length / ranks.length);
const recall = (ranks: readonly number[]): string => `R@1 ${within(ranks, 1)} R@5 ${within(ranks, 5)} (${ranks.length})`;
const claimOf = (title: string): Claim => ({ id: title, title });

const pairs = answered();
const days = new Set(pairs.flatMap(({ claim, answer }) => [dayOf(claim.at), dayOf(answer.at)]));
const { ofDay, every } = await titlesByDay(days, 61);

const { rumours: known, early, answers, right } = correctionCases();
const all = new Rumours();

function among(): { ours: number[]; plain: number[] } {
  answers.forEach(({ title, text }, i) => { all.addAnswer(anAnswer(String(i), title, text)); });
  const plainly = bm25(answers.map(({ title, text }) => title + text));
  const cases = known.map((rumour) => ({ claim: rumour.claim, right: right(rumour) }));
  return {
    ours: cases.map(({ claim, right: these }) => rank(all.answersTo(claimOf(claim), answers.length).map((match) => match.answer), (id) => these.has(Number(id)))),
    plain: cases.map(({ claim, right: these }) => rank(plainly(claim).map(String), (id) => these.has(Number(id)))),
  };
}

/** Titles of a day without the one that asks. */
const others = (at: number, asking: string): string[] => [...(ofDay.get(dayOf(at)) ?? [])].filter((title) => title !== asking);

function claimsOfTheDay({ claim, answer }: (typeof pairs)[number]): { ours: number; plain: number } {
  const titles = others(claim.at, answer.title);
  const rumours = new Rumours();
  for (const title of titles) { rumours.hear(title); rumours.addClaim(claimOf(title)); }
  return {
    ours: rank(rumours.claimsOf(anAnswer("new", answer.title), titles.length).map((match) => match.claim), (id) => id === claim.title),
    plain: rank(bm25(titles)(answer.title).map((i) => titles[i] ?? ""), (title) => title === claim.title),
  };
}

function answersOfTheDay({ claim, answer }: (typeof pairs)[number]): { ours: number; plain: number } {
  const titles = others(answer.at, claim.title);
  const rumours = new Rumours();
  for (const title of titles) { rumours.hear(title); rumours.addAnswer(anAnswer(title, title)); }
  return {
    ours: rank(rumours.answersTo(claimOf(claim.title), titles.length).map((match) => match.answer), (id) => id === answer.title),
    plain: rank(bm25(titles)(claim.title).map((i) => titles[i] ?? ""), (title) => title === answer.title),
  };
}

const corrected = among();
const toClaim = pairs.map((pair) => ({ at: pair.answer.at, ...claimsOfTheDay(pair) }));
const toAnswer = pairs.map((pair) => ({ at: pair.answer.at, ...answersOfTheDay(pair) }));
const ranks = (rows: readonly { at: number; ours: number; plain: number }[], of: "ours" | "plain", from = 0) => rows.filter(({ at }) => at >= from).map((row) => row[of]);
const ofLaterHalf = corrected.ours.slice(0, known.length - early.length); // the newest first
say(`corrections     ${recall(corrected.ours)}, later half ${recall(ofLaterHalf)}; plain ${recall(corrected.plain)}`);
say(`answer → claim  ${recall(ranks(toClaim, "ours"))}, later ${recall(ranks(toClaim, "ours", later))}; plain ${recall(ranks(toClaim, "plain"))}`);
say(`claim → answer  ${recall(ranks(toAnswer, "ours"))}, later ${recall(ranks(toAnswer, "ours", later))}; plain ${recall(ranks(toAnswer, "plain"))}`);

// All answers known: what do claims and unrelated titles find?
const asked = new Set(pairs.flatMap(({ claim, answer }) => [claim.title, answer.title]));
for (const { title, at } of every) if (at < later) all.hear(title);
pairs.forEach(({ answer }, i) => { all.addAnswer(anAnswer(`p${i}`, answer.title)); });
const best = (title: string) => all.answersTo(claimOf(title), 1)[0];
const unrelated = every.filter(({ title, at }) => at >= later && !asked.has(title)).map(({ title }) => best(title)?.likelihood ?? 0);
const asks = (claim: string, isRight: (answer: string) => boolean) => { const found = best(claim); return { truth: found !== undefined && isRight(found.answer), likelihood: found?.likelihood ?? 0 }; };
const claims = pairs.filter(({ answer }) => answer.at >= later).map(({ claim, answer }) => asks(claim.title, (id) => id.startsWith("p") && pairs[Number(id.slice(1))]?.answer.title === answer.title));
const rumours = known.slice(0, ofLaterHalf.length).map((rumour) => { const these = right(rumour); return asks(rumour.claim, (id) => these.has(Number(id))); });
const falseShare = round(unrelated.filter((one) => one >= shownFrom).length / unrelated.length, 4);
const shown = (rows: readonly { truth: boolean; likelihood: number }[]): number => round(rows.filter((one) => one.truth && one.likelihood >= shownFrom).length / rows.length);
const inTruth = [...claims, ...rumours];
const step = Math.floor(unrelated.length / inTruth.length);
const kept = reliability([...inTruth, ...unrelated.filter((_, i) => i % step === 0).slice(0, inTruth.length).map((likelihood) => ({ truth: false, likelihood }))]);
say(`unrelated later titles that show a match: ${falseShare} of ${unrelated.length}; later claims that show their answer: ${shown(claims)} of ${claims.length}, later rumours: ${shown(rumours)} of ${rumours.length}; Brier ${kept.brier}, gap ${kept.gap}  ${kept.deciles}`);
report({
  name: "rumour", value: within(corrected.ours, 1), unit: "R@1 of rumours to their corrections", bar: ">= 0.85; R@5 >= 0.95; answers among a day's titles R@5 >= 0.80; false matches <= 0.02",
  compared: `BM25 on character bigrams R@1 ${within(corrected.plain, 1)} R@5 ${within(corrected.plain, 5)}; among a day's titles R@5 ${Math.min(within(ranks(toClaim, "plain"), 5), within(ranks(toAnswer, "plain"), 5))}`,
  more: {
    recallAt5: within(corrected.ours, 5), claimAmongDay: within(ranks(toClaim, "ours"), 5), answerAmongDay: within(ranks(toAnswer, "ours"), 5), claimAmongDayFirst: within(ranks(toClaim, "ours"), 1),
    plainAmongDayFirst: within(ranks(toClaim, "plain"), 1), claimAmongDayLater: within(ranks(toClaim, "ours", later), 5), falseMatches: falseShare, unrelated: unrelated.length, laterHalf: within(ofLaterHalf, 1), laterHalfAt5: within(ofLaterHalf, 5), claimsShownLater: shown(claims), rumoursShownLater: shown(rumours), brier: kept.brier,
  },
});
