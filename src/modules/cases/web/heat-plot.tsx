import { shortTime } from "#kernel/clock.ts";
import { useT } from "#web/t.ts";
import type { HeatView } from "../contract.ts";
import { sayTime } from "./words.ts";

const wide = 640;
const high = 132;
const foot = 20;

type Hour = { x: number; y: number | null };

/** Points as line pieces: an hour nobody looked breaks the line instead of drawing it to zero. */
function linesOf(points: readonly Hour[]): string[] {
  const pieces: string[][] = [[]];
  for (const p of points) {
    if (p.y === null) { if (pieces.at(-1)?.length) pieces.push([]); }
    else pieces.at(-1)?.push(`${p.x.toFixed(1)} ${p.y.toFixed(1)}`);
  }
  return pieces.filter((piece) => piece.length > 0).map((piece) => (piece.length === 1 ? `M${piece[0]} h3` : `M${piece.join(" L")}`));
}

/** Heat of the topic hour by hour with each release at its time. It shows what came after what, and claims no cause. */
export function HeatPlot({ heat, now }: { heat: HeatView; now: Date }) {
  const t = useT();
  const known = heat.hours.flatMap((h) => (h.value === null ? [] : [h.value]));
  const first = heat.hours[0];
  const last = heat.hours.at(-1);
  if (!first || !last || known.length < 3) return <p className="case-thin">{t("热度：数据不足。挂了话题、监测到三小时以上读数，这里画出每次发布前后的热度。", "Heat: too little data. With a topic and three hours of readings, the heat around each release is drawn here.")}</p>;
  const [from, to] = [Date.parse(first.hour), Date.parse(last.hour) + 3_600_000];
  const top = Math.max(1, ...known);
  const x = (at: number) => (wide * (at - from)) / Math.max(1, to - from);
  const y = (value: number) => high - foot - ((high - foot - 16) * value) / top;
  const points = heat.hours.map((h): Hour => ({ x: x(Date.parse(h.hour)), y: h.value === null ? null : y(h.value) }));
  const figure = (value: number | null) => (value === null ? t("数据不足", "too little data") : value.toFixed(1));
  return (
    <figure className="case-heat">
      <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={t(`热度从 ${shortTime(new Date(first.hour))} 到 ${shortTime(new Date(last.hour))}，最高 ${top.toFixed(1)}，其间发布 ${heat.releases.length} 次`, `Heat with a peak of ${top.toFixed(1)} and ${heat.releases.length} releases`)}>
        <line x1="0" x2={wide} y1={high - foot} y2={high - foot} className="case-heat-ground" />
        <text x="0" y="12">{t(`最高 ${top.toFixed(1)}`, `peak ${top.toFixed(1)}`)}</text>
        {linesOf(points).map((d) => <path key={d} d={d} className="case-heat-line" />)}
        {heat.releases.map((r, i) => {
          const at = Math.min(wide - 9, Math.max(9, x(Date.parse(r.publishedAt))));
          return <g key={r.pieceId}><line x1={at} x2={at} y1="18" y2={high - foot} className="case-heat-release" /><circle cx={at} cy="10" r="9" className="case-heat-dot" /><text x={at} y="14" textAnchor="middle" className="case-heat-number">{i + 1}</text></g>;
        })}
        <text x="0" y={high - 4}>{sayTime(t, first.hour, now)}</text>
        <text x={wide} y={high - 4} textAnchor="end">{sayTime(t, last.hour, now)}</text>
      </svg>
      {heat.releases.length > 0 && <figcaption><ul className="case-effects">{heat.releases.map((r, i) => <li key={r.pieceId}><span className="case-mark" aria-hidden="true">{i + 1}</span><span className="el" title={r.title}>{r.title}</span><span className="nw">{t(`前 ${figure(r.before)}，后 ${figure(r.after)}`, `before ${figure(r.before)}, after ${figure(r.after)}`)}</span></li>)}</ul><p className="t12 i3">{t("前后各六小时的平均；没有读数的时段断开，不当零。先后不等于因果。", "Means of six hours on each side; hours without a reading are left out. Sequence proves no cause.")}</p></figcaption>}
    </figure>
  );
}
