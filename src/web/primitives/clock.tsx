import { useEffect, useState } from "react";
import { useT } from "../t.ts";
import { Meter } from "./meter.tsx";
import "./marks.css";

/** The time, told again every `seconds`. */
export function useNow(seconds = 30): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = setInterval(() => { setNow(new Date()); }, seconds * 1000);
    return () => { clearInterval(tick); };
  }, [seconds]);
  return now;
}

/** Minutes between two instants as a clock shows them: 0:42, 19:34, never below 0:00. */
export function countdown(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A clock of the house: what it is for, from when to when, when it was met, and the clause it comes from. */
export type ClockProps = { label: string; start: Date; deadline: Date; metAt?: Date | null; source: string; now?: Date };

/** Number, deadline, source. Met is house, running is ink, missed is fault and stays so even when done later. */
export function Clock({ label, start, deadline, metAt = null, source, now }: ClockProps) {
  const t = useT();
  const ticking = useNow();
  const at = metAt ?? now ?? ticking;
  const missed = at > deadline;
  const state = missed ? "missed" : metAt ? "met" : "running";
  const late = countdown(deadline, at);
  const figure = {
    met: t(`${countdown(start, at)} 完成`, `Done in ${countdown(start, at)}`),
    running: t(`还有 ${countdown(at, deadline)}`, `${countdown(at, deadline)} left`),
    missed: metAt ? t(`迟 ${late} 完成`, `Done ${late} late`) : t(`已超 ${late}`, `${late} over`),
  }[state];
  const share = (at.getTime() - start.getTime()) / Math.max(1, deadline.getTime() - start.getTime());
  return (
    <div className={`clock ${state}`}>
      <span>{label}</span>
      <b>{figure}</b>
      <Meter share={share} tone={state} label={label} />
      <span>{source}</span>
    </div>
  );
}
