import { Button, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { chase, readReview, reassign, waitingForMe, withdrawPiece, type ReviewView } from "../contract.ts";
import { stageWord } from "./words.ts";

const under = (review: ReviewView): boolean => ["first", "second", "final", "cosign"].includes(review.stage ?? "");

/** 催一下, 改派, 撤回: what is done about waiting; only while the edition is on its way, grey buttons say why. */
export function OtherActs({ review }: { review: ReviewView }) {
  const t = useT();
  const [open, setOpen] = useState<"withdraw" | "reassign" | null>(null);
  const remind = useAct(chase, { refresh: [readReview], said: t("已提醒，对方会收到消息", "They were reminded") });
  const withdraw = useAct(withdrawPiece, { refresh: [readReview, waitingForMe], said: t("已撤回，可以接着改", "Withdrawn; you can go on writing") });
  if (!under(review)) return null;
  const mine = review.may.withdraw?.code !== "review.not-your-piece" || review.may.chase?.code !== "review.not-your-piece";
  return (
    <div className="row wrap review-acts">
      {mine && <WhyNot quiet size="small" why={review.may.chase} loading={remind.pending} onClick={() => { void remind.act({ params: { pieceId: review.pieceId } }); }}>{t("催一下", "Remind")}</WhyNot>}
      {review.may.reassign === null && <Button size="small" onClick={() => { setOpen("reassign"); }}>{t("改派", "Reassign")}</Button>}
      {mine && <WhyNot quiet size="small" why={review.may.withdraw} onClick={() => { setOpen("withdraw"); }}>{t("撤回", "Withdraw")}</WhyNot>}
      <ConfirmReason open={open === "withdraw"} danger title={t("撤回这一版？", "Withdraw this edition?")} verb={t("撤回", "Withdraw")} consequence={t("在等的人不用再看，已有的签名作废；改好要从头交审。", "Nobody needs to look any more, signatures on it are void; it is submitted anew.")} presets={[t("还要改", "Still to be changed"), t("情况有变", "Things have changed")]} confirm={async (reason) => (await withdraw.act({ params: { pieceId: review.pieceId }, body: { reason } })) !== undefined} onClose={() => { setOpen(null); }} />
      <Reassign review={review} open={open === "reassign"} onClose={() => { setOpen(null); }} />
    </div>
  );
}

function Reassign({ review, open, onClose }: { review: ReviewView; open: boolean; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [personId, setPersonId] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useAct(reassign, { refresh: [readReview, waitingForMe], inline: true, said: t("已改派，新的同事会收到通知", "Reassigned; the colleague is told") });
  const stage = review.stage === "second" || review.stage === "final" ? review.stage : "first";
  const send = async () => { if (personId && (await act({ params: { pieceId: review.pieceId }, body: { stage, personId, reason: reason.trim() } }))) onClose(); };
  const why = !personId ? t("先选一位同事", "Choose a colleague") : reason.trim().length < 2 ? { code: "review.reason-missing" } : null;
  return (
    <Modal open={open} title={t(`请谁来${stageWord(stage)[0]}`, `Who does the ${stageWord(stage)[1].toLowerCase()}`)} onCancel={onClose} footer={null}>
      <div className="stack">
        {review.colleagues.length === 0 && <p className="fault">{t("本单位没有别的同事任这个岗位。请系统管理员任命，或由本人委托。", "Nobody else in the unit holds the post. Have somebody appointed, or let the holder delegate it.")}</p>}
        <div><label htmlFor={`${id}-who`}><b>{t("同事", "Colleague")}</b></label><Select id={`${id}-who`} style={{ width: "100%" }} value={personId} onChange={setPersonId} options={review.colleagues.map((c) => ({ value: c.id, label: c.name }))} /></div>
        <div><label htmlFor={`${id}-why`}><b>{t("理由", "Reason")}</b></label><Input id={`${id}-why`} value={reason} maxLength={500} placeholder={t("出差、休假、回避……", "Away, on leave, recused …")} onChange={(e) => { setReason(e.target.value); }} /></div>
        <Refused problem={refusal} />
        <div><WhyNot type="primary" why={why} loading={pending} onClick={() => { void send(); }}>{t("改派", "Reassign")}</WhyNot></div>
      </div>
    </Modal>
  );
}
