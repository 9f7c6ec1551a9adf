import type { Reason } from "../reading.ts";
import { plain } from "../words.ts";
import { Language } from "./language.ts";
import { likelihoodOf } from "./likelihood.ts";
import { signsOf } from "./terms.ts";
import { TextIndex, type Tie } from "./text-index.ts";

/** Something people say that may be untrue: a title, or what a topic comes down to. */
export type Claim = { id: string; title: string };

/** What an authority published about something people say: a correction, or a release of our own. Without a link it answers nothing. */
export type Answer = { id: string; title: string; text: string; issuer: string; link: string };

/** An answer may be about a claim; how likely, and why. Never a verdict: the answer itself is shown with its issuer and link. */
export type Match = { claim: string; answer: string; likelihood: number; why: readonly Reason[] };

/** From this likelihood on a match is shown; of unrelated titles at most 2 in 100 reach it (bench `rumour`). */
export const shownFrom = 0.8;

/** Texts looked at closely for one question. */
const shortlist = 60;
/** Signs of an answer that are looked at beside its headline when claims are sought for it. */
const looked = 200;
/** Words that a match shows. */
const shownWords = 5;

/** Claims and the answers to them, found both ways as either comes in. */
export class Rumours {
  readonly #language = new Language();
  readonly #answers = new TextIndex(this.#language);
  readonly #claims = new TextIndex(this.#language);
  readonly #titles = new Map<string, string>();
  readonly #headlines = new Map<string, string>();

  /** Any title that passes teaches how common its signs are. */
  hear(title: string): void { this.#language.hear(signsOf(title)); }

  addAnswer({ id, title, text, link }: Answer): void {
    if (link.trim() === "") throw new RangeError(`answer ${id} has no link`);
    this.#answers.add({ id, title, text });
    this.#headlines.set(id, plain(title));
  }

  dropAnswer(id: string): void {
    this.#answers.remove(id);
    this.#headlines.delete(id);
  }

  addClaim({ id, title }: Claim): void {
    this.#claims.add({ id, title, text: "" });
    this.#titles.set(id, title);
  }

  /** Claims are kept as long as the caller wants to find them. */
  dropClaim(id: string): void {
    this.#claims.remove(id);
    this.#titles.delete(id);
  }

  /** The answers that may be about a claim, likeliest first; the claim need not be known. A title is no answer to itself. */
  answersTo(claim: Claim, most = 5): Match[] {
    return this.#answers.find(claim.title, most + shortlist).flatMap((hit) => this.#match(claim, hit.id, hit)).sort(likeliest).slice(0, most).map(this.#explained(() => claim.title));
  }

  /** The claims that an answer may be about, likeliest first; the answer need not be known yet. */
  claimsOf(answer: Answer, most = 5): Match[] {
    const known = this.#answers.has(answer.id);
    if (!known) this.addAnswer(answer);
    const near = new Set([answer.title, `${answer.title} ${answer.text.slice(0, looked)}`].flatMap((question) => this.#claims.find(question, most + shortlist).map(({ id }) => id)));
    const matches = [...near].flatMap((id) => {
      const claim = { id, title: this.#titles.get(id) ?? "" };
      return this.#match(claim, answer.id, this.#answers.tie(claim.title, answer.id));
    }).sort(likeliest).slice(0, most).map(this.#explained((id) => this.#titles.get(id) ?? ""));
    if (!known) this.dropAnswer(answer.id);
    return matches;
  }

  #match(claim: Claim, answer: string, tie: Tie | null): Bare[] {
    return tie === null || plain(claim.title) === this.#headlines.get(answer) ? [] : [{ claim: claim.id, answer, likelihood: likelihoodOf(tie), cover: tie.cover }];
  }

  #explained(titleOf: (claim: string) => string): (bare: Bare) => Match {
    return ({ cover, ...match }) => ({ ...match, why: [{ rule: "rumour.words", words: this.#answers.sharedWords(titleOf(match.claim), match.answer, shownWords), figure: Number(cover.toFixed(3)) }] });
  }
}

type Bare = Omit<Match, "why"> & { cover: number };
const keyOf = ({ claim, answer }: Bare): string => `${answer} ${claim}`;
const likeliest = (a: Bare, b: Bare): number => b.likelihood - a.likelihood || b.cover - a.cover || (keyOf(a) < keyOf(b) ? -1 : 1);
