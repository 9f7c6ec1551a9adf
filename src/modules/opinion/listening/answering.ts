import { Rumours, shownFrom, type Match } from "#opinion/rumour/rumour.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import { noteAnswersTo, saveAnswers, type FoundAnswer } from "../store/answers.ts";
import { answersHeardTo, saidItems, siteNewsSince, titlesSince, type SaidItem, type SiteNews } from "../views/answers.ts";

/** What people said lately and what authorities published, as whoever listens knows it. */
export type Answers = { rumours: Rumours; /** The item that said each title first, and when. */ claims: Map<string, { id: string; at: number }>; to: Date };

const keptDays = { said: 30, published: 180 };
const mostNews = 200;
/** What a new answer may be about, and what may answer a new claim. */
const mostFound = 20;
const days = (n: number): number => n * 86_400_000;

const releaseKey = (id: string): string => `release/${id}`;
const officialKey = (id: string): string => `official/${id}`;

const foundOf = ({ claim, answer, likelihood, why }: Match): FoundAnswer => {
  const [kind, answerId = ""] = answer.split("/");
  return { itemId: claim, kind: kind === "release" ? "release" : "official", answerId, likelihood, words: why[0]?.words ?? [] };
};
const shown = (matches: readonly Match[]): FoundAnswer[] => matches.filter(({ likelihood }) => likelihood >= shownFrom).map(foundOf);

/** Learns again what was said and published; nothing is matched that was matched before. */
export async function rememberAnswers(read: Reader, now: Date): Promise<Answers> {
  const [since, published] = [new Date(now.getTime() - days(keptDays.said)), new Date(now.getTime() - days(keptDays.published))];
  const answers: Answers = { rumours: new Rumours(), claims: new Map(), to: await answersHeardTo(read, published) };
  for (const title of await titlesSince(read, since)) answers.rumours.hear(title);
  for (let from = published; ;) {
    const news = await siteNewsSince(read, from, mostNews);
    for (const one of news) if (one.at <= answers.to) note(answers, one);
    const last = news.at(-1);
    if (!last || news.length < mostNews || last.at > answers.to) break;
    from = last.at;
  }
  for (const item of await saidItems(read, { since })) takeIn(answers, item);
  return answers;
}

function note({ rumours }: Answers, { id, live, title, text, issuer }: SiteNews): void {
  if (live) rumours.addAnswer({ id: releaseKey(id), title, text, issuer, link: releaseKey(id) });
  else rumours.dropAnswer(releaseKey(id));
}

/** An official word is an answer and no claim; what was said in the same words before is known. Answers what is new with it. */
function takeIn({ rumours, claims }: Answers, { id, title, text, link, issuer, official, at }: SaidItem): { claim?: true; answer?: true } {
  if (official && link.trim() !== "") { rumours.addAnswer({ id: officialKey(id), title, text, issuer, link }); return { answer: true }; }
  if (official || claims.has(title)) return {};
  claims.set(title, { id, at: at.getTime() });
  rumours.addClaim({ id, title });
  return { claim: true };
}

/** Holds what was heard just now against the answers that are known, and official words against what was said (clause 4.3). */
export async function matchHeard(tx: Tx, answers: Answers, heard: readonly { itemId: string; title: string }[], now: Date): Promise<number> {
  for (const { title } of heard) answers.rumours.hear(title);
  const items = heard.length === 0 ? [] : await saidItems(tx, { ids: heard.map(({ itemId }) => itemId) });
  const taken = items.map((item) => ({ item, ...takeIn(answers, item) }));
  const found = taken.flatMap(({ item, claim, answer }) => shown(
    claim ? answers.rumours.answersTo({ id: item.id, title: item.title }, mostFound)
      : answer ? answers.rumours.claimsOf({ id: officialKey(item.id), title: item.title, text: item.text, issuer: item.issuer, link: item.link }, mostFound) : []));
  await saveAnswers(tx, found, now);
  return found.length;
}

/** Holds what the public site published since it was asked last against what people said; answers how many matches that gave. */
export async function matchPublished(tx: Tx, answers: Answers, processId: string, now: Date): Promise<number> {
  const news = await siteNewsSince(tx, answers.to, mostNews);
  const last = news.at(-1);
  if (!last) return 0;
  const found = news.flatMap((one) => {
    note(answers, one);
    return one.live ? shown(answers.rumours.claimsOf({ id: releaseKey(one.id), title: one.title, text: one.text, issuer: one.issuer, link: releaseKey(one.id) }, mostFound)) : [];
  });
  await saveAnswers(tx, found, now);
  await noteAnswersTo(tx, processId, last.at);
  answers.to = last.at;
  return found.length;
}

/** Lets go of what was said too long ago. */
export function forgetSaid({ rumours, claims }: Answers, now: Date): void {
  for (const [title, { id, at }] of claims) if (at < now.getTime() - days(keptDays.said)) { claims.delete(title); rumours.dropClaim(id); }
}
