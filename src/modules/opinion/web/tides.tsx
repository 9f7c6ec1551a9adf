import { useT } from "#web/t.ts";

const hour = 3_600_000;
const [high, foot] = [44, 20];

type Hours = readonly { hour: string; topics: number }[];

/** When topics began, hour by hour up to now; an hour in which nothing began is empty. */
export function Tides({ hours, span, now }: { hours: Hours; span: number; now: Date }) {
  const t = useT();
  const last = Math.floor(now.getTime() / hour);
  const first = last - span + 1;
  const most = Math.max(1, ...hours.map((one) => one.topics));
  const all = hours.reduce((sum, one) => sum + one.topics, 0);
  const every = span <= 24 ? 3 : span <= 72 ? 12 : span <= 168 ? 24 : 120;
  const beijingHour = (n: number): number => (((n + 8) % 24) + 24) % 24;
  const ticks = Array.from({ length: span }, (_, i) => first + i).filter((n) => (every <= 24 ? beijingHour(n) % every === 0 : beijingHour(n) === 0 && Math.floor((n + 8) / 24) % (every / 24) === 0));
  const label = (n: number): string => { const day = new Date((n + 8) * hour); return beijingHour(n) === 0 ? t(`${day.getUTCMonth() + 1}月${day.getUTCDate()}日`, `${day.getUTCMonth() + 1}/${day.getUTCDate()}`) : `${String(beijingHour(n)).padStart(2, "0")}:00`; };
  return (
    <figure className="radar-tides">
      <svg viewBox={`0 0 ${span} ${high}`} preserveAspectRatio="none" role="img" aria-label={t(`近 ${span} 小时新出现 ${all} 个话题，一小时最多 ${most} 个`, `${all} topics began in ${span} hours, at most ${most} in one`)}>
        {hours.map((one) => { const n = Math.floor(Date.parse(one.hour) / hour); const tall = ((high - 4) * one.topics) / most; return n < first ? null : <rect key={one.hour} x={n - first + 0.12} y={high - tall} width="0.76" height={tall} className={n === last ? "now" : ""} />; })}
      </svg>
      <div className="radar-axis" style={{ height: foot }} aria-hidden="true">
        {ticks.map((n) => <span key={n} style={{ insetInlineStart: `${((n - first) / span) * 100}%` }}>{label(n)}</span>)}
        <b>{t("现在", "now")}</b>
      </div>
    </figure>
  );
}
