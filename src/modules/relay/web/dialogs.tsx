import { Input } from "antd";
import { useState } from "react";
import { quoted } from "#kernel/quotes.ts";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Dialog, Field, InstantField } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { declareUnable, listOrders, readOrder, reportRelay, returnRelay, withdrawOrder, type OrderView, type TargetView } from "../contract.ts";

/** What a person is about to do. */
export type Task = { kind: "report" | "unable" | "return"; target: TargetView } | { kind: "withdraw" };

const refresh = [readOrder, listOrders];
type One = { order: OrderView; target: TargetView; onClose: () => void };

/** The link and the time of a relay. */
export function ReportDialog({ order, target, onClose }: One) {
  const t = useT();
  const [link, setLink] = useState("");
  const [at, setAt] = useState<string | null>(() => new Date().toISOString());
  const { act, pending, refusal } = useAct(reportRelay, { refresh, inline: true, said: t("报上去了，等下发单位核验。", "Reported; the unit that asked verifies it.") });
  const missing = !/^https?:\/\/\S+$/.test(link.trim()) ? t("贴上转发后的链接", "Paste the link of the relay") : at === null ? t("写明发出时间", "Give the time") : null;
  const go = async () => { if (at && await act({ params: { orderId: order.id, targetId: target.id }, body: { link: link.trim(), at } })) onClose(); };
  return (
    <Dialog title={t(`报${quoted(target.accountName)}的转发`, `Report the relay of ${target.accountName}`)} verb={t("报上去", "Report")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("转发要带原稿的发布单位，不改字；链接要能打开。", "A relay names the issuing units and changes no word; the link must open.")}>
      <Field label={t("链接", "Link")}><Input value={link} maxLength={500} inputMode="url" placeholder="https://" onChange={(e) => { setLink(e.target.value); }} /></Field>
      <InstantField label={t("发出时间", "Went out at")} value={at} onChange={setAt} />
    </Dialog>
  );
}

/** An account that cannot relay. */
export function CannotDialog({ order, target, onClose }: One) {
  const t = useT();
  const { act } = useAct(declareUnable, { refresh, said: t("记下了，下发单位看得到原因。", "Noted; the unit that asked sees why.") });
  return <ConfirmReason open title={t(`${quoted(target.accountName)}转发不了`, `${target.accountName} cannot relay`)} verb={t("记下", "Note it")} consequence={t("这一路不再催，算作没有转发。", "It is chased no more and counts as not relayed.")} onClose={onClose}
    confirm={async (reason) => (await act({ params: { orderId: order.id, targetId: target.id }, body: { reason } })) !== undefined} />;
}

/** A report sent back. */
export function ReturnDialog({ order, target, onClose }: One) {
  const t = useT();
  const { act } = useAct(returnRelay, { refresh, said: t("退回了，对方已被提醒。", "Sent back; they were called.") });
  return <ConfirmReason open title={t(`退回${quoted(target.accountName)}的链接`, `Send back the link of ${target.accountName}`)} verb={t("退回", "Send back")} consequence={t("对方要重新转发或换链接。", "They relay anew or give another link.")} presets={[t("链接打不开", "The link does not open"), t("内容和原稿不一致", "It differs from the original"), t("没有注明发布单位", "The issuing units are not named")]} onClose={onClose}
    confirm={async (reason) => (await act({ params: { orderId: order.id, targetId: target.id }, body: { reason } })) !== undefined} />;
}

/** An order taken back. */
export function WithdrawDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const t = useT();
  const { act } = useAct(withdrawOrder, { refresh, said: t("收回了。", "Withdrawn.") });
  return <ConfirmReason open title={t("收回这道转发令", "Withdraw this order")} verb={t("收回", "Withdraw")} consequence={t("还没有转发的不用再转；已经转发的留着，照样核验。", "Who has not relayed is let go; what was relayed stays and can still be verified.")} onClose={onClose}
    confirm={async (reason) => (await act({ params: { orderId: order.id }, body: { reason } })) !== undefined} />;
}
