import { rungs, type Rung } from "#kernel/connector.ts";
import type { Fact, Told } from "./storm-receipts.ts";

/** How one delivery stands, as a board says it. */
export type Stand = { state: string; rung: Rung | null; failureClass: string | null; failureCode: string | null; displayedNote: string | null; reached: Rung[] };

/** How a piece stands: whether it is out, and in which edition. */
export type PieceStand = { stage: string; published: number | null };

const rank = (rung: Rung | null): number => (rung === null ? -1 : rungs.indexOf(rung));
const highest = (facts: readonly Fact[]): Rung | null => facts.reduce<Rung | null>((best, { rung }) => (rank(rung) > rank(best) ? rung : best), null);

/** What the gateway's reports come to for a message to one phone, once somebody looks: the highest word counts. */
function lookOf(facts: readonly Fact[]): Fact[] {
  const said = new Set(facts.flatMap(({ report }) => report ?? []));
  const word = { at: Number.MAX_SAFE_INTEGER, word: true };
  if (said.has("delivered")) return [{ ...word, rung: "verified", failure: null }];
  return said.has("undelivered") ? [{ ...word, rung: null, failure: { class: "recipient", code: "UNDELIVERED" } }] : [];
}

/** The plain reference: the highest rung that was seen, and where the goal was not reached the last word of the far side. No order of arrival goes in. */
export function foldLeg({ leg, facts }: Told): Stand {
  const all = [...facts, ...lookOf(facts)];
  const [answer] = facts;
  const rung = highest(all);
  const words = all.filter(({ word }) => word).toSorted((a, b) => a.at - b.at || Number(a.failure !== null) - Number(b.failure !== null));
  const last = words.at(-1)?.failure ?? null;
  const settled = rank(rung) >= rank(leg.delivery.goal);
  const failure = settled ? null : last ?? (rung === null ? answer?.failure ?? null : null);
  const state = settled ? "settled" : failure === null || failure.class === "unknownOutcome" ? "waiting" : "failed";
  const notes = all.filter(({ note }) => note !== undefined).toSorted((a, b) => a.at - b.at);
  return { state, rung, failureClass: failure?.class ?? null, failureCode: failure?.code ?? null, displayedNote: notes[0]?.note ?? null, reached: rungs.slice(0, rank(rung) + 1) };
}

/** A piece is out once its newest edition was seen in public anywhere. */
export function foldPiece(told: readonly Told[]): PieceStand {
  const seen = told.filter((one) => rank(foldLeg(one).rung) >= rank("published")).map(({ leg }) => leg.delivery.editionNumber);
  const newest = Math.max(...told.map(({ leg }) => leg.delivery.editionNumber));
  return { stage: seen.includes(newest) ? "published" : "publishing", published: seen.length === 0 ? null : Math.max(...seen) };
}
