import { clockTime } from "#kernel/clock.ts";
import { useT } from "../t.ts";
import "./rows.css";

/** Something of the day at its time. */
export type DayEntry = { at: Date; label: string; done: boolean };

const lane = 28;

/** The day as a line: what is past is ink, now is a block. Entries that would collide climb a lane; on a phone it becomes a list. */
export function DayStrip({ from, to, now, entries }: { from: Date; to: Date; now: Date; entries: readonly DayEntry[] }) {
  const t = useT();
  const share = (at: Date) => 100 * Math.min(1, Math.max(0, (at.getTime() - from.getTime()) / (to.getTime() - from.getTime())));
  const laid = layOut([...entries].sort((a, b) => a.at.getTime() - b.at.getTime()).map((e) => ({ ...e, left: share(e.at), wide: 4 + [...e.label].length * 1.15 })));
  const lanes = Math.max(1, ...laid.map((e) => e.lane + 1));
  const hours = Math.round((to.getTime() - from.getTime()) / 7_200_000);
  return (
    <section className="day" aria-label={t("今日日程", "The day")}>
      <ul className="day-entries" style={{ height: lanes * lane + 12 }}>
        {laid.map((e) => (
          <li key={`${e.at.getTime()} ${e.label}`} className={`day-entry${e.done ? " done" : ""}${e.flip ? " flip" : ""}`} title={e.label} style={{ ...(e.flip ? { right: `${100 - e.left}%`, maxWidth: `${e.left}%` } : { left: `${e.left}%`, width: `${e.room}%` }), height: (e.lane + 1) * lane + 4 }}>
            <small>{clockTime(e.at).slice(0, 5)}</small>{e.label}
          </li>
        ))}
      </ul>
      <div className="day-axis" aria-hidden="true">
        <span className="day-past" style={{ width: `${share(now)}%` }} />
        {Array.from({ length: hours + 1 }, (_, i) => new Date(from.getTime() + i * 7_200_000)).map((at, i) => (
          Math.abs(share(at) - share(now)) > 3.5 && <span key={i} className={i === hours ? "day-hour last" : "day-hour"} style={{ left: `${share(at)}%` }}>{clockTime(at).slice(0, 2)}</span>
        ))}
        <span className="day-now" style={{ left: `${Math.min(98, Math.max(2, share(now)))}%` }}>{clockTime(now).slice(0, 5)}</span>
      </div>
    </section>
  );
}

type Wide = DayEntry & { left: number; wide: number };
type Placed = Wide & { lane: number; room: number; flip: boolean };

/** From the right: an entry stands one lane above everything its words would run over, so that no line crosses words. Words too near the right edge run to the left, on top. */
function layOut(entries: readonly Wide[]): Placed[] {
  const laid: Placed[] = [];
  for (const e of [...entries].reverse()) {
    const flip = e.left + e.wide > 100;
    const under = laid.filter((r) => r.left < e.left + e.wide || (r.flip && r.left - r.wide < e.left + e.wide));
    const lane = flip ? 0 : Math.min(3, 1 + Math.max(-1, ...under.map((r) => r.lane)));
    const blockers = laid.filter((r) => r.lane >= lane && r.left > e.left).map((r) => (r.flip && r.lane === lane ? r.left - r.wide : r.left));
    laid.unshift({ ...e, lane, flip, room: flip ? e.wide : Math.max(3, Math.min(100, ...blockers) - e.left) });
  }
  return clip(lift(laid));
}

/** Words that run to the left go above every line they would cross. */
const lift = (laid: readonly Placed[]): Placed[] =>
  laid.map((e) => {
    const crossed = e.flip ? laid.filter((o) => o !== e && o.left > e.left - e.wide && o.left <= e.left) : [];
    return crossed.length > 0 ? { ...e, lane: 1 + Math.max(...crossed.map((o) => o.lane)) } : e;
  });

/** Words end where words that run to the left begin, on the same lane. */
const clip = (laid: readonly Placed[]): Placed[] =>
  laid.map((e) => {
    const before = laid.filter((o) => o.flip && !e.flip && o.lane === e.lane && o.left > e.left).map((o) => o.left - o.wide - e.left);
    return { ...e, room: Math.max(3, Math.min(e.room, ...before)) };
  });
