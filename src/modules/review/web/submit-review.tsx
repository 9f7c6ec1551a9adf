import { Button } from "antd";
import { useState } from "react";
import { isEmergency } from "#kernel/urgency.ts";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readPlan, readReview, submitPiece, waitingForMe, type ReviewView } from "../contract.ts";
import { useReview } from "./strip.tsx";
import { stageWord } from "./words.ts";

/** 交初审, 改好再交, or 交更正 with its reason; Ⅰ and Ⅱ may take the emergency path with a reason. Says why when it cannot. */
export function SubmitReview({ pieceId, inBar = false }: { pieceId: string; inBar?: boolean }) {
  const { data: review } = useReview(pieceId);
  return review && !["first", "second", "final", "cosign"].includes(review.stage ?? "") && review.may.submit?.code !== "review.frozen" ? <Submit review={review} inBar={inBar} /> : null;
}

function Submit({ review, inBar }: { review: ReviewView; inBar: boolean }) {
  const t = useT();
  const [asking, setAsking] = useState<"correction" | "emergency" | null>(null);
  const { act, pending, refusal } = useAct(submitPiece, {
    refresh: [readReview, readPlan, waitingForMe], inline: !inBar, said: (a) => t(`第 ${a.editionNumber} 版已交${stageWord(a.stage)[0]}，会通知到人`, `Edition ${a.editionNumber} is submitted; people are told`),
  });
  const correcting = review.publishedEdition !== null;
  const why = review.may.submit;
  const send = async (path: "normal" | "emergency", reason: string | null) =>
    (await act({ params: { pieceId: review.pieceId }, body: { path, pathReason: path === "emergency" ? reason : null, correctionReason: correcting ? reason : null } })) !== undefined;
  const word = correcting ? t("交更正", "Submit the correction") : review.stage === "returned" ? t("改好，再交审", "Submit again") : t("交初审", "Submit for review");
  return (
    <div className={inBar ? "row" : "review-submit"}>
      {!inBar && asking === null && <Refused problem={refusal} />}
      <WhyNot type="primary" quiet={inBar} why={why} loading={pending} onClick={() => { if (correcting) setAsking("correction"); else void send("normal", null); }}>{word}</WhyNot>
      {why === null && isEmergency(review.urgency) && <Button onClick={() => { setAsking("emergency"); }}>{t("走应急程序", "Emergency path")}</Button>}
      <ConfirmReason open={asking === "correction"} title={t("交一版更正", "Submit a correction")} verb={t("交更正", "Submit")} consequence={t("更正会发到每一个发过旧版的账号，下面这句话读者看得到。旧版一直可查。", "The correction goes to every account that carries the old edition; readers see the words below. The old edition stays readable.")} presets={[t("数字更新，来源见事实单", "Figures updated, see the fact sheet"), t("表述有误，现予更正", "Wording corrected")]} confirm={(reason) => send("normal", reason)} onClose={() => { setAsking(null); }} />
      <ConfirmReason open={asking === "emergency"} title={t("走应急程序？", "Take the emergency path?")} verb={t("直接交终审", "Go to final review")} consequence={t("跳过初审、复审，直接请牵头单位终审和各家会签；发出后必须补审，理由记入台账。", "First and second review are skipped; the final review and every co-signature remain. An after-review must follow; the reason is kept in the record.")} presets={[t("险情发展快，三审来不及", "The danger grows faster than three reviews"), t("上级要求立即发布", "Ordered to publish at once")]} confirm={(reason) => send("emergency", reason)} onClose={() => { setAsking(null); }} />
    </div>
  );
}
