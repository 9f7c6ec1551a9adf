import { useParams } from "react-router";
import { PieceWorkbench } from "#modules/content/web/index.tsx";
import { useRead } from "#web/ask.ts";
import { readPlan } from "../contract.ts";
import { ReviewDock } from "./dock.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { ReviewStrip } from "./strip.tsx";
import { SubmitReview } from "./submit-review.tsx";

/** The page of one piece: content's workbench with review's strip, main button, comments, plan and the line as planned. */
export function PiecePage() {
  const { pieceId = "" } = useParams();
  const plan = useRead(readPlan, { params: { pieceId } }, { topics: [`piece:${pieceId}`] }).data;
  const units = plan ? (plan.units.length > 0 ? plan.units : plan.proposed) : [];
  return (
    <PieceWorkbench pieceId={pieceId} slots={{
      strip: <ReviewStrip pieceId={pieceId} />, main: <SubmitReview pieceId={pieceId} inBar />, plan: <PlanPanel pieceId={pieceId} />, line: units.length > 0 ? { units } : null,
      dock: ({ selection, locate }) => <ReviewDock pieceId={pieceId} selection={selection} onLocate={locate} withSubmit={false} />,
    }} />
  );
}
