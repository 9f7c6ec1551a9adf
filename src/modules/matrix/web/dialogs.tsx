import { Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Dialog, Field, WhyNot, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { addFinding, enterReading, fetchReading, listFindings, readFile, readMatrix, saveFile, type FileView } from "../contract.ts";
import type { Counts } from "../rules/reading.ts";
import { countWords } from "./words.ts";

const refresh = [readFile, readMatrix, listFindings];
type One = { file: FileView; onClose: () => void };

/** Who an account is certified as, until when; and that its closing was filed. */
export function FileDialog({ file, onClose }: One) {
  const t = useT();
  const [draft, setDraft] = useState({ certifiedAs: file.certifiedAs, certifiedUntil: file.certifiedUntil ?? "", openedOn: file.openedOn ?? "", closingFiledOn: file.closingFiledOn ?? "", closingNumber: file.closingNumber });
  const { act, pending, refusal } = useAct(saveFile, { refresh, inline: true, said: t("存好了，下次检查按新的看。", "Saved; the next inspection goes by it.") });
  const set = (part: Partial<typeof draft>) => { setDraft({ ...draft, ...part }); };
  const go = async () => { if (await act({ params: { accountId: file.id }, body: { ...draft, certifiedUntil: draft.certifiedUntil || null, openedOn: draft.openedOn || null, closingFiledOn: draft.closingFiledOn || null } })) onClose(); };
  return (
    <Dialog title={t("备案和认证", "Registration")} verb={t("存好", "Save")} missing={null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("备案号和管理人在“账号设置”里改。", "Number and keepers are changed under Settings.")}>
      <Field label={t("认证主体", "Certified as")} hint={t("平台上显示的认证单位", "the unit the platform shows")}><Input value={draft.certifiedAs} maxLength={80} onChange={(e) => { set({ certifiedAs: e.target.value }); }} /></Field>
      <div className="form-pair">
        <Field label={t("认证有效到", "Certified until")} hint={t("没有期限就空着", "empty: no end")}><Input type="date" value={draft.certifiedUntil} onChange={(e) => { set({ certifiedUntil: e.target.value }); }} /></Field>
        <Field label={t("开通日期", "Opened on")}><Input type="date" value={draft.openedOn} onChange={(e) => { set({ openedOn: e.target.value }); }} /></Field>
      </div>
      {file.state === "closed" && <div className="form-pair"><Field label={t("注销备案日期", "Closing filed on")}><Input type="date" value={draft.closingFiledOn} onChange={(e) => { set({ closingFiledOn: e.target.value }); }} /></Field><Field label={t("备案文号", "Number")}><Input value={draft.closingNumber} maxLength={60} onChange={(e) => { set({ closingNumber: e.target.value }); }} /></Field></div>}
    </Dialog>
  );
}

/** What a person found, which no machine can see. */
export function FoundByHand({ file, onClose }: One) {
  const t = useT();
  const [code, setCode] = useState<"no-interaction" | "bought-fans" | "leak">("no-interaction");
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useAct(addFinding, { refresh, inline: true, said: t("记下了，管理人已被提醒。", "Written down; the owner was called.") });
  const go = async () => { if (await act({ params: { accountId: file.id }, body: { code, note: note.trim() } })) onClose(); };
  return (
    <Dialog title={t("记一个检查发现的问题", "Write down a finding")} verb={t("记下", "Write it down")} missing={[...note.trim()].length < 2 ? t("写明依据", "Say what it rests on") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("系统看不出来的三种，由检查的人记；都是一票否决。", "Three that no machine sees; each is a veto.")}>
      <Field label={t("什么问题", "What")}><Select aria-label={t("什么问题", "What")} value={code} onChange={setCode} options={file.byHand.map((one) => ({ value: one.code as typeof code, label: t(one.check.zh, one.check.en) }))} /></Field>
      <Words label={t("依据", "What it rests on")} hint={t("看到了什么、什么时候、有什么证据；不写个人", "what was seen, when, with what proof; no persons")} value={note} onChange={setNote} rows={3} max={300} />
    </Dialog>
  );
}

/** A period's own numbers by hand. */
export function EnterReading({ file, onClose }: One) {
  const t = useT();
  const [period, setPeriod] = useState({ from: "", to: "" });
  const [counts, setCounts] = useState(() => Object.fromEntries(countWords.map(([key]) => [key, 0])) as Counts);
  const { act, pending, refusal } = useAct(enterReading, { refresh, inline: true, said: t("存好了。", "Saved.") });
  const fetched = useAct(fetchReading, { refresh, inline: true, said: t("从平台读来了。", "Read from the platform.") });
  const ask = async () => { if (await fetched.act({ params: { accountId: file.id }, body: period })) onClose(); };
  const go = async () => { if (await act({ params: { accountId: file.id }, body: { ...period, ...counts } })) onClose(); };
  return (
    <Dialog title={t("填一期数据", "Enter numbers")} verb={t("存好", "Save")} missing={period.from === "" || period.to === "" ? t("写明从哪天到哪天", "Give the period") : null} pending={pending} refusal={refusal ?? fetched.refusal} onDo={() => { void go(); }} onClose={onClose} why={t("照平台后台抄。同一段时间再填一次会替换。", "Copied from the platform; the same period again replaces them.")}>
      <div className="form-pair"><Field label={t("开始日", "From")}><Input type="date" value={period.from} onChange={(e) => { setPeriod({ ...period, from: e.target.value }); }} /></Field><Field label={t("结束日", "To")}><Input type="date" value={period.to} onChange={(e) => { setPeriod({ ...period, to: e.target.value }); }} /></Field></div>
      {file.mayFetch && <div><WhyNot quiet loading={fetched.pending} why={period.from === "" || period.to === "" ? t("先写明时间段", "Give the period first") : null} onClick={() => { void ask(); }}>{t("从平台读这段时间", "Read this period from the platform")}</WhyNot></div>}
      <div className="form-pair">{countWords.map(([key, word]) => <Field key={key} label={t(...word)}><InputNumber aria-label={t(...word)} min={0} max={1e12} precision={0} value={counts[key]} onChange={(value) => { setCounts({ ...counts, [key]: value ?? 0 }); }} /></Field>)}</div>
    </Dialog>
  );
}
