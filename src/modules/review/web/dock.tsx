import { Collapse } from "antd";
import { Link } from "react-router";
import { Heading, Refused, Timeline, useNow, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { ReviewView } from "../contract.ts";
import { AfterReview } from "./after-review.tsx";
import { Comments, type Place } from "./comments.tsx";
import { GateCheck } from "./gate-check.tsx";
import { OtherActs } from "./other-acts.tsx";
import { useReview } from "./strip.tsx";
import { SubmitReview } from "./submit-review.tsx";
import { sayTime, stageWord, verdictWords } from "./words.ts";
import "./review.css";

/** What the dock needs from the editor: the words chosen now, and how to show a place in the text. */
export type ReviewDockProps = { pieceId: string; selection?: Place | null; onLocate?: (place: Place) => void; /** false where the bar shows the submit button already */ withSubmit?: boolean };

/** Everything people do to a piece on its way: comments, the five gates, submit, chase, reassign, withdraw, and the record. */
export function ReviewDock({ pieceId, selection = null, onLocate, withSubmit = true }: ReviewDockProps) {
  const t = useT();
  const { data: review, error, refetch } = useReview(pieceId);
  if (error) return <Refused problem={error} onAgain={() => { void refetch(); }} />;
  if (!review) return <Waiting />;
  const deciding = review.stage === "first" || review.stage === "second";
  return (
    <div className="review-dock">
      <Comments review={review} selection={selection} {...(onLocate ? { onLocate } : {})} />
      {deciding && review.may.pass === null && <GateCheck key={`${review.editionNumber} ${review.stage}`} review={review} />}
      {review.manifestId && (review.stage === "final" || review.stage === "cosign") && <Link className="review-go" to={`/sign/${review.manifestId}`}>{review.signers.some((s) => s.whyNotMe === null) ? t("看实物，去签", "See it and sign") : t("看要签的实物", "See what is signed")}</Link>}
      {review.afterReviewOf && <AfterReview review={review} />}
      {withSubmit && <SubmitReview pieceId={pieceId} />}
      <OtherActs review={review} />
      {review.steps.length > 0 && <Collapse ghost size="small" items={[{ key: "record", label: t(`经过 ${review.steps.length} 步`, `The record: ${review.steps.length} steps`), children: <Record steps={review.steps} /> }]} />}
    </div>
  );
}

/** The record of a piece, newest on top. */
export function Record({ steps }: { steps: ReviewView["steps"] }) {
  const t = useT();
  const now = useNow();
  return (
    <section>
      <Heading level={3} title={t("经过", "The record")} note={t("只增不改", "never changed")} />
      <Timeline as="ledger" label={t("经过", "The record")} moments={steps.toReversed().map((s, i) => ({
        key: `${s.at} ${i}`, at: sayTime(t, new Date(s.at), now), state: s.verdict === "declined" || s.verdict === "returned" ? "fault" as const : "done" as const,
        text: <><b>{s.byName}</b> {s.unitName}　{s.verdict === "submitted" || s.verdict === "cleared" || s.verdict === "withdrawn" ? "" : t(...stageWord(s.stage))}{t(...(verdictWords[s.verdict] ?? [s.verdict, s.verdict]))}{s.reason ? t(`：${s.reason}`, `: ${s.reason}`) : ""}</>,
      }))} />
    </section>
  );
}
