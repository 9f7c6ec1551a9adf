import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { DataTable, EmptyState, FilterBar, Meter, Name, Page, Refused, Seal, Tag, useNow } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listOrders, type OrderLine } from "../contract.ts";
import { sayDue, sayTime } from "./words.ts";
import "./relay.css";

const size = 30;
const wide: ("md")[] = ["md"];

/** 联动: relay orders I sent and those sent to me, with how far each has come. */
export function Orders() {
  const t = useT();
  const go = useNavigate();
  const now = useNow(30);
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const whose = (["asked", "issued"] as const).find((one) => one === query.get("whose")) ?? "all";
  const state = query.get("state") === "all" ? "all" : "open";
  const { data, error, refetch } = useRead(listOrders, { query: { page, size, whose, state } }, { topics: ["relay"], everySeconds: 60 });
  const set = (name: string, value: string | null) => { setPage(1); setQuery((before) => { const next = new URLSearchParams(before); if (value) next.set(name, value); else next.delete(name); return next; }, { replace: true }); };
  const columns = [
    { title: t("转发令", "Order"), key: "title", render: (_: unknown, o: OrderLine) => <Link to={`/relay/${o.id}`}><Name strong max={380}>{o.title}</Name><span className="t12 i3">{o.number}{t("，", ", ")}{o.unit.name} {sayTime(o.issuedAt, now)}</span><span className="relay-phone"><Progress order={o} /><Due order={o} now={now} /></span></Link> },
    { title: t("下发单位", "Asked by"), key: "unit", responsive: wide, render: (_: unknown, o: OrderLine) => <span className="row"><Seal char={o.unit.seal} unit={o.unit.name} /><Name max={160}>{o.unit.name}</Name></span> },
    { title: t("进度", "Progress"), key: "progress", responsive: wide, render: (_: unknown, o: OrderLine) => <Progress order={o} /> },
    { title: t("时限", "Due"), key: "due", responsive: wide, render: (_: unknown, o: OrderLine) => <Due order={o} now={now} /> },
  ];
  const teach = whose === "all" && state === "all"
    ? <EmptyState title={t("还没有转发令", "No relay orders yet")} why={t("一篇公开以后，可以请别的单位的账号转发：下发、签收、报链接、核验，每一路都看得见。", "Once a piece is public, other units' accounts can be asked to pass it on: asked, acknowledged, link reported, verified.")} action={<Button type="primary" onClick={() => { void go("/relay/new"); }}>{t("下发转发令", "Ask for relays")}</Button>} />
    : <EmptyState title={t("没有要办的", "Nothing open")} why={t("办完的在“全部”里看。", "What is done stands under All.")} />;
  return (
    <Page>
      <Bar title={t("联动", "Relay")} beside={<span className="el">{t("只转公开发布的稿件，只请官方账号；一路一个链接，由下发单位核验。", "Only public pieces, only official accounts; one link each, verified by who asked.")}</span>}
        actions={<><Link to="/relay/rates"><Button>{t("转发率", "Relay rates")}</Button></Link><Link to="/relay/new"><Button type="primary">{t("下发转发令", "Ask for relays")}</Button></Link></>} />
      <section>
        <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 道以上" : " 道"}`, `${data.total}${data.capped ? "+" : ""} orders`) } : {})}>
          <Segmented value={state} onChange={(value) => { set("state", value === "all" ? "all" : null); }} aria-label={t("办没办完", "Open or all")} options={[{ value: "open", label: t("在办", "Open") }, { value: "all", label: t("全部", "All") }]} />
          <Segmented value={whose} onChange={(value) => { set("whose", value === "all" ? null : value); }} aria-label={t("谁的", "Whose")} options={[{ value: "all", label: t("我看得到的", "All I see") }, { value: "asked", label: t("请我办的", "Asked of me") }, { value: "issued", label: t("我下发的", "Asked by us") }]} />
        </FilterBar>
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!error && <DataTable<OrderLine> columns={columns} rows={data?.items} rowKey="id" onOpen={(o) => { void go(`/relay/${o.id}`); }} empty={teach} page={{ page, size, total: data?.total ?? 0, onPage: setPage }} />}
      </section>
    </Page>
  );
}

function Progress({ order: o }: { order: OrderLine }) {
  const t = useT();
  if (o.asked === 0) return <span className="i3">{t("已收回", "Withdrawn")}</span>;
  return (
    <div className="relay-progress">
      <span>{t(`转发 ${o.relayed} / ${o.asked}，核验 ${o.verified}`, `${o.relayed} of ${o.asked} relayed, ${o.verified} verified`)}</span>
      <Meter share={o.verified / o.asked} label={t("核验", "Verified")} />
      {(o.overdue > 0 || o.stale > 0 || o.mine > 0) && <span className="row wrap">{o.stale > 0 && <Tag tone="fault">{t(`${o.stale} 路要换新或撤下`, `${o.stale} stale`)}</Tag>}{o.overdue > 0 && <Tag tone="fault">{t(`${o.overdue} 路超时`, `${o.overdue} overdue`)}</Tag>}{o.mine > 0 && <Tag tone="ink">{t(`等我办 ${o.mine}`, `${o.mine} for me`)}</Tag>}</span>}
    </div>
  );
}

function Due({ order: o, now }: { order: OrderLine; now: Date }) {
  const t = useT();
  if (!o.open) return <span className="i3">{t("已办结", "Done")}</span>;
  const { figure, missed } = sayDue(t, o.dueAt, now);
  const owes = o.asked > o.relayed;
  return <span className="nw"><span className={missed && owes ? "fault" : ""}>{owes ? figure : t("都报了，等核验", "all reported")}</span><span className="t12 i3 el">{sayTime(o.dueAt, now)}{t(" 前", "")}</span></span>;
}
