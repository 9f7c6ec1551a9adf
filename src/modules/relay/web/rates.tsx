import { Segmented } from "antd";
import { useState } from "react";
import { useRead } from "#web/ask.ts";
import { DataTable, EmptyState, FilterBar, Meter, Name, Page, Refused, Seal } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readRates, type RateLine } from "../contract.ts";
import "./relay.css";

type Row = RateLine & { key: string };
const wide: ("md")[] = ["md"];

/** 转发率: what each unit made of the orders of a period, as counts with the rate beside them. */
export function Rates() {
  const t = useT();
  const [days, setDays] = useState(90);
  const { data, error, refetch } = useRead(readRates, { query: { days } }, { topics: ["relay"] });
  const rows = data?.items.map((line): Row => ({ ...line, key: line.unit.id }));
  const rate = (r: Row) => <div className="relay-progress"><span className="num">{`${r.verified} / ${r.ordered}`} <b>{`${Math.round((100 * r.verified) / Math.max(1, r.ordered))}%`}</b></span><Meter share={r.verified / Math.max(1, r.ordered)} label={t("转发率", "Relay rate")} /></div>;
  const columns = [
    { title: t("单位", "Unit"), key: "unit", render: (_: unknown, r: Row) => <span className="row"><Seal char={r.unit.seal} unit={r.unit.name} /><Name max={240}>{r.unit.name}</Name></span> },
    { title: t("核验 / 请转", "Verified of asked"), key: "rate", render: (_: unknown, r: Row) => rate(r) },
    { title: t("签收", "Acknowledged"), key: "acknowledged", responsive: wide, render: (_: unknown, r: Row) => r.acknowledged },
    { title: t("转发", "Relayed"), key: "relayed", responsive: wide, render: (_: unknown, r: Row) => r.relayed },
    { title: t("按时", "In time"), key: "inTime", responsive: wide, render: (_: unknown, r: Row) => r.inTime },
    { title: t("办不到", "Cannot"), key: "unable", responsive: wide, render: (_: unknown, r: Row) => r.unable },
  ];
  return (
    <Page>
      <Bar title={t("转发率", "Relay rates")} crumbs={[{ to: "/relay", label: t("联动", "Relay") }]} beside={<span className="el">{t("核验过的转发除以请转的账号；收回的不算。", "Verified relays over accounts asked; withdrawn ones do not count.")}</span>} />
      <section>
        <FilterBar {...(rows ? { summary: t(`${rows.length} 个单位`, `${rows.length} units`) } : {})}><Segmented value={days} onChange={setDays} aria-label={t("多长时间", "Period")} options={[{ value: 30, label: t("30 天", "30 days") }, { value: 90, label: t("90 天", "90 days") }, { value: 366, label: t("一年", "A year") }]} /></FilterBar>
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!error && <DataTable<Row> columns={columns} rows={rows} rowKey="key" empty={<EmptyState title={t("这段时间没有转发令", "No relay orders in this period")} why={t("换个时间段看看。", "Choose another period.")} />} />}
      </section>
    </Page>
  );
}
