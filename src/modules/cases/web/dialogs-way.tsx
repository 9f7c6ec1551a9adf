import { Radio, Select } from "antd";
import { useState } from "react";
import { readFacts } from "#modules/organisation/contract.ts";
import { Grade, type Grade as Level } from "#kernel/urgency.ts";
import { useRead } from "#web/ask.ts";
import { ConfirmReason, Dialog, Field, InstantField, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { assignCase, changeSummary, chooseT0, dismissCase, gradeCase, moveCase, sendBack, type CaseView } from "../contract.ts";
import { useCaseAct } from "./task.ts";
import { gradeWords, sayLoose, sayTime, stageWords, t0Words } from "./words.ts";

/** What every dialog of a case is given. */
export type CaseDialog = { c: CaseView; now: Date; onClose: () => void };

/** One stage on, with a note; what is still open is said and does not stop it. */
export function Move({ c, onClose }: CaseDialog) {
  const t = useT();
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useCaseAct(moveCase, t("办到下一步了，记入经过。", "Taken on; kept in the course."));
  const to = c.nextStage ? t(...stageWords[c.nextStage]) : "";
  const loose = sayLoose(t, c.loose);
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { from: c.stage, note } })) onClose(); };
  return (
    <Dialog title={t(`转入${to}`, `To ${to}`)} verb={t(`转入${to}`, `To ${to}`)} missing={[...note.trim()].length < 2 ? t("写一句办到哪里了", "Say in a sentence how far it is") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      {loose.length > 0 && <p className="case-loose">{t(`还没了结：${loose.join("，")}。可以往下办，请在说明里写一句为什么。`, `Still open: ${loose.join(", ")}. It may go on; say why in the note.`)}</p>}
      <Words label={t("说明", "Note")} hint={t("必填，记入经过", "required, kept in the course")} value={note} onChange={setNote} />
    </Dialog>
  );
}

/** Back to a stage behind, with a reason. */
export function Back({ c, onClose }: CaseDialog) {
  const t = useT();
  const [to, setTo] = useState(c.stagesBehind.at(-1) ?? c.stage);
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useCaseAct(sendBack, t("退回了，记入经过。", "Sent back; kept in the course."));
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { to, reason } })) onClose(); };
  return (
    <Dialog title={t("退回前面的环节", "Send it back")} verb={t("退回", "Send back")} missing={[...reason.trim()].length < 2 ? t("写明理由", "Give the reason") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("退到哪一步", "To which stage")}><Select aria-label={t("退到哪一步", "To which stage")} value={to} onChange={setTo} options={c.stagesBehind.map((stage) => ({ value: stage, label: t(...stageWords[stage]) }))} /></Field>
      <Words label={t("理由", "Reason")} value={reason} onChange={setReason} />
    </Dialog>
  );
}

/** Groundless: closed with a reason. */
export function Dismiss({ c, onClose }: CaseDialog) {
  const t = useT();
  const { act } = useCaseAct(dismissCase, t("不立案，记入经过。", "Dismissed; kept in the course."));
  return <ConfirmReason open title={t("不立案？", "Dismiss it?")} verb={t("不立案", "Dismiss")} consequence={t("核实后没有这回事才不立案；以后可以由签发人退回监测再办。", "Only when it proved groundless; a signer may open it again.")} presets={[t("外地旧闻", "Old news from elsewhere"), t("与本单位职责无关", "Not this unit's field")]} confirm={async (reason) => (await act({ params: { caseId: c.id }, body: { reason } })) !== undefined} onClose={onClose} />;
}

/** The grade with reason and basis; thresholds of the province stand beside as a help. */
export function GradeIt({ c, onClose }: CaseDialog) {
  const t = useT();
  const [grade, setGrade] = useState<Level | null>(null);
  const [reason, setReason] = useState("");
  const [basis, setBasis] = useState("");
  const facts = useRead(readFacts, {}).data?.facts;
  const { act, pending, refusal } = useCaseAct(gradeCase, t("定好了：清单、时限、通报和牵头建议都按新级别重算。", "Graded: checklist, clocks, report and lead were worked out anew."));
  const missing = grade === null ? t("选级别", "Choose the grade") : [...reason.trim()].length < 2 ? t("写明理由", "Give the reason") : [...basis.trim()].length < 2 ? t("写明依据", "Say what it rests on") : null;
  const go = async () => { if (grade && await act({ params: { caseId: c.id }, body: { grade, reason, basis } })) onClose(); };
  return (
    <Dialog title={c.grade ? t("改级", "Regrade") : t("定级", "Grade it")} verb={c.grade ? t("改级", "Regrade") : t("定级", "Grade it")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t("Ⅰ、Ⅱ级：5 小时首发、24 小时发布会；Ⅲ、Ⅳ级：48 小时回应。总队和支队的事件同时起算通报时限。", "Ⅰ and Ⅱ: 5 h and 24 h; Ⅲ and Ⅳ: 48 h. For a corps the time to tell the department runs too.")}>
      <Radio.Group aria-label={t("级别", "Grade")} value={grade} onChange={(e) => { setGrade(e.target.value as Level); }} options={Grade.options.map((value) => ({ value, label: t(...gradeWords[value]), disabled: value === c.grade }))} />
      <Words label={t("理由", "Reason")} value={reason} onChange={setReason} rows={2} />
      <Words label={t("依据", "What it rests on")} value={basis} onChange={setBasis} rows={2} placeholder={t("本单位预案第几条，或哪项标准", "the clause of the plan or the standard")} />
      {facts && facts.eventGrades.length > 0 && <details className="case-help"><summary>{t("事故等级标准", "Thresholds of events")}</summary><ul className="t12 i2">{facts.eventGrades.map((g) => <li key={`${g.event} ${g.measure}`}>{t(`${g.name}：${g.red}${g.unit}以上Ⅰ，${g.orange}以上Ⅱ，${g.yellow}以上Ⅲ（${g.source ?? ""}）`, `${g.name}, ${g.measure}: ${g.red} / ${g.orange} / ${g.yellow} ${g.unit} (${g.source ?? ""})`)}</li>)}</ul></details>}
    </Dialog>
  );
}

/** Another T0, with a reason; the clocks move and what was missed stays missed. */
export function ChooseT0({ c, now, onClose }: CaseDialog) {
  const t = useT();
  const [kind, setKind] = useState(c.t0.kind);
  const [at, setAt] = useState<string | null>(c.t0.at);
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useCaseAct(chooseT0, t("起点改了，时限跟着走。", "T0 was changed; the clocks moved."));
  const go = async () => { if (at && await act({ params: { caseId: c.id }, body: { kind, at, reason } })) onClose(); };
  return (
    <Dialog title={t("改计时起点", "Change T0")} verb={t("改起点", "Change it")} missing={at === null ? t("写明时间", "Give the time") : [...reason.trim()].length < 2 ? t("写明理由", "Give the reason") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t(`现在取${t0Words[c.t0.kind][0]} ${sayTime(t, c.t0.at, now)}。所有时限跟着移动；已经超时的，记录里仍是超时。`, `Now ${t0Words[c.t0.kind][1]}, ${sayTime(t, c.t0.at, now)}. All clocks move with it; what was missed stays missed.`)}>
      <Radio.Group aria-label={t("取什么", "What T0 is")} value={kind} onChange={(e) => { setKind(e.target.value as CaseView["t0"]["kind"]); }} options={(["event", "discovery", "onset"] as const).map((value) => ({ value, label: t(...t0Words[value]) }))} />
      <InstantField label={t("时间", "Time")} value={at} onChange={setAt} />
      <Words label={t("理由", "Reason")} value={reason} onChange={setReason} rows={2} />
    </Dialog>
  );
}

/** Gives the case to a colleague. */
export function Assign({ c, onClose }: CaseDialog) {
  const t = useT();
  const [personId, setPerson] = useState<string | undefined>();
  const { act, pending, refusal } = useCaseAct(assignCase, t("交过去了，对方会收到提醒。", "Given; they are told."));
  const groups = c.officers.filter((o) => o.unitId === c.unit.unitId || o.unitId === c.lead.unitId).map((o) => ({ label: o.unitName, options: o.people.map((p) => ({ value: p.id, label: p.name })) }));
  const go = async () => { if (personId && await act({ params: { caseId: c.id }, body: { personId } })) onClose(); };
  return (
    <Dialog title={t("交给别人承办", "Give it to a colleague")} verb={t("交给这位", "Give it")} missing={personId ? null : t("选承办人", "Choose who")} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("承办人", "Officer")} hint={t("时限提醒先叫承办人", "clocks call this person first")}><Select<string> aria-label={t("承办人", "Officer")} {...(personId ? { value: personId } : {})} onChange={setPerson} options={groups} /></Field>
    </Dialog>
  );
}

/** What is verified so far. */
export function Summarise({ c, onClose }: CaseDialog) {
  const t = useT();
  const [summary, setSummary] = useState(c.summary);
  const { act, pending, refusal } = useCaseAct(changeSummary, t("写上了。", "Written."));
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { summary } })) onClose(); };
  return (
    <Dialog title={t("已核实的情况", "What is verified")} verb={t("写上", "Write it")} missing={[...summary.trim()].length < 2 ? t("先写情况", "Write it first") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("只写核实过的。内部使用，快报和专报会引用，不会公开。", "Only what is verified. For inside use and for reports; never public.")}>
      <Words label={t("情况", "Situation")} value={summary} onChange={setSummary} rows={5} />
    </Dialog>
  );
}
