import { Button, Select } from "antd";
import { useState } from "react";
import { EmptyState, Page, PageHead, Refused, Tag, Waiting, useNow } from "#web/primitives/index.ts";
import { isoDay } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readRoster, type ShiftOut } from "../contract.ts";
import { dayAfter, mondayOf, spanOf, watches, type Watch } from "../rules/roster.ts";
import { ChangeShift, SetShift } from "./shift-dialogs.tsx";
import { sayDay, watchWords } from "./words.ts";
import "./duty.css";

type Task = { kind: "set"; day: string; watch: Watch } | { kind: "change"; shift: ShiftOut };

const names = Object.keys(watches) as Watch[];

/** The week of a unit: who stands which watch; empty watches of the days to come are named. */
export function Roster() {
  const t = useT();
  const now = useNow(60);
  const today = isoDay(now);
  const [from, setFrom] = useState(mondayOf(today));
  const [unitId, setUnit] = useState<string | undefined>();
  const [task, setTask] = useState<Task | null>(null);
  const roster = useRead(readRoster, { query: { from, ...(unitId ? { unitId } : {}) } }, { topics: ["duty"] });
  const r = roster.data;
  const move = (weeks: number) => { setFrom(dayAfter(from, weeks * 7)); };
  const empty = r ? r.days.flatMap((day) => names.filter((watch) => spanOf(day, watch).to > now && !r.shifts.some((s) => s.day === day && s.watch === watch))).length : 0;
  return (
    <>
      <Bar title={t("值班", "Duty")} actions={<div className="row"><Button onClick={() => { move(-1); }}>{t("上一周", "Week before")}</Button><Button onClick={() => { setFrom(mondayOf(today)); }}>{t("本周", "This week")}</Button><Button onClick={() => { move(1); }}>{t("下一周", "Next week")}</Button></div>} />
      <PageHead title={r ? t(`${r.unitName}值班表`, `Roster of ${r.unitName}`) : t("值班表", "Roster")}
        aside={r && r.units.length > 1 ? <Select<string> showSearch={{ optionFilterProp: "label" }} aria-label={t("单位", "Unit")} style={{ width: 260 }} value={r.unitId} onChange={setUnit} options={r.units.map((u) => ({ value: u.id, label: u.name }))} /> : undefined}>
        {empty > 0 ? t(`本周还有 ${empty} 班没人。没有排班的时段，提醒会叫到所有值班员。`, `${empty} watches of this week stand empty; then alerts call every duty officer.`) : t("没人接手的提醒会按这张表叫到当班的人。", "Alerts nobody takes call whoever stands watch here.")}
      </PageHead>
      <Page>
        <Refused problem={roster.error} onAgain={() => { void roster.refetch(); }} />
        {!r && !roster.error && <Waiting />}
        {r && r.officers.length === 0 && r.shifts.length === 0 ? <EmptyState title={t("这个单位还没有值班员", "No duty officers yet")} why={t("先由安全管理员任命值班员，联络员再来排班。", "The security administrator appoints duty officers first, then the liaison sets the roster.")} />
          : r && (
            <div className="duty-week">
              {r.days.map((day) => (
                <section key={day} className={day === today ? "duty-day today" : "duty-day"} aria-label={day}>
                  <h3>{t(...sayDay(day))}{day === today && <Tag tone="house">{t("今天", "Today")}</Tag>}</h3>
                  {names.map((watch) => (
                    <div key={watch} className="duty-watch">
                      <span>{t(...watchWords[watch])}</span>
                      {r.shifts.filter((s) => s.day === day && s.watch === watch).map((s) => <Who key={s.id} shift={s} over={new Date(s.to) <= now} onOpen={r.mayKeep ? () => { setTask({ kind: "change", shift: s }); } : null} />)}
                      {r.mayKeep && spanOf(day, watch).to > now && r.officers.length > 0 && <Button size="small" type="text" onClick={() => { setTask({ kind: "set", day, watch }); }}>{t("排人", "Add")}<span className="unseen">{` ${day} ${t(...watchWords[watch])}`}</span></Button>}
                      {!r.mayKeep && !r.shifts.some((s) => s.day === day && s.watch === watch) && <span className="i3">{t("没排", "empty")}</span>}
                    </div>
                  ))}
                </section>
              ))}
            </div>
          )}
      </Page>
      {task?.kind === "set" && r && <SetShift unitId={r.unitId} day={task.day} watch={task.watch} officers={r.officers} onClose={() => { setTask(null); }} />}
      {task?.kind === "change" && r && <ChangeShift shift={task.shift} others={r.shifts.filter((s) => s.personId !== task.shift.personId && new Date(s.to) > now)} onClose={() => { setTask(null); }} />}
    </>
  );
}

function Who({ shift, over, onOpen }: { shift: ShiftOut; over: boolean; onOpen: (() => void) | null }) {
  if (over || !onOpen) return <span className={over ? "duty-who over" : "duty-who"} title={shift.personName}>{shift.personName}</span>;
  return <button type="button" className="duty-who" title={shift.personName} onClick={onOpen}>{shift.personName}</button>;
}
