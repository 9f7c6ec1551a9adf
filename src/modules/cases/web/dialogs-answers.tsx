import { Input, InputNumber, Radio, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { listPieces } from "#modules/content/contract.ts";
import { readTopic, type AnswerLine } from "#modules/opinion/contract.ts";
import { Answers } from "#modules/opinion/web/index.tsx";
import { readFacts } from "#modules/organisation/contract.ts";
import { useRead } from "#web/ask.ts";
import { ConfirmReason, Dialog, Field, InstantField, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { addConcern, countConcern, draftRelease, linkAnswer, linkRelease, unlinkRelease, writeDebunk, type CaseView, type ConcernView } from "../contract.ts";
import type { CaseDialog } from "./dialogs-way.tsx";
import { useCaseAct } from "./task.ts";
import { concernKindWords, verdictWords } from "./words.ts";

const unitsOf = (c: CaseView) => c.officers.map((o) => ({ value: o.unitId, label: o.unitName }));

/** What people ask, with who answers. */
export function AddConcern({ c, now, onClose }: CaseDialog) {
  const t = useT();
  const [draft, setDraft] = useState({ question: "", kind: "question" as ConcernView["kind"], count: 1, askedAt: now.toISOString() as string | null, unitId: c.unit.unitId, personId: "" });
  const { act, pending, refusal } = useCaseAct(addConcern, t("记下了，答复人会收到提醒。", "Written down; whoever answers is told."));
  const set = (part: Partial<typeof draft>) => { setDraft({ ...draft, ...part }); };
  const people = c.officers.find((o) => o.unitId === draft.unitId)?.people ?? [];
  const missing = [...draft.question.trim()].length < 2 ? t("写问题", "Write the question") : draft.personId === "" ? t("定答复人", "Choose who answers") : draft.askedAt === null ? t("写明时间", "Give the time") : null;
  const go = async () => { if (draft.askedAt && await act({ params: { caseId: c.id }, body: { ...draft, askedAt: draft.askedAt } })) onClose(); };
  return (
    <Dialog title={t("归并一项关切", "Add a concern")} verb={t("记下", "Add")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("只写大家在问什么，不写是谁问的。公开答复后，问题和答复会登在网站答复台账上。", "What people ask, never who asks. Once answered in public, both stand in the site's ledger.")}>
      <Words label={t("问题", "Question")} value={draft.question} onChange={(question) => { set({ question }); }} rows={2} max={200} />
      <div className="form-pair">
        <Field label={t("种类", "Kind")}><Select aria-label={t("种类", "Kind")} value={draft.kind} onChange={(kind) => { set({ kind }); }} options={Object.entries(concernKindWords).map(([value, w]) => ({ value: value as ConcernView["kind"], label: t(...w) }))} /></Field>
        <Field label={t("次数", "Times")}><InputNumber aria-label={t("次数", "Times")} min={1} value={draft.count} onChange={(count) => { set({ count: count ?? 1 }); }} style={{ width: "100%" }} /></Field>
      </div>
      <InstantField label={t("最早看到", "First seen")} value={draft.askedAt} onChange={(askedAt) => { set({ askedAt }); }} />
      <div className="form-pair">
        <Field label={t("答复单位", "Unit")}><Select aria-label={t("答复单位", "Unit")} value={draft.unitId} onChange={(unitId) => { set({ unitId, personId: "" }); }} options={unitsOf(c)} /></Field>
        <Field label={t("答复人", "Officer")}><Select aria-label={t("答复人", "Officer")} {...(draft.personId ? { value: draft.personId } : {})} onChange={(personId: string) => { set({ personId }); }} options={people.map((p) => ({ value: p.id, label: p.name }))} /></Field>
      </div>
    </Dialog>
  );
}

/** How often it was asked by now. */
export function Count({ c, concern, onClose }: CaseDialog & { concern: ConcernView }) {
  const t = useT();
  const [count, setCount] = useState(concern.count);
  const { act, pending, refusal } = useCaseAct(countConcern, t("次数改了。", "Counted."));
  const go = async () => { if (await act({ params: { caseId: c.id, concernId: concern.id }, body: { count } })) onClose(); };
  return <Dialog title={t("改次数", "Count")} verb={t("改", "Save")} missing={null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}><Field label={concern.question}><InputNumber min={1} value={count} onChange={(n) => { setCount(n ?? 1); }} style={{ width: "100%" }} /></Field></Dialog>;
}

/** Topic, column and unit of a piece that the case begins. */
function usePieceHead(c: CaseView, column: string) {
  const t = useT();
  const facts = useRead(readFacts, {}).data?.facts;
  const [head, setHead] = useState({ topic: "", column, unitId: c.officers[0]?.unitId ?? c.unit.unitId });
  const set = (part: Partial<typeof head>) => { setHead({ ...head, ...part }); };
  const fields = (
    <div className="form-pair">
      <Field label={t("主题", "Topic")} hint={t("按它拟定落款单位", "proposes who signs")}><Select aria-label={t("主题", "Topic")} {...(head.topic ? { value: head.topic } : {})} onChange={(topic: string) => { set({ topic }); }} options={(facts?.topics ?? []).map((one) => ({ value: one.code, label: t(one.name.zh, one.name.en) }))} /></Field>
      <Field label={t("栏目", "Column")}><Select aria-label={t("栏目", "Column")} value={head.column} onChange={(next: string) => { set({ column: next }); }} options={(facts?.columns ?? []).map((one) => ({ value: one.slug, label: t(one.name.zh, one.name.en) }))} /></Field>
      <Field label={t("由哪家起草", "Drafted by")}><Select aria-label={t("由哪家起草", "Drafted by")} value={head.unitId} onChange={(unitId) => { set({ unitId }); }} options={unitsOf(c)} /></Field>
    </div>
  );
  return { head, fields, missing: head.topic === "" ? t("选主题", "Choose the topic") : null };
}

/** A piece for the case; the work goes on at the workbench. */
export function Draft({ c, concern, onClose }: CaseDialog & { concern: ConcernView | null }) {
  const t = useT();
  const go = useNavigate();
  const [title, setTitle] = useState(concern ? t(`关于“${concern.question}”的答复`, `关于“${concern.question}”的答复`) : `${c.title}情况通报`);
  const { head, fields, missing } = usePieceHead(c, "releases");
  const { act, pending, refusal } = useCaseAct(draftRelease, t("起草好了，去写正文。", "Begun; write it now."));
  const begin = async () => { const made = await act({ params: { caseId: c.id }, body: { ...head, title, concernId: concern?.id ?? null } }); if (made) void go(`/pieces/${made.pieceId}`); };
  return (
    <Dialog title={concern ? t("起草答复", "Draft the answer") : t("起草通报", "Draft a release")} verb={t("起草，去写正文", "Begin, and write")} missing={[...title.trim()].length < 2 ? t("先写标题", "Write the title") : missing} pending={pending} refusal={refusal} onDo={() => { void begin(); }} onClose={onClose} why={t("照常初审、复审、签发、投放；公开了，时限和关切才算完成。", "Reviewed, signed and sent like any piece; only once public does it count.")}>
      <Field label={t("标题", "Title")}><Input value={title} maxLength={120} onChange={(e) => { setTitle(e.target.value); }} /></Field>
      {fields}
    </Dialog>
  );
}

/** Links a piece that exists. */
export function LinkPiece({ c, concern, onClose }: CaseDialog & { concern: ConcernView | null }) {
  const t = useT();
  const [q, setQ] = useState("");
  const [pieceId, setPiece] = useState<string | undefined>();
  const pieces = useRead(listPieces, { query: { size: 30, ...(q ? { q } : {}) } }).data?.items ?? [];
  const asAnswer = useCaseAct(linkAnswer, t("挂上了，公开以后就算答复。", "Linked; once public it is the answer."));
  const asRelease = useCaseAct(linkRelease, t("挂上了。", "Linked."));
  const known = new Set(c.officers.map((o) => o.unitId));
  const go = async () => {
    if (!pieceId) return;
    const done = concern ? await asAnswer.act({ params: { caseId: c.id, concernId: concern.id }, body: { pieceId } }) : await asRelease.act({ params: { caseId: c.id }, body: { pieceId } });
    if (done) onClose();
  };
  return (
    <Dialog title={concern ? t("挂一篇当答复", "Link an answer") : t("挂已有稿件", "Link a piece")} verb={t("挂上", "Link")} missing={pieceId ? null : t("选稿件", "Choose the piece")} pending={asAnswer.pending || asRelease.pending} refusal={asAnswer.refusal ?? asRelease.refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("稿件", "Piece")} hint={t("参与单位自己的稿件", "of the units that take part")}>
        <Select<string> showSearch={{ filterOption: false, onSearch: setQ }} aria-label={t("稿件", "Piece")} placeholder={t("写几个字找", "Type to find")} {...(pieceId ? { value: pieceId } : {})} onChange={setPiece} options={pieces.filter((p) => p.units.some((u) => known.has(u.unitId))).map((p) => ({ value: p.id, label: `${p.title}（${p.unit.shortName}）` }))} />
      </Field>
    </Dialog>
  );
}

/** Takes a piece off the case. */
export function Unlink({ c, pieceId, title, onClose }: CaseDialog & { pieceId: string; title: string }) {
  const t = useT();
  const { act } = useCaseAct(unlinkRelease, t("取下了，时限重新判定。", "Unlinked; the clocks were judged anew."));
  return <ConfirmReason open title={t(`取下《${title}》？`, `Take "${title}" off?`)} verb={t("取下", "Unlink")} consequence={t("稿件本身不动。它完成过的时限会重新判定，答复过的关切重新打开。", "The piece itself stays. Clocks it met are judged anew, concerns it answered open again.")} presets={[t("挂错了事件", "It belongs to another case")]} confirm={async (reason) => (await act({ params: { caseId: c.id, pieceId }, body: { reason } })) !== undefined} onClose={onClose} />;
}

/** 辟谣卡. */
export function Debunk({ c, onClose }: CaseDialog) {
  const t = useT();
  const go = useNavigate();
  const [draft, setDraft] = useState({ claim: "", verdict: "false" as CaseView["debunks"][number]["verdict"], evidence: "", source: "", sourceLink: "" });
  const set = (part: Partial<typeof draft>) => { setDraft({ ...draft, ...part }); };
  const { head, fields, missing } = usePieceHead(c, "rumours");
  const { act, pending, refusal } = useCaseAct(writeDebunk, t("卡写好了，稿件已起草，去审签。", "The card is kept and a piece begun; have it signed."));
  const known = useRead(readTopic, { params: { topicId: c.topicId ?? "" } }, { when: c.topicId !== null }).data?.answers ?? [];
  const cite = (answer: AnswerLine) => { set({ source: answer.issuer.slice(0, 80), sourceLink: answer.link, ...(draft.claim.trim() === "" ? { claim: answer.claim.slice(0, 200) } : {}) }); };
  const empty = draft.claim.trim() === "" ? t("写明流传的说法", "Write the claim") : draft.evidence.trim() === "" ? t("写明证据", "Write the evidence") : draft.source.trim() === "" || draft.sourceLink.trim() === "" ? t("没有权威出处和链接，不下结论", "No verdict without a source and its link") : missing;
  const begin = async () => { const made = await act({ params: { caseId: c.id }, body: { ...draft, ...head } }); if (made) void go(`/pieces/${made.pieceId}`); };
  return (
    <Dialog title={t("辟谣卡", "Debunk card")} verb={t("写卡并起草稿件", "Write it, and begin the piece")} missing={empty} pending={pending} refusal={refusal} onDo={() => { void begin(); }} onClose={onClose} why={t("用证据和出处回应，不要求谁删除。稿件照常审签，署发布单位。", "We answer with evidence and a source. The piece is signed like any other, under its unit.")}>
      <Words label={t("流传的说法", "The claim")} value={draft.claim} onChange={(claim) => { set({ claim }); }} rows={2} max={200} />
      <Radio.Group aria-label={t("结论", "Verdict")} value={draft.verdict} onChange={(e) => { set({ verdict: e.target.value as typeof draft.verdict }); }} options={Object.entries(verdictWords).map(([value, w]) => ({ value, label: t(...w) }))} />
      <Words label={t("证据", "Evidence")} value={draft.evidence} onChange={(evidence) => { set({ evidence }); }} rows={3} />
      <div className="form-pair"><Field label={t("权威出处", "Source")}><Input value={draft.source} maxLength={80} onChange={(e) => { set({ source: e.target.value }); }} /></Field><Field label={t("链接", "Link")}><Input value={draft.sourceLink} inputMode="url" placeholder="https://" maxLength={500} onChange={(e) => { set({ sourceLink: e.target.value }); }} /></Field></div>
      {known.length > 0 && <details><summary>{t(`话题里的说法可能已有答复 ${known.length} 条，可用作出处`, `${known.length} answers that may be about what the topic says, to be cited`)}</summary><Answers answers={known} now={new Date()} onPick={cite} /></details>}
      {fields}
    </Dialog>
  );
}
