import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** What people want when they speak up. */
export const concernKinds = ["question", "help", "report", "complaint"] as const;
export type ConcernKind = (typeof concernKinds)[number];

/** A piece that answers, as content knows it: seen in public since, taken back or not. */
export type AnswerPiece = { id: string; publishedAt: Date | null; recalled: boolean };

/** Where a concern stands: nobody answers yet, an answer is being written and signed, or it can be read by everybody. */
export type ConcernState = "open" | "answering" | "answered";

/** When the answer was there for the one who asked: once it is seen in public and was not taken back; what stood there before was there at once. */
export function answeredAt(concern: { askedAt: Date }, piece: AnswerPiece | null): Date | null {
  if (!piece?.publishedAt || piece.recalled) return null;
  return piece.publishedAt > concern.askedAt ? piece.publishedAt : concern.askedAt;
}

/** The state follows from the piece alone; nobody sets it. */
export const stateOf = (concern: { askedAt: Date }, piece: AnswerPiece | null): ConcernState =>
  answeredAt(concern, piece) !== null ? "answered" : piece !== null && !piece.recalled ? "answering" : "open";

/** Writes down what people ask: once per case, for a unit that takes part, for an officer of it, with no time to come and nobody of the public in it. */
export function planConcern(input: { question: string; askedAt: Date; unitId: string }, known: { questions: readonly string[]; unitIds: readonly string[]; ownerHoldsPost: boolean; namesSomebody: boolean }, now: Date): Decision<string> {
  const question = input.question.trim();
  if (known.namesSomebody) return refuse("cases.names-somebody");
  if (known.questions.some((other) => bare(other) === bare(question))) return refuse("cases.concern-twice");
  if (input.askedAt > now) return refuse("cases.asked-in-the-future");
  if (!known.unitIds.includes(input.unitId)) return refuse("cases.unit-not-in-case");
  if (!known.ownerHoldsPost) return refuse("cases.owner-without-post");
  return permit(question);
}

const bare = (text: string): string => text.replace(/[\s\p{P}]/gu, "").toLowerCase();

/** Links an answer: a piece of a unit that takes part and that was not taken back; what is answered in public keeps its answer. */
export function planAnswer(concern: { askedAt: Date }, before: AnswerPiece | null, piece: AnswerPiece & { unitIds: readonly string[] }, unitIds: readonly string[]): Decision<string> {
  if (before !== null && stateOf(concern, before) === "answered") return refuse("cases.answered-already");
  if (piece.recalled) return refuse("cases.piece-recalled");
  return piece.unitIds.some((id) => unitIds.includes(id)) ? permit(piece.id) : refuse("cases.piece-of-others");
}
