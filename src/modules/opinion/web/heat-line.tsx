import { shortTime } from "#kernel/clock.ts";
import { useT } from "#web/t.ts";

type Hour = { hour: string; value: number | null };
const high = 72;

/** Heat hour by hour as bars; an hour without figures has none, it is not drawn as zero. */
export function HeatLine({ hours }: { hours: readonly Hour[] }) {
  const t = useT();
  const known = hours.flatMap((h) => (h.value === null ? [] : [h.value]));
  const [first, last] = [hours[0], hours.at(-1)];
  if (!first || !last || known.length === 0) return <p className="i3">{t("还没有热度数据。", "No heat yet.")}</p>;
  const top = Math.max(1, ...known);
  const peak = Math.max(...known).toFixed(1);
  return (
    <figure className="radar-heat">
      <svg viewBox={`0 0 ${Math.max(24, hours.length)} ${high}`} preserveAspectRatio="none" role="img" aria-label={t(`热度，最高 ${peak}，有数据 ${known.length} 小时，缺 ${hours.length - known.length} 小时`, `Heat: peak ${peak}, ${known.length} hours with figures, ${hours.length - known.length} without`)}>
        {hours.map(({ hour, value }, i) => value !== null && <rect key={hour} x={i + 0.12} width="0.76" y={high - (high * value) / top} height={(high * value) / top} />)}
      </svg>
      <figcaption className="row apart t12 i3"><span>{t(`${shortTime(new Date(first.hour))} 起`, `from ${shortTime(new Date(first.hour))}`)}</span><span>{t(`最高 ${peak}`, `peak ${peak}`)}</span>{hours.length >= 24 && <span>{shortTime(new Date(last.hour))}</span>}</figcaption>
    </figure>
  );
}
