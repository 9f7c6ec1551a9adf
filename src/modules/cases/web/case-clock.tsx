import { Heading, Meter } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { CaseView, ClockView } from "../contract.ts";
import type { Part } from "./task.ts";
import { clockWords, gradeWords, sayClock, sayTime } from "./words.ts";

const ofTheCase = (c: CaseView) => c.clocks.filter((k) => k.subject === "" || k.code === "notify");
const weight = (k: ClockView) => (k.missed ? 0 : k.metAt === null ? 1 : 2);

/** The clocks in the head of a case: one of each kind, missed before running before met; what ended without a fault is not news. */
export function headClocks(c: CaseView): ClockView[] {
  const live = ofTheCase(c).filter((k) => k.ended === null || k.missed);
  const one = [...Map.groupBy(live, (k) => k.code).values()].flatMap((kind) => kind.toSorted((a, b) => weight(a) - weight(b)).slice(0, 1));
  return one.toSorted((a, b) => weight(a) - weight(b)).slice(0, 3);
}

/** A clock with what it is for, its figure, its end and its source; missed stays in fault whatever came after. */
export function CaseClock({ clock, now }: { clock: ClockView; now: Date }) {
  const t = useT();
  const { figure, state } = sayClock(t, clock, now);
  const [start, end, at] = [Date.parse(clock.startAt), Date.parse(clock.deadline), clock.metAt ? Date.parse(clock.metAt) : now.getTime()];
  const label = useLabel(clock);
  return (
    <div className={`clock ${state === "ended" ? "met" : state}`}>
      <span>{label}</span>
      <b>{figure}</b>
      <Meter share={state === "ended" ? 0 : (at - start) / Math.max(1, end - start)} tone={state === "ended" ? "met" : state} label={label} />
      <span>{t(`${sayTime(t, clock.deadline, now)} 止，${clock.source}`, `until ${sayTime(t, clock.deadline, now)}, ${clock.source}`)}</span>
    </div>
  );
}

/** The same in one line, for rows. */
export function ClockLine({ clock, now }: { clock: ClockView; now: Date }) {
  const t = useT();
  const { figure, state } = sayClock(t, clock, now);
  return <span className={state === "missed" ? "fault nw" : "nw i2"} title={`${sayTime(t, clock.deadline, now)} ${clock.source}`}>{figure}</span>;
}

function useLabel(clock: ClockView): string {
  const t = useT();
  const grade = clock.code === "notify" ? `，${t(...gradeWords[clock.subject as "red"])}` : "";
  return `${t(...clockWords[clock.code])}${grade}`;
}

/** The clocks that the head has no room for, each with its end and its source. */
export function OtherClocks({ c, now }: Part) {
  const t = useT();
  const head = new Set(headClocks(c).map((k) => k.id));
  const others = ofTheCase(c).filter((k) => !head.has(k.id));
  if (others.length === 0) return null;
  return <section><Heading title={t("其余时限", "Other clocks")} /><ul className="case-rows">{others.map((clock) => <OtherClock key={clock.id} clock={clock} now={now} />)}</ul></section>;
}

function OtherClock({ clock, now }: { clock: ClockView; now: Date }) {
  const t = useT();
  return <li><div className="row apart"><b>{useLabel(clock)}</b><ClockLine clock={clock} now={now} /></div><p className="t12 i3">{t(`${sayTime(t, clock.deadline, now)} 止，${clock.source}`, `until ${sayTime(t, clock.deadline, now)}, ${clock.source}`)}</p></li>;
}
