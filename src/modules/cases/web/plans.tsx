import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { isoDay } from "#kernel/clock.ts";
import type { Grade as GradeOf } from "#kernel/urgency.ts";
import { searchUnits } from "#modules/organisation/contract.ts";
import { useAct, useRead } from "#web/ask.ts";
import { Dialog, Field, Grade, Heading, Page, Refused, Tag, useNow, Waiting, Words } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readPlans, savePlan, type PlanView } from "../contract.ts";
import { gradeWords, sayTime } from "./words.ts";
import "./cases.css";

type OfGrade = PlanView["grades"][number];

/** 预案: what a unit does at each grade, in its own words or the province's, with every version. */
export function Plans() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const unitId = query.get("unit") ?? undefined;
  const { data, error, refetch } = useRead(readPlans, { query: { ...(unitId ? { unitId } : {}) } }, { topics: ["cases"] });
  const [changing, setChanging] = useState<OfGrade | null>(null);
  return (
    <Page>
      <Bar title={t("舆情预案", "Opinion plans")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]} beside={<span className="el">{t("各单位各自的预案：定级时把这一级抄进事件，成为清单。", "Each unit's own: at grading, the lines of the grade become the case's checklist.")}</span>} />
      {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
      {!data && !error && <Waiting />}
      {data && (
        <>
          <UnitOf unit={data.unit} onChange={(id) => { setQuery({ unit: id }, { replace: true }); }} />
          <div className="case-plans">{data.grades.map((g) => <PlanOf key={g.grade} g={g} mayKeep={data.mayKeep} onChange={() => { setChanging(g); }} />)}</div>
          {changing && <ChangePlan key={changing.grade} unitId={data.unit.unitId} g={changing} onClose={() => { setChanging(null); }} />}
        </>
      )}
    </Page>
  );
}

/** Whose plans are shown, and a way to another unit's. */
function UnitOf({ unit, onChange }: { unit: PlanView["unit"]; onChange: (id: string) => void }) {
  const t = useT();
  const [words, setWords] = useState("");
  const { data = [] } = useRead(searchUnits, { query: { q: words } });
  const found = data.filter((u) => u.system !== "partner" && u.id !== unit.unitId).map((u) => ({ value: u.id, label: u.name }));
  return <Select<string> showSearch={{ filterOption: false, onSearch: setWords }} aria-label={t("单位", "Unit")} style={{ maxWidth: 360 }} value={unit.unitId} onChange={onChange} options={[{ value: unit.unitId, label: unit.name }, ...found]} />;
}

function PlanOf({ g, mayKeep, onChange }: { g: OfGrade; mayKeep: boolean; onChange: () => void }) {
  const t = useT();
  const now = useNow(300);
  return (
    <section className="case-plan" aria-label={t(...gradeWords[g.grade])}>
      <Heading title={<Grade grade={g.grade} size="lg" word={t(...gradeWords[g.grade])} />} note={g.own ? t("本单位预案", "the unit's own") : g.assumed ? <Tag>{t("省份默认，待确认", "the province's default, assumed")}</Tag> : t("省份默认", "the province's default")} />
      <ol>{g.items.map((item) => <li key={item.words}>{t(item.words, item.wordsEn ?? item.words)}</li>)}</ol>
      {g.items.length === 0 && <p className="i3">{t("还没有。写上要办的事，一行一件。", "Nothing yet. Write what is to be done, one line each.")}</p>}
      {mayKeep && <Button size="small" onClick={onChange}>{t("修订", "Change")}</Button>}
      {g.versions.length > 0 && <details><summary className="t12">{t(`历次修订 ${g.versions.length} 版`, `${g.versions.length} versions`)}</summary><ul className="case-rows">{g.versions.map((v) => <li key={v.id}><p className="t12"><b>{t(`${v.validFrom} 起`, `from ${v.validFrom}`)}</b> {v.changedByName} {sayTime(t, v.changedAt, now)}：{v.reason}</p><p className="t12 i2">{v.items.join("；")}</p></li>)}</ul></details>}
    </section>
  );
}

function ChangePlan({ unitId, g, onClose }: { unitId: string; g: OfGrade; onClose: () => void }) {
  const t = useT();
  const [lines, setLines] = useState(g.items.map((item) => item.words).join("\n"));
  const [validFrom, setFrom] = useState(isoDay(new Date()));
  const [reason, setReason] = useState("");
  const { act, pending, refusal } = useAct(savePlan, { refresh: [readPlans], inline: true, said: t("修订存好了，旧版都在。", "Saved; earlier versions stay.") });
  const items = lines.split("\n").map((line) => line.trim()).filter(Boolean);
  const grade: GradeOf = g.grade;
  const go = async () => { if (await act({ body: { unitId, grade, validFrom, items, reason } })) onClose(); };
  return (
    <Dialog title={t(`修订${gradeWords[grade][0]}预案`, `Change the plan, ${gradeWords[grade][1]}`)} verb={t("存为新版", "Save a version")} missing={items.length === 0 ? t("至少写一项", "One line at least") : reason.trim() === "" ? t("写明为什么修订", "Say why") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("从生效那天起定级的事件用新版；在办的事件不变。", "Cases graded from that day on copy it; those under way keep theirs.")}>
      <Words label={t("要办的事", "Lines")} hint={t("一行一件；和别的级别同样的字，改级时算同一件", "one each; the same words at another grade are the same line")} value={lines} onChange={setLines} rows={8} max={6000} />
      <Field label={t("从哪天起", "From")}><Input type="date" value={validFrom} onChange={(e) => { setFrom(e.target.value); }} /></Field>
      <Words label={t("为什么修订", "Why")} value={reason} onChange={setReason} rows={2} />
    </Dialog>
  );
}
