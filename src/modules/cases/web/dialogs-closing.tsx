import { Button, Input, Radio, Select } from "antd";
import { useState } from "react";
import { Dialog, Field, InstantField, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { decidePress, fileDebrief, recordPress, tickTask, type TaskView } from "../contract.ts";
import type { CaseDialog } from "./dialogs-way.tsx";
import { useCaseAct } from "./task.ts";

/** Ticks a line of the plan, finds it needless, or opens it again. */
export function Tick({ c, task, state, onClose }: CaseDialog & { task: TaskView; state: "open" | "done" | "not-needed" }) {
  const t = useT();
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useCaseAct(tickTask, t("记下了。", "Noted."));
  const verb = state === "done" ? t("办了", "Done") : state === "not-needed" ? t("不需要", "Not needed") : t("重新办", "Open again");
  const go = async () => { if (await act({ params: { caseId: c.id, taskId: task.id }, body: { state, note } })) onClose(); };
  return (
    <Dialog title={t(task.words, task.wordsEn ?? task.words)} verb={verb} missing={state !== "done" && note.trim() === "" ? t("写一句为什么", "Say why") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Words label={t("说明", "Note")} hint={state === "done" ? t("怎么办的，可以不写", "how it was done; may stay empty") : t("必填", "required")} value={note} onChange={setNote} rows={2} />
    </Dialog>
  );
}

type Speaker = { name: string; post: string };

/** Hold or not, with the reason; to hold one names time, place and speakers. */
export function DecidePress({ c, onClose }: CaseDialog) {
  const t = useT();
  const [hold, setHold] = useState(true);
  const [reason, setReason] = useState("");
  const [plannedAt, setAt] = useState<string | null>(null);
  const [place, setPlace] = useState("");
  const [speakers, setSpeakers] = useState<Speaker[]>([{ name: "", post: "" }]);
  const { act, pending, refusal } = useCaseAct(decidePress, t("定了，记入经过。", "Decided; kept in the course."));
  const named = speakers.filter((s) => s.name.trim() !== "");
  const missing = reason.trim() === "" ? t("写明理由", "Give the reason") : hold && (plannedAt === null || place.trim() === "") ? t("写明时间和地点", "Give time and place") : hold && named.length === 0 ? t("写明发布人", "Name who speaks") : null;
  const change = (i: number, part: Partial<Speaker>) => { setSpeakers(speakers.map((s, n) => (n === i ? { ...s, ...part } : s))); };
  const go = async () => { if (await act({ params: { caseId: c.id }, body: { hold, reason, plannedAt, place, speakers: hold ? named : [] } })) onClose(); };
  return (
    <Dialog title={t("开不开新闻发布会", "Press conference")} verb={hold ? t("定：召开", "Hold it") : t("定：不召开", "Do not hold it")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("视情召开。不开也写理由，24 小时时限换成这句理由，不算完成。", "As the case demands. A no has its reason; it ends the clock without meeting it.")}>
      <Radio.Group aria-label={t("开不开", "Hold it?")} value={hold} onChange={(e) => { setHold(e.target.value as boolean); }} options={[{ value: true, label: t("召开", "Hold") }, { value: false, label: t("不召开", "Do not hold") }]} />
      {hold && <InstantField label={t("时间", "Time")} value={plannedAt} onChange={setAt} />}
      {hold && <Field label={t("地点", "Place")}><Input value={place} maxLength={80} onChange={(e) => { setPlace(e.target.value); }} /></Field>}
      {hold && speakers.map((s, i) => <div key={i} className="form-pair"><Field label={t("发布人", "Speaker")}><Input value={s.name} maxLength={40} onChange={(e) => { change(i, { name: e.target.value }); }} /></Field><Field label={t("职务", "Post")}><Input value={s.post} maxLength={60} onChange={(e) => { change(i, { post: e.target.value }); }} /></Field></div>)}
      {hold && <div><Button size="small" onClick={() => { setSpeakers([...speakers, { name: "", post: "" }]); }}>{t("再加一位", "One more")}</Button></div>}
      <Words label={t("理由", "Reason")} value={reason} onChange={setReason} rows={2} />
    </Dialog>
  );
}

type Answered = { question: string; answer: string; concernId: string | null };

/** That it was held, with where its record is or what was answered there. */
export function Held({ c, onClose }: CaseDialog) {
  const t = useT();
  const [at, setAt] = useState<string | null>(() => new Date().toISOString());
  const [link, setLink] = useState("");
  const [answers, setAnswers] = useState<Answered[]>([]);
  const { act, pending, refusal } = useCaseAct(recordPress, t("记下了，时限按召开时间判定。", "Recorded; the clock is judged by when it was held."));
  const given = answers.filter((a) => a.question.trim() !== "" && a.answer.trim() !== "");
  const change = (i: number, part: Partial<Answered>) => { setAnswers(answers.map((a, n) => (n === i ? { ...a, ...part } : a))); };
  const go = async () => { if (at && await act({ params: { caseId: c.id }, body: { at, recordLink: link.trim() || null, answers: given } })) onClose(); };
  return (
    <Dialog title={t("发布会已召开", "It was held")} verb={t("记下", "Record")} missing={at === null ? t("写明时间", "Give the time") : link.trim() === "" && given.length === 0 ? t("要有实录链接，或至少一条问答", "A link, or one answer") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <InstantField label={t("召开时间", "Held at")} value={at} onChange={setAt} />
      <Field label={t("实录链接", "Link to its record")}><Input value={link} inputMode="url" placeholder="https://" maxLength={500} onChange={(e) => { setLink(e.target.value); }} /></Field>
      {answers.map((a, i) => (
        <div key={i} className="case-answer">
          <Field label={t(`第 ${i + 1} 问`, `Question ${i + 1}`)}><Input value={a.question} maxLength={200} onChange={(e) => { change(i, { question: e.target.value }); }} /></Field>
          <Words label={t("答", "Answer")} value={a.answer} onChange={(answer) => { change(i, { answer }); }} rows={2} />
          {c.concerns.length > 0 && <Field label={t("是哪项关切", "Which concern")}><Select<string> allowClear aria-label={t("是哪项关切", "Which concern")} {...(a.concernId ? { value: a.concernId } : {})} onChange={(id?: string) => { change(i, { concernId: id ?? null }); }} options={c.concerns.map((n) => ({ value: n.id, label: n.question }))} /></Field>}
        </div>
      ))}
      <div><Button size="small" onClick={() => { setAnswers([...answers, { question: "", answer: "", concernId: null }]); }}>{t("加一条问答", "Add a question")}</Button></div>
    </Dialog>
  );
}

/** The debrief; figures are computed and kept with it. */
export function FileDebrief({ c, onClose }: CaseDialog) {
  const t = useT();
  const [draft, setDraft] = useState({ summary: "", lessons: "", improvements: "" });
  const set = (part: Partial<typeof draft>) => { setDraft({ ...draft, ...part }); };
  const { act, pending, refusal } = useCaseAct(fileDebrief, t("评估写好了，可以归档。", "Filed; it may be archived."));
  const missed = c.clocks.filter((k) => k.missed).length;
  const go = async () => { if (await act({ params: { caseId: c.id }, body: draft })) onClose(); };
  return (
    <Dialog title={t("评估", "Debrief")} verb={t("存入案例", "File it")} missing={[...draft.summary.trim()].length < 2 ? t("先写总体评价", "Write the summary") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}
      why={t(`系统会一并存下：发布 ${c.releases.filter((r) => r.publishedAt).length} 次、前后热度、时限超过 ${missed} 个、按时答复 ${c.inTime.inTime} / ${c.inTime.asked}。`, `Kept with it: ${c.releases.filter((r) => r.publishedAt).length} releases with the heat around them, ${missed} clocks missed, ${c.inTime.inTime} of ${c.inTime.asked} answered in time.`)}>
      <Words label={t("总体评价", "Summary")} value={draft.summary} onChange={(summary) => { set({ summary }); }} rows={3} max={2000} />
      <Words label={t("经验教训", "Lessons")} value={draft.lessons} onChange={(lessons) => { set({ lessons }); }} rows={3} max={2000} />
      <Words label={t("改进措施", "To be mended")} value={draft.improvements} onChange={(improvements) => { set({ improvements }); }} rows={2} max={2000} />
    </Dialog>
  );
}
