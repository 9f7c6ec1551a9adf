import { useRead } from "#web/ask.ts";
import { BallLine, Refused, Seals, StageStrip, Tag, useNow, type Stage } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readReview, type ReviewView } from "../contract.ts";
import { sealsOf } from "./seals.ts";
import { sayBall, sayTime, stageWords } from "./words.ts";

const way = ["first", "second", "final", "cosign"] as const;

/** The review of a piece, kept fresh by its topic. */
export const useReview = (pieceId: string) => useRead(readReview, { params: { pieceId } }, { topics: [`piece:${pieceId}`], everySeconds: 60 });

/** Where a piece stands on its way through review, and one sentence that says who has the ball. `release` fills 发布 once dispatch knows more. */
export function ReviewStrip({ pieceId, release }: { pieceId: string; release?: string }) {
  const t = useT();
  const now = useNow();
  const { data: review, error, refetch } = useReview(pieceId);
  if (error) return <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>;
  if (!review) return null;
  const ball = sayBall(t, review);
  return (
    <>
      <StageStrip stages={stagesOf(t, review, now, release)} />
      <BallLine who={ball.who} tone={ball.fault ? "fault" : "plain"} {...(review.path === "emergency" ? { source: t(`应急程序：${review.pathReason ?? ""}`, `Emergency path: ${review.pathReason ?? ""}`) } : {})}>{ball.text}</BallLine>
    </>
  );
}

type Say = ReturnType<typeof useT>;

/** Steps of the edition under way: those after the last submission. */
export const stepsNow = (review: ReviewView): ReviewView["steps"] => review.steps.slice(Math.max(0, review.steps.findLastIndex((s) => s.verdict === "submitted")));

function stagesOf(t: Say, review: ReviewView, now: Date, release: string | undefined): Stage[] {
  const steps = stepsNow(review);
  const back = review.stage === "returned" ? steps.findLast((s) => s.verdict === "returned" || s.verdict === "declined")?.stage : undefined;
  const at = review.stage === "cleared" ? 4 : way.findIndex((s) => s === (back ?? review.stage));
  const skipped = review.path === "emergency";
  const stages = way.map((stage, i): Stage => {
    const passed = steps.findLast((s) => s.stage === stage && (s.verdict === "passed" || s.verdict === "signed"));
    const carried = i < 2 && at >= 2 && !passed && !skipped;
    const done = i < at && !(skipped && i < 2);
    const waited = stage === "cosign" && i === at ? review.signers.filter((s) => s.state === "turn").flatMap((s) => s.people).join("、") : "";
    const said = waited ? t(`还等 ${waited}`, `Waiting for ${waited}`) : passed ? `${passed.byName} ${sayTime(t, new Date(passed.at), now)}` : carried ? t("文字没变，沿用上一版", "Same text, carried over") : skipped && i < 2 ? t("应急程序跳过，发布后补审", "Skipped; reviewed after release") : waitingNames(review, stage, i === at);
    return { name: t(...(stageWords[stage] ?? ["", ""])), state: done ? "done" : i === at ? "current" : "to-come", ...(said ? { detail: said } : {}), ...markOf(t, review, stage, i === at) };
  });
  const planned = review.dueAt ? t(`计划 ${sayTime(t, new Date(review.dueAt), now)}`, `Planned ${sayTime(t, new Date(review.dueAt), now)}`) : t("签齐就发", "As soon as all signed");
  return [...stages, { name: t("发布", "Publish"), state: at === 4 ? "current" : "to-come", detail: release ?? planned }];
}

const waitingNames = (review: ReviewView, stage: string, current: boolean): string | undefined =>
  current && stage !== "cosign" && review.ball?.with === "reviewer" ? review.ball.names.join("、") : stage === "cosign" ? (review.signers.slice(1).map((s) => s.shortName).join("、") || undefined) : undefined;

function markOf(t: Say, review: ReviewView, stage: string, current: boolean): Pick<Stage, "mark" | "note"> {
  if (stage === "cosign" && review.signers.length > 0) {
    const signed = review.signers.filter((s) => s.state === "signed").length;
    return { note: `${signed} / ${review.signers.length}`, mark: <Seals seals={sealsOf(review.signers)} /> };
  }
  return current && review.stage === "returned" ? { mark: <Tag tone="ink">{t("退回修改", "Returned")}</Tag> } : {};
}
