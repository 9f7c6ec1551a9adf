import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { Urgency } from "#kernel/urgency.ts";
import { useRead } from "#web/ask.ts";
import { DataTable, EmptyState, FilterBar, Grade, Page, Refused, Seals, Tag, useNow } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { Form, listPieces, PieceStage, type PieceLine } from "../contract.ts";
import "./content.css";
import { formWords, sayWhen, stageSentences, stageWords, urgencyWords } from "./words.ts";

const size = 30;

/** 稿件: every piece in scope, newest first, each with the sentence of where it stands. */
export function Pieces() {
  const t = useT();
  const now = useNow();
  const go = useNavigate();
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const { stage, form, urgency } = { stage: PieceStage.safeParse(query.get("stage")).data, form: Form.safeParse(query.get("form")).data, urgency: Urgency.safeParse(query.get("urgency")).data };
  const whose = query.get("whose") ?? "all";
  const q = query.get("q") ?? "";
  const { data, error, refetch } = useRead(listPieces, { query: {
    page, size, ...(stage ? { stage } : {}), ...(form ? { form } : {}), ...(urgency ? { urgency } : {}), ...(q ? { q } : {}), ...(whose === "mine" ? { mine: "yes" as const } : {}), ...(whose === "joint" ? { joint: "yes" as const } : {}),
  } }, { topics: ["pieces"], everySeconds: 60 });
  const set = (name: string, value: string | undefined) => {
    setPage(1);
    setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true });
  };
  const filtered = [stage, form, urgency, q].some(Boolean) || whose !== "all";
  const chosen = <T extends string>(options: readonly T[], words: Record<T, readonly [string, string]>) => options.map((value) => ({ value, label: t(words[value][0], words[value][1]) }));
  return (
    <Page>
      <Bar title={t("稿件", "Pieces")} beside={<span>{t("写一次，各渠道一起用；走到哪一步，一句话说清。", "Written once for every channel; one sentence says where each stands.")}</span>} actions={<><Link to="/terms"><Button>{t("用词表", "Words")}</Button></Link><Link to="/pieces/new"><Button type="primary">{t("开新稿", "New piece")}</Button></Link></>} />
      <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 篇以上" : " 篇"}`, `${data.total}${data.capped ? "+" : ""} pieces`) } : {})} onClear={filtered ? () => { setPage(1); setQuery({}, { replace: true }); } : undefined}>
        <Input.Search allowClear aria-label={t("搜标题和正文", "Search titles and texts")} placeholder={t("搜标题和正文", "Search titles and texts")} defaultValue={q} style={{ width: 260 }} onSearch={(words) => { set("q", words.trim() || undefined); }} />
        <Segmented value={whose} onChange={(value) => { set("whose", value === "all" ? undefined : value); }} aria-label={t("谁的", "Whose")} options={[{ value: "all", label: t("全部", "All") }, { value: "mine", label: t("我写的", "Mine") }, { value: "joint", label: t("联合", "Joint") }]} />
        <Select allowClear aria-label={t("走到哪一步", "Stage")} placeholder={t("走到哪一步", "Stage")} style={{ width: 136 }} {...(stage ? { value: stage } : {})} onChange={(value?: string) => { set("stage", value); }} options={chosen(PieceStage.options, stageWords)} />
        <Select allowClear aria-label={t("体裁", "Form")} placeholder={t("体裁", "Form")} style={{ width: 120 }} {...(form ? { value: form } : {})} onChange={(value?: string) => { set("form", value); }} options={chosen(Form.options, formWords)} />
        <Select allowClear aria-label={t("紧急程度", "Urgency")} placeholder={t("紧急程度", "Urgency")} style={{ width: 128 }} {...(urgency ? { value: urgency } : {})} onChange={(value?: string) => { set("urgency", value); }} options={chosen(Urgency.options, urgencyWords)} />
      </FilterBar>
      {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
      {!error && <DataTable<PieceLine> rows={data?.items} rowKey="id" onOpen={(row) => { void go(`/pieces/${row.id}`); }} page={{ page, size, total: data?.total ?? 0, onPage: setPage }}
        empty={filtered ? <EmptyState title={t("没有这样的稿件", "No such pieces")} why={t("换个条件看看，或看全部。", "Change the filters, or show all.")} /> : <EmptyState title={t("还没有稿件", "No pieces yet")} why={t("从一篇提示、通报或新闻开始：几家一起写，审签一遍，微信、微博、短信、屏幕、网站同时出。", "Begin with a tip, a notice or news: written together, signed once, sent everywhere.")} action={<Link to="/pieces/new"><Button type="primary">{t("开新稿", "New piece")}</Button></Link>} />}
        columns={[
          { title: t("稿件", "Piece"), key: "title", render: (_, row) => <Title row={row} /> },
          { title: t("走到哪", "Where it stands"), responsive: ["md"], key: "stage", width: 220, render: (_, row) => <Stands row={row} /> },
          { title: t("落款单位", "Units"), responsive: ["md"], key: "units", width: 160, render: (_, row) => <Seals seals={row.units.map((unit) => ({ char: unit.seal, unit: unit.name }))} /> },
          { title: t("计划", "Planned"), responsive: ["md"], key: "planned", width: 112, render: (_, row) => <span className="nw">{row.plannedAt ? sayWhen(new Date(row.plannedAt), now) : "—"}</span> },
          { title: t("最近改动", "Changed"), responsive: ["md"], key: "updated", width: 152, render: (_, row) => <span className="nw">{sayWhen(new Date(row.updatedAt), now)}<div className="t12 i3">{row.createdByName}</div></span> },
        ]} />}
    </Page>
  );
}

function Stands({ row }: { row: PieceLine }) {
  const t = useT();
  return <><Tag tone={row.stage === "returned" ? "ink" : row.stage === "published" ? "house" : "plain"}>{t(...stageWords[row.stage])}</Tag><div className="t12 i2">{t(...stageSentences[row.stage])}{row.publishedEdition !== null && row.editionNumber > row.publishedEdition ? t("，是更正", ", a correction") : ""}</div></>;
}

function Title({ row }: { row: PieceLine }) {
  const t = useT();
  return (
    <div className="piece-line">
      <div className="row">{row.urgency !== "routine" && <Grade grade={row.urgency} />}<Link className="table-name el" to={`/pieces/${row.id}`} title={row.title}>{row.title}</Link></div>
      <div className="phone-only"><Stands row={row} /></div>
      <div className="t12 i3">{row.number} · {t(...formWords[row.form])} · {row.unit.shortName}{row.joint ? t("牵头，联合", " leads, joint") : ""}{row.staleFacts > 0 && <> <Tag tone="fault">{t(`${row.staleFacts} 条事实已变，版本里是旧的`, `${row.staleFacts} facts changed since`)}</Tag></>}</div>
    </div>
  );
}
