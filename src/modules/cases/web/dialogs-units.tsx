import { Input, Select } from "antd";
import { useState } from "react";
import { searchUnits } from "#modules/organisation/contract.ts";
import { useRead } from "#web/ask.ts";
import { Dialog, Field, InstantField, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { acknowledgeNotice, answerLead, guideUnit, involveUnit, recordLiaisonReceipt, tellDepartment, writeLiaisonNote, type CaseView, type NoticeView } from "../contract.ts";
import type { CaseDialog } from "./dialogs-way.tsx";
import { useCaseAct } from "./task.ts";
import { liaisonKindWords, noticeWords, sayTime, stageWords, wayWords } from "./words.ts";

/** Chooses an open unit by words; partners only, or all but partners. */
function UnitField({ partners, value, onChange }: { partners: boolean; value: string | undefined; onChange: (id: string) => void }) {
  const t = useT();
  const [words, setWords] = useState("");
  const { data = [] } = useRead(searchUnits, { query: { q: words, ...(partners ? { system: "partner" as const } : {}) } });
  return (
    <Field label={t("单位", "Unit")}>
      <Select<string> showSearch={{ filterOption: false, onSearch: setWords }} aria-label={t("单位", "Unit")} placeholder={t("写几个字找", "Type to find")} {...(value ? { value } : {})} onChange={onChange}
        options={data.filter((u) => partners || u.system !== "partner").map((u) => ({ value: u.id, label: u.name }))} />
    </Field>
  );
}

/** A unit takes part. */
export function Involve({ c, onClose }: CaseDialog) {
  const t = useT();
  const [unitId, setUnit] = useState<string | undefined>();
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useCaseAct(involveUnit, t("已告知，对方现在就看得到。", "Told; they see the case now."));
  const go = async () => { if (unitId && await act({ params: { caseId: c.id }, body: { unitId, reason } })) onClose(); };
  return (
    <Dialog title={t("请一家单位参与", "Let a unit take part")} verb={t("告知并请它参与", "Tell it")} missing={!unitId ? t("选单位", "Choose the unit") : [...reason.trim()].length < 2 ? t("写明为什么", "Say why") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("跨单位的舆情，系统会建议由省厅牵头，由省厅定。", "With more than one unit the department is proposed to lead; it decides.")}>
      <UnitField partners={false} value={unitId} onChange={setUnit} />
      <Words label={t("为什么请它", "Why")} hint={t("会写进告知", "stands in the notice")} value={reason} onChange={setReason} rows={2} />
    </Dialog>
  );
}

/** 通报单: prefilled with what is stored; the officer completes it. */
export function Tell({ c, now, onClose }: CaseDialog) {
  const t = useT();
  const released = c.releases.filter((r) => r.publishedAt).length;
  const [body, setBody] = useState(`${c.title}。${c.summary || "情况正在核实。"}现处于${stageWords[c.stage][0]}阶段，${c.concerns.length > 0 ? `归并关切 ${c.concerns.length} 项，` : ""}已公开发布 ${released} 篇。`);
  const { act, pending, refusal } = useCaseAct(tellDepartment, t("通报单送到省厅了。", "The report is with the department."));
  const clock = c.clocks.find((k) => k.code === "notify" && k.metAt === null && k.ended === null);
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { body } })) onClose(); };
  return (
    <Dialog title={t("舆情通报单", "Report to the department")} verb={t("送省厅", "Send it")} missing={[...body.trim()].length < 2 ? t("先写情况", "Write it first") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={clock ? t(`按${sayTime(t, clock.deadline, now)}前通报计时，送出即算，签收不是审批。`, `Due by ${sayTime(t, clock.deadline, now)}; sent is told, nobody's approval is asked.`) : t("送出即算通报，签收不是审批。", "Sent is told; nobody's approval is asked.")}>
      <Words label={t("通报内容", "What is reported")} value={body} onChange={setBody} rows={5} />
    </Dialog>
  );
}

/** 指导意见 of the department. */
export function Guide({ c, onClose }: CaseDialog) {
  const t = useT();
  const [body, setBody] = useState("");
  const { act, pending, refusal } = useCaseAct(guideUnit, t("指导意见发出了，等对方签收。", "Sent; it waits to be acknowledged."));
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { body } })) onClose(); };
  return (
    <Dialog title={t(`给${c.lead.shortName}的指导意见`, `Guidance to ${c.lead.shortName}`)} verb={t("发出", "Send")} missing={[...body.trim()].length < 2 ? t("先写意见", "Write it first") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Words label={t("指导意见", "Guidance")} value={body} onChange={setBody} rows={4} />
    </Dialog>
  );
}

/** 签收 for one's unit. */
export function Acknowledge({ c, notice, onClose }: CaseDialog & { notice: NoticeView }) {
  const t = useT();
  const [remark, setRemark] = useState("");
  const { act, pending, refusal } = useCaseAct(acknowledgeNotice, t("已签收。", "Acknowledged."));
  const go = async () => { if (await act({ params: { caseId: c.id, noticeId: notice.id }, body: { remark } })) onClose(); };
  return (
    <Dialog title={t(`签收${noticeWords[notice.kind][0]}`, `Acknowledge: ${noticeWords[notice.kind][1]}`)} verb={t("签收", "Acknowledge")} missing={null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("签收只说明您单位知道了，不是同意或不同意。", "It says that your unit knows; it neither agrees nor forbids.")}>
      <p className="case-words">{notice.body}</p>
      <Words label={t("附言", "Remark")} hint={t("可以不写", "may stay empty")} value={remark} onChange={setRemark} rows={2} />
    </Dialog>
  );
}

/** The department's answer to the proposal. */
export function AnswerLead({ c, accept, onClose }: CaseDialog & { accept: boolean }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useCaseAct(answerLead, accept ? t("由省厅牵头了。", "The department leads.") : t("已答复，记入经过。", "Answered; kept in the course."));
  const title = accept ? t("由省厅牵头应对", "The department leads") : c.proposal?.state === "open" ? t("不牵头", "Decline") : t("交回事件单位牵头", "Hand the lead back");
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { accept, reason } })) onClose(); };
  return (
    <Dialog title={title} verb={title} missing={!accept && [...reason.trim()].length < 2 ? t("写明理由", "Give the reason") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("舆情应对牵头和宣传报道牵头是两回事，报道仍由事件单位负责。", "The response and the publicity have different leads; publicity stays with the unit.")}>
      <Words label={t("理由", "Reason")} {...(accept ? { hint: t("可以不写", "may stay empty") } : {})} value={reason} onChange={setReason} rows={2} />
    </Dialog>
  );
}

/** 联络函. */
export function Letter({ c, onClose }: CaseDialog) {
  const t = useT();
  const [draft, setDraft] = useState({ kind: "inform" as CaseView["liaisonNotes"][number]["kind"], personName: "", personPost: "", body: "", way: "official-document" as CaseView["liaisonNotes"][number]["way"] });
  const [unitId, setUnit] = useState<string | undefined>();
  const { act, pending, refusal } = useCaseAct(writeLiaisonNote, t("联络函记下了，收到回音后记签收。", "Written down; record the receipt when it comes."));
  const set = (part: Partial<typeof draft>) => { setDraft({ ...draft, ...part }); };
  const missing = !unitId ? t("选单位", "Choose the unit") : draft.personName.trim() === "" ? t("写明收函人", "Name who gets it") : [...draft.body.trim()].length < 2 ? t("先写内容", "Write it first") : null;
  const go = async () => { if (unitId && await act({ params: { caseId: c.id }, body: { ...draft, unitId } })) onClose(); };
  return (
    <Dialog title={t("联络函", "Liaison note")} verb={t("发出并记下", "Write it down")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("只用来通报情况、商请核实、协助发布、提供权威信息，不要求删除任何人的内容。", "To inform, verify, help publish or give facts; never to have anything deleted.")}>
      <Field label={t("为了什么", "For what")}><Select aria-label={t("为了什么", "For what")} value={draft.kind} onChange={(kind) => { set({ kind }); }} options={Object.entries(liaisonKindWords).map(([value, w]) => ({ value: value as typeof draft.kind, label: t(...w) }))} /></Field>
      <UnitField partners value={unitId} onChange={setUnit} />
      <div className="form-pair"><Field label={t("收函人", "To whom")}><Input value={draft.personName} maxLength={40} onChange={(e) => { set({ personName: e.target.value }); }} /></Field><Field label={t("职务", "Post")}><Input value={draft.personPost} maxLength={60} onChange={(e) => { set({ personPost: e.target.value }); }} /></Field></div>
      <Words label={t("内容", "Text")} value={draft.body} onChange={(body) => { set({ body }); }} rows={4} max={2000} />
      <Field label={t("怎么送的", "Handed over")}><Select aria-label={t("怎么送的", "Handed over")} value={draft.way} onChange={(way) => { set({ way }); }} options={Object.entries(wayWords).map(([value, w]) => ({ value: value as typeof draft.way, label: t(...w) }))} /></Field>
    </Dialog>
  );
}

/** The receipt of a 联络函, as it was told to one of us. */
export function Receipt({ c, note, onClose }: CaseDialog & { note: CaseView["liaisonNotes"][number] }) {
  const t = useT();
  const [personName, setName] = useState(note.personName);
  const [at, setAt] = useState<string | null>(() => new Date().toISOString());
  const [remark, setRemark] = useState("");
  const { act, pending, refusal } = useCaseAct(recordLiaisonReceipt, t("签收记下了。", "Recorded."));
  const go = async () => { if (at && await act({ params: { caseId: c.id, noteId: note.id }, body: { personName, at, remark } })) onClose(); };
  return (
    <Dialog title={t(`${note.unitName}签收`, `Receipt by ${note.unitName}`)} verb={t("记下", "Record")} missing={personName.trim() === "" ? t("写明签收人", "Name who had it") : at === null ? t("写明时间", "Give the time") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("对方不用本系统，由您代记；您的名字一并留下。", "They do not use this system; your name is kept as the one who recorded it.")}>
      <Field label={t("签收人", "Acknowledged by")}><Input value={personName} maxLength={40} onChange={(e) => { setName(e.target.value); }} /></Field>
      <InstantField label={t("签收时间", "At")} value={at} onChange={setAt} />
      <Words label={t("附言", "Remark")} value={remark} onChange={setRemark} rows={2} />
    </Dialog>
  );
}
