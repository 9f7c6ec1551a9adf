import { Button, DatePicker } from "antd";
import { useMemo, useState } from "react";
import { Columns, DataTable, EmptyState, FilterBar, Heading, Name, PageHead, Refused, useNarrow } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { readChart, type UnitOfDay } from "../contract.ts";
import { placeRows, type PlaceRow } from "./chart-rows.ts";
import { CreateUnit } from "./unit-forms.tsx";
import { UnitMark } from "./unit-mark.tsx";
import { UnitPanel } from "./unit-panel.tsx";
import { systemWords } from "./words.ts";
import "./organisation.css";

const lines = ["emergency", "fire", "forest_fire"] as const;

/** The organisation chart as of a day: places down, lines of command across, one unit's history at the side. */
export function Chart() {
  const t = useT();
  const [day, setDay] = useState<string | undefined>();
  const [{ chosen, picks }, pick] = useState<{ chosen: string | null; picks: number }>({ chosen: null, picks: 0 });
  const setChosen = (id: string) => { pick((before) => ({ chosen: id, picks: before.picks + 1 })); };
  const tabbed = useNarrow();
  const [creating, setCreating] = useState(false);
  const chart = useRead(readChart, { query: day ? { day } : {} });
  const units = chart.data?.units;
  const rows = useMemo(() => units && placeRows(units), [units]);
  const partners = units?.filter((u) => u.system === "partner") ?? [];
  const shownDay = chart.data?.day ?? "";
  const columns = [
    { title: t("地方", "Place"), dataIndex: "place", key: "place", width: 160, render: (place: string) => <Name strong max={180}>{place}</Name> },
    ...lines.map((line) => ({ title: t(...systemWords[line]), key: line, render: (_: unknown, row: PlaceRow) => <UnitCell unit={row[line]} chosen={chosen} onChoose={setChosen} /> })),
  ];
  const open = units?.filter((u) => u.standing === "open").length ?? 0;
  return (
    <>
      <PageHead title={t("机构", "Units")} aside={units?.some((u) => u.mayKeep) ? <Button type="primary" onClick={() => { setCreating(true); }}>{t("新建单位", "New unit")}</Button> : undefined}>
        {t(`${shownDay} 这一天有 ${open} 个单位。名称、隶属都按当日显示，已签发的落款不受改名影响。`, `${open} units on ${shownDay}. Names and parents are those of the day; what was signed keeps its names.`)}
      </PageHead>
      <Columns key={tabbed ? picks : "wide"} first={chosen && tabbed ? "unit" : "chart"} shape="desk" label={t("机构", "Units")} columns={[
        {
          key: "chart", label: t("机构图", "Chart"), node: (
            <div className="stack">
              <FilterBar onClear={day ? () => { setDay(undefined); } : undefined}>
                <label className="row">{t("看哪一天", "As of")}<DatePicker key={day ? "day" : "today"} aria-label={t("看哪一天", "As of")} placeholder={t("今天", "Today")} onChange={(_, text) => { setDay(typeof text === "string" && text ? text : undefined); }} /></label>
              </FilterBar>
              <Refused problem={chart.error} onAgain={() => { void chart.refetch(); }} />
              {!chart.error && <DataTable<PlaceRow> columns={columns} rows={rows} rowKey="key" empty={<EmptyState title={t("这一天还没有单位", "No units on that day")} why={t("机构从导入省级预设开始。换一天看看。", "Units begin with the preset of the province. Try another day.")} />} />}
              {partners.length > 0 && <Heading title={t(...systemWords.partner)} note={t("只看得到请它们配合的事", "they see only what they are asked to join")} />}
              <ul className="org-partners">{partners.map((u) => <li key={u.id}><UnitCell unit={u} chosen={chosen} onChoose={setChosen} /><span className="t12 i3">{u.role}</span></li>)}</ul>
            </div>
          ),
        },
        { key: "unit", label: t("单位详情", "The unit"), node: chosen && units ? <UnitPanel unitId={chosen} day={day} units={units} /> : <EmptyState title={t("选一个单位", "Choose a unit")} why={t("点左边的单位，看它的曾用名、隶属变化和依据。", "Choose a unit to see its names, parents and evidence over time.")} /> },
      ]} />
      {units && <CreateUnit open={creating} units={units} onClose={() => { setCreating(false); }} />}
    </>
  );
}

function UnitCell({ unit, chosen, onChoose }: { unit: UnitOfDay | undefined; chosen: string | null; onChoose: (id: string) => void }) {
  const t = useT();
  if (!unit) return <span className="i3">{t("无", "none")}</span>;
  return (
    <button type="button" className="org-unit" aria-pressed={unit.id === chosen} onClick={() => { onChoose(unit.id); }}>
      <UnitMark seal={unit.seal} open={unit.standing === "open"} />
      <span className="grow"><Name max={220}>{unit.shortName}</Name>{unit.standing !== "open" && <span className="t12 i3">{unit.standing === "closed" ? t("已撤销", "closed") : t("未启用", "not switched on")}</span>}</span>
    </button>
  );
}
