import type { Post } from "#kernel/posts.ts";

/** A unit asked to sign, and its answer. */
export type Asked = { unitId: string; role: "lead" | "co"; decision: "signed" | "declined" | null };

/** The way of a piece as far as it says who has the ball. */
export type Way = {
  stage: "first" | "second" | "final" | "cosign" | "cleared" | "returned" | "withdrawn" | "superseded" | null;
  unitId: string; submittedBy: string | null; reviewer: string | null; passedBy: readonly string[]; asked: readonly Asked[]; inOrder: boolean; writerUnitIds: readonly string[];
  /** The signature line as planned. */
  line: readonly string[];
};

/** One holder of the ball: a named person, or whoever holds one of these posts in the unit and is not barred. */
export type Holder = { unitId: string; posts: readonly Post[]; personId: string | null; barred: readonly string[] };

const reviewers: Readonly<Record<string, Post>> = { first: "first-reviewer", second: "second-reviewer", final: "signer" };

/** Units whose turn it is to sign: the lead first; then all, or the next in order. */
export function turnsOf(asked: readonly Asked[], inOrder: boolean): readonly Asked[] {
  const open = asked.filter((a) => a.decision === null);
  const lead = open.find((a) => a.role === "lead");
  return lead ? [lead] : inOrder ? open.slice(0, 1) : open;
}

/** Who has the ball (interface.md, 2): writers, the reviewer of the stage, or the units whose turn it is. Nobody once everybody signed. */
export function ballOf(way: Way): Holder[] {
  const barred = [...(way.submittedBy ? [way.submittedBy] : []), ...way.passedBy];
  const post = reviewers[way.stage ?? ""];
  if (post) return [{ unitId: way.unitId, posts: [post], personId: way.reviewer, barred }];
  if (way.stage === "cosign") return turnsOf(way.asked, way.inOrder).map((a) => ({ unitId: a.unitId, posts: a.role === "lead" ? ["signer"] : ["signer", "liaison"], personId: null, barred: a.role === "lead" ? barred : [] }));
  if (way.stage === "returned" || way.stage === "withdrawn") return [{ unitId: way.unitId, posts: [], personId: way.submittedBy, barred: [] }];
  return way.stage === "cleared" ? [] : way.writerUnitIds.map((unitId) => ({ unitId, posts: [], personId: null, barred: [] }));
}

/** The seals of a piece in the order of its signature line: as asked once it is, before that as planned. */
export function sealsOf(way: Way): { unitId: string; state: "not-yet" | "turn" | "signed" | "declined" }[] {
  if (way.asked.length === 0) return way.line.map((unitId) => ({ unitId, state: "not-yet" }));
  const turn = way.stage === "cosign" || way.stage === "final" ? turnsOf(way.asked, way.inOrder) : [];
  return way.asked.map((a) => ({ unitId: a.unitId, state: a.decision ?? (turn.includes(a) ? "turn" : "not-yet") }));
}
