import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { DataTable, EmptyState, FilterBar, Meter, Name, Page, Refused, Tag, useNow } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listRequests, type RequestLine } from "../contract.ts";
import { sayPlaces } from "../rules/clash.ts";
import { rateOf } from "../rules/counts.ts";
import { ImportCounts } from "./import-counts.tsx";
import { kindWords, sayFigure, sayTime, sayWindow, stateOf } from "./words.ts";
import "./carriers.css";

const size = 30;
const wide: ("md")[] = ["md"];

/** 短信: what carriers were asked to send, to which regions, and what they returned. */
export function Requests() {
  const t = useT();
  const go = useNavigate();
  const now = useNow(30);
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const [importing, setImporting] = useState(false);
  const state = query.get("state") === "open" ? "open" : "all";
  const { data, error, refetch } = useRead(listRequests, { query: { page, size, state } }, { topics: ["carriers"], everySeconds: 60 });
  const columns = [
    { title: t("请求", "Request"), key: "title", render: (_: unknown, r: RequestLine) => (
      <Link to={`/carriers/${r.id}`}>
        <Name strong max={360}>{r.title}</Name>
        <span className="t12 i3">{r.number}{t("，", ", ")}{r.addressee}{t("，", ", ")}{sayTime(r.putAt, now)}</span>
        <span className="carriers-phone"><Name max={300}>{sayPlaces(r.places)}</Name><span className="t12 i3">{sayWindow(r.window)}{t(`，${r.parts} 条`, `, ${r.parts} parts`)}</span><State request={r} /><Counts request={r} /></span>
      </Link>
    ) },
    { title: t("区域", "Regions"), key: "places", responsive: wide, render: (_: unknown, r: RequestLine) => <Name max={180}>{sayPlaces(r.places)}</Name> },
    { title: t("时段", "Hours"), key: "window", responsive: wide, render: (_: unknown, r: RequestLine) => <span className="nw num">{sayWindow(r.window)}</span> },
    { title: t("条数", "Parts"), key: "parts", responsive: wide, render: (_: unknown, r: RequestLine) => r.parts },
    { title: t("到哪一步", "Where it stands"), key: "state", responsive: wide, render: (_: unknown, r: RequestLine) => <State request={r} /> },
    { title: t("回数", "Counts"), key: "counts", responsive: wide, render: (_: unknown, r: RequestLine) => <Counts request={r} /> },
  ];
  const teach = state === "all"
    ? <EmptyState title={t("还没有请运营商发过短信", "No carrier was asked yet")} why={t("面向公众的短信只由运营商按区域发：在“落款与投放”里选上运营商账号，签齐后系统发函，运营商回数后填到这里。", "The public is reached by SMS through carriers only: choose a carrier account in the plan; once signed the letter goes out, and its counts are entered here.")} />
    : <EmptyState title={t("没有等回数的", "Nothing awaits counts")} why={t("回了数的在“全部”里看。", "What was answered stands under All.")} />;
  return (
    <Page>
      <Bar title={t("短信", "SMS by carriers")} beside={<span className="el">{t("运营商按区域发，只回数；这里不存、也不发任何号码。", "Carriers send to regions and return counts; no number is kept here or sent.")}</span>}
        actions={<Button onClick={() => { setImporting(true); }}>{t("从 Excel 导入回数", "Counts from Excel")}</Button>} />
      <section>
        <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 件以上" : " 件"}`, `${data.total}${data.capped ? "+" : ""} requests`) } : {})}>
          <Segmented value={state} onChange={(value) => { setPage(1); setQuery(value === "open" ? { state: "open" } : {}, { replace: true }); }} aria-label={t("回没回数", "Answered or all")} options={[{ value: "all", label: t("全部", "All") }, { value: "open", label: t("等回数", "Awaiting counts") }]} />
        </FilterBar>
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!error && <DataTable<RequestLine> columns={columns} rows={data?.items} rowKey="id" onOpen={(r) => { void go(`/carriers/${r.id}`); }} empty={teach} page={{ page, size, total: data?.total ?? 0, onPage: setPage }} />}
      </section>
      {importing && <ImportCounts onClose={() => { setImporting(false); }} />}
    </Page>
  );
}

function State({ request }: { request: RequestLine }) {
  const t = useT();
  const { word, fault } = stateOf(request);
  return <span className="row wrap">{request.kind !== "send" && <Tag tone="ink">{t(...kindWords[request.kind])}</Tag>}<span className={fault ? "fault" : ""}>{t(...word)}</span></span>;
}

function Counts({ request: { counts } }: { request: RequestLine }) {
  const t = useT();
  if (!counts) return <span className="i3">{t("等回数", "awaited")}</span>;
  const rate = rateOf(counts);
  return (
    <div className="carriers-counts">
      <span className="num nw">{t(`成功 ${sayFigure(counts.sent)} / ${sayFigure(counts.submitted)}`, `${sayFigure(counts.sent)} of ${sayFigure(counts.submitted)} sent`)}{rate !== null && <b> {rate}%</b>}</span>
      <Meter share={counts.sent / Math.max(1, counts.submitted)} label={t("成功率", "Sent of submitted")} />
    </div>
  );
}
