import { Button, Checkbox, Input } from "antd";
import { useId, useState } from "react";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Heading, Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { passReview, readReview, returnPiece, waitingForMe, type ReviewView } from "../contract.ts";
import { gates, type Gate } from "../rules/route.ts";
import { gateWords, stageWord } from "./words.ts";

/** 初审 or 复审: five gates ticked one by one, then 通过; or 退回 with reasons. */
export function GateCheck({ review }: { review: ReviewView }) {
  const t = useT();
  const id = useId();
  const [ticked, setTicked] = useState<readonly Gate[]>([]);
  const [note, setNote] = useState("");
  const pass = useAct(passReview, { refresh: [readReview, waitingForMe], inline: true, said: t("已通过，下一位会收到通知", "Passed; the next person is told") });
  const stage = review.stage === "second" ? "second" : "first";
  const open = review.comments.filter((c) => c.state === "open").length;
  const missing = gates.find((gate) => !ticked.includes(gate));
  const why = missing ? { code: "review.gate-missing", facts: { gate: missing } } : open > 0 ? { code: "review.comments-open", facts: { count: open } } : review.may.pass;
  const word = t(...stageWord(stage));
  return (
    <section className="review-gates">
      <Heading level={3} title={t(`${word}：五关`, `${word}: five gates`)} note={`${ticked.length} / 5`} />
      <Checkbox.Group aria-label={t("五关", "Five gates")} value={[...ticked]} onChange={(values) => { setTicked(gates.filter((gate) => values.includes(gate))); }} options={gates.map((gate) => ({ value: gate, label: t(...(gateWords[gate] ?? ["", ""])) }))} />
      <div>
        <label htmlFor={id} className="t12 i2">{t("附一句，可不写", "A note, if you like")}</label>
        <Input id={id} value={note} maxLength={1000} onChange={(e) => { setNote(e.target.value); }} />
      </div>
      <Refused problem={pass.refusal} />
      <div className="row wrap">
        <WhyNot type="primary" why={why} loading={pass.pending} onClick={() => { void pass.act({ params: { pieceId: review.pieceId }, body: { editionNumber: review.editionNumber, stage, gates: [...ticked], note: note.trim() } }); }}>{t(`${word}通过`, "Pass")}</WhyNot>
        <ReturnButton review={review} stage={stage} />
      </div>
    </section>
  );
}

/** 退回 with reasons; the writers have the ball. */
export function ReturnButton({ review, stage, onDone }: { review: { pieceId: string; editionNumber: number }; stage: "first" | "second" | "final"; onDone?: () => void }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const { act } = useAct(returnPiece, { refresh: [readReview, waitingForMe], said: t("已退回，起草人会收到理由", "Returned; the writers are told why") });
  const send = async (reason: string) => {
    const done = await act({ params: { pieceId: review.pieceId }, body: { editionNumber: review.editionNumber, stage, reason } });
    if (done) onDone?.();
    return done !== undefined;
  };
  return (
    <>
      <Button danger onClick={() => { setAsking(true); }}>{t("退回", "Return")}</Button>
      <ConfirmReason open={asking} danger title={t("退回修改？", "Return it?")} verb={t("退回", "Return")} consequence={t("起草人收到理由去改，改好再交一版；这一版不再往下走。", "The writers get your reason and submit a new edition; this one goes no further.")} presets={[t("事实要核实", "Facts to be verified"), t("口径与事实单不一致", "Not as the fact sheet"), t("措辞要改", "Wording")]} confirm={send} onClose={() => { setAsking(false); }} />
    </>
  );
}
