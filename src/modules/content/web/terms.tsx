import { Button, DatePicker, Input, Modal, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { z } from "zod";
import { useAct, useRead } from "#web/ask.ts";
import { DataTable, EmptyState, Page, Refused, Tag, WhyNot } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listTerms, removeTerm, saveTerm, type TermView } from "../contract.ts";
import { Field } from "./head-fields.tsx";
import "./content.css";

type Term = z.output<typeof TermView>;
type Draft = Omit<Term, "id">;
const blank: Draft = { term: "", kind: "outdated", instead: "", reason: "", appliesFrom: null };

/** 用词表: words not to be used, and words of yesterday with those of today. */
export function Terms() {
  const t = useT();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [words, setWords] = useState("");
  const { data, error, refetch } = useRead(listTerms, {});
  const away = useAct(removeTerm, { refresh: [listTerms], said: t("已从词表拿掉", "Taken off the list") });
  const rows = data?.items.filter((term) => words === "" || `${term.term}${term.instead}${term.reason}`.includes(words));
  const whyNot = data && !data.mayChange ? { code: "content.may-not-keep-terms" } : null;
  return (
    <Page>
      <Bar title={t("用词表", "Words")} crumbs={[{ to: "/pieces", label: t("稿件", "Pieces") }]} actions={<WhyNot type="primary" quiet why={whyNot} onClick={() => { setDraft(blank); }}>{t("加一个词", "Add a word")}</WhyNot>} />
      <Input.Search allowClear aria-label={t("搜词", "Search")} placeholder={t("搜词", "Search")} style={{ maxWidth: 260 }} onSearch={(value) => { setWords(value.trim()); }} />
      {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
      {!error && <DataTable<Term> rows={rows} rowKey="id" empty={<EmptyState title={t("词表是空的", "The list is empty")} why={t("不能用的词会挡住交审，旧说法会提醒改成新说法。机构改革、规范用语变了，先改这里。", "Forbidden words block; outdated ones suggest today's. Change this list first when names or rules change.")} />}
        columns={[
          { title: t("词", "Word"), key: "term", render: (_, term) => <b>{term.term}</b> },
          { title: t("怎么办", "What happens"), key: "kind", width: 144, render: (_, term) => <Tag tone={term.kind === "forbidden" ? "fault" : "plain"}>{term.kind === "forbidden" ? t("不能用，挡住交审", "Blocks") : t("旧说法，提醒", "Suggests")}</Tag> },
          { title: t("改成", "Instead"), key: "instead", render: (_, term) => term.instead || "—" },
          { title: t("为什么", "Reason"), key: "reason", render: (_, term) => <span className="i2">{term.reason || "—"}</span> },
          { title: t("从哪天起", "From"), key: "from", width: 128, render: (_, term) => term.appliesFrom ?? t("一直", "always") },
          ...(data?.mayChange ? [{ title: "", key: "acts", width: 128, render: (_: unknown, term: Term) => <div className="row"><Button size="small" type="link" onClick={() => { setDraft(term); }}>{t("改", "Change")}</Button><Button size="small" type="link" onClick={() => { void away.act({ params: { termId: term.id } }); }}>{t("拿掉", "Remove")}</Button></div> }] : []),
        ]} />}
      {draft && <TermDialog first={draft} onClose={() => { setDraft(null); }} />}
    </Page>
  );
}

function TermDialog({ first, onClose }: { first: Draft; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<Draft>({ term: first.term, kind: first.kind, instead: first.instead, reason: first.reason, appliesFrom: first.appliesFrom });
  const { act, pending, refusal } = useAct(saveTerm, { refresh: [listTerms], inline: true, said: t("词表已改，下次检查就用", "The list is changed; the next check uses it") });
  const change = (part: Partial<Draft>) => { setDraft({ ...draft, ...part }); };
  const why = draft.term.trim() === "" ? t("写上词", "Write the word") : draft.kind === "outdated" && draft.instead.trim() === "" ? t("写上现在怎么说", "Write what is said today") : null;
  return (
    <Modal open title={first.term ? t(`改“${first.term}”`, `Change "${first.term}"`) : t("加一个词", "Add a word")} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>, <WhyNot key="go" type="primary" quiet why={why} loading={pending} onClick={() => { void act({ body: { ...draft, term: draft.term.trim() } }).then((done) => { if (done) onClose(); }); }}>{t("存", "Keep")}</WhyNot>]}>
      <div className="stack">
        <Field label={t("词", "Word")}><Input aria-label={t("词", "Word")} value={draft.term} maxLength={60} disabled={first.term !== ""} onChange={(event) => { change({ term: event.target.value }); }} /></Field>
        <Field label={t("怎么办", "What happens")}><Select aria-label={t("怎么办", "What happens")} value={draft.kind} onChange={(kind) => { change({ kind }); }} options={[{ value: "outdated" as const, label: t("旧说法，提醒改", "Outdated: suggest") }, { value: "forbidden" as const, label: t("不能用，挡住交审", "Forbidden: block") }]} /></Field>
        <Field label={t("改成", "Instead")}><Input aria-label={t("改成", "Instead")} value={draft.instead} maxLength={60} onChange={(event) => { change({ instead: event.target.value }); }} /></Field>
        <Field label={t("为什么", "Reason")}><Input aria-label={t("为什么", "Reason")} value={draft.reason} maxLength={200} onChange={(event) => { change({ reason: event.target.value }); }} /></Field>
        <Field label={t("从哪天起", "From")}><DatePicker aria-label={t("从哪天起", "From")} value={draft.appliesFrom ? dayjs(draft.appliesFrom) : null} onChange={(day) => { change({ appliesFrom: day ? day.format("YYYY-MM-DD") : null }); }} /></Field>
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}
