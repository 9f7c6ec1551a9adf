import { Checkbox, Input } from "antd";
import { useId, useState } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { afterReview, readReview, waitingForMe, type ReviewView } from "../contract.ts";
import { gates } from "../rules/route.ts";
import { gateWords } from "./words.ts";

/** 补审 of an emergency that went out: gates that hold are ticked, the finding is written down; a fault found leads to a correction. */
export function AfterReview({ review }: { review: ReviewView }) {
  const t = useT();
  const id = useId();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useAct(afterReview, { refresh: [readReview, waitingForMe], inline: true, said: t("补审已记下", "The after-review is recorded") });
  const why = review.may.afterReview ?? (note.trim().length < 2 ? t("写下补审结论，再记下", "Write your finding first") : null);
  return (
    <section className="review-gates">
      <Heading level={3} title={t("等补审", "After-review is open")} note={t("应急程序发出", "sent on the emergency path")} />
      <p className="i2">{t(`第 ${review.afterReviewOf?.editionNumber ?? ""} 版。理由：${review.afterReviewOf?.pathReason ?? ""}`, `Edition ${review.afterReviewOf?.editionNumber ?? ""}. Reason: ${review.afterReviewOf?.pathReason ?? ""}`)}</p>
      {review.may.afterReview === null && (
        <>
          <Checkbox.Group aria-label={t("五关，站得住的勾上", "Gates that hold")} value={[...ticked]} onChange={(values) => { setTicked(values); }} options={gates.map((gate) => ({ value: gate, label: t(...(gateWords[gate] ?? ["", ""])) }))} />
          <div>
            <label htmlFor={id} className="t12 i2">{t("结论；有问题写明，再另出一版更正", "Finding; a fault leads to a correction")}</label>
            <Input.TextArea id={id} value={note} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(e) => { setNote(e.target.value); }} />
          </div>
        </>
      )}
      <Refused problem={refusal} />
      <div><WhyNot type="primary" why={why} loading={pending} onClick={() => { void act({ params: { pieceId: review.pieceId }, body: { gates: gates.filter((gate) => ticked.includes(gate)), note: note.trim() } }); }}>{t("记下补审", "Record it")}</WhyNot></div>
    </section>
  );
}
