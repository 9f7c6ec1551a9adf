import { useAct, useRead } from "#web/ask.ts";
import { ConfirmReason } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readBoard, readRecallPlan, recallPiece } from "../contract.ts";
import { sayRecallPlan } from "./words.ts";

/** The question before a recall: what it will delete, cancel, supersede and void, and what it cannot reach. */
export function Recall({ pieceId, editionNumber, onClose }: { pieceId: string; editionNumber: number; onClose: () => void }) {
  const t = useT();
  const plan = useRead(readRecallPlan, { params: { pieceId } });
  const { act } = useAct(recallPiece, { refresh: [readBoard], said: (done) => t(`撤回已下达：在撤 ${done.ordered} 路，作废 ${done.voided} 路${done.leftOut > 0 ? `，撤不回 ${done.leftOut} 路` : ""}。`, `Recall ordered: ${done.ordered} under way, ${done.voided} voided${done.leftOut > 0 ? `, ${done.leftOut} out of reach` : ""}.`) });
  const lines = plan.data ? sayRecallPlan(t, plan.data.accounts) : [t("正在看每个账号能怎么撤。", "Looking at what each account allows.")];
  return (
    <ConfirmReason
      open danger title={t(`撤回第 ${editionNumber} 版`, `Recall edition ${editionNumber}`)} verb={t("撤回", "Recall")} onClose={onClose}
      consequence={[...lines, t("马上执行，不能反悔；网站会留下撤回说明和理由。", "It happens at once and cannot be undone; the site keeps a notice with the reason.")].join("\n")}
      presets={[t("内容有误，更正后重发", "Wrong; a corrected piece follows"), t("情况变化，原提示不再适用", "Circumstances changed; the advice no longer applies"), t("误发", "Sent by mistake")]}
      confirm={async (reason) => (await act({ params: { pieceId }, body: { reason } })) !== undefined}
    />
  );
}
