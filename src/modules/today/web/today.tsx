import { isoDay } from "#kernel/clock.ts";
import { useRead } from "#web/ask.ts";
import { Columns, DayStrip, Refused, useNarrow, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { useMe } from "#modules/access/web/index.ts";
import { readToday, type StripEntry, type Today } from "../contract.ts";
import { AlertBar } from "./alert-bar.tsx";
import { CoveragePanel, DutyPanel } from "./beside.tsx";
import { Joint } from "./joint.tsx";
import { WaitingList } from "./waiting-list.tsx";
import { sayDate, sayEntry, saySeason } from "./words.ts";
import "./today.css";

/** 今日: the next thing to do is the first thing seen (interface.md, 1). */
export function TodayScreen() {
  const t = useT();
  const me = useMe();
  const { data: today, error, refetch } = useRead(readToday, {}, { topics: me ? [`inbox:${me.personId}`, "pieces", "board", "alerts", "duty"] : [], everySeconds: 60 });
  if (today) return <TheDay today={today} />;
  return <><Bar title={t("今日", "Today")} />{error ? <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div> : <Waiting />}</>;
}

function TheDay({ today }: { today: Today }) {
  const t = useT();
  const now = useNow(10);
  const narrow = useNarrow();
  const strip = <Strip entries={today.strip} now={now} />;
  const aside = <div className="today-aside">{narrow && strip}{today.coverage && <CoveragePanel coverage={today.coverage} />}<DutyPanel lines={today.duty} /></div>;
  return (
    <>
      <Bar title={sayDate(t, today.day)} beside={<span>{saySeason(t, today.day)}</span>} />
      <AlertBar today={today} now={now} />
      {!narrow && strip}
      <Columns shape="desk" label={t("今日", "Today")} columns={[
        { key: "mine", label: t("等我办的", "Waiting for me"), node: <div className="today-main"><WaitingList items={today.waiting} now={now} mayWrite={today.mayWrite} /><Joint lines={today.joint} now={now} /></div> },
        { key: "around", label: t("今天这一天", "The day"), node: aside },
      ]} />
    </>
  );
}

/** From eight to eight, or as far as the day's entries and the hour need. */
function Strip({ entries, now }: { entries: readonly StripEntry[]; now: Date }) {
  const t = useT();
  const day = isoDay(now);
  const start = new Date(`${day}T00:00:00+08:00`).getTime();
  const hours = [now.getTime(), ...entries.map((entry) => Date.parse(entry.at))].map((at) => (at - start) / 3_600_000);
  const from = Math.min(8, Math.floor(Math.max(0, Math.min(...hours)) / 2) * 2);
  const to = Math.max(20, Math.ceil(Math.min(24, Math.max(...hours)) / 2) * 2);
  const at = (hour: number) => new Date(start + hour * 3_600_000);
  return <DayStrip from={at(from)} to={at(to)} now={now} entries={entries.map((entry) => ({ at: new Date(entry.at), label: sayEntry(t, entry, now), done: Date.parse(entry.at) <= now.getTime() }))} />;
}
