import { useT } from "#web/t.ts";

const high = 24;

/** Heat of the last 24 hours as bars; an hour nobody saw it in has none, which is not zero. */
export function Spark({ hours }: { hours: readonly (number | null)[] }) {
  const t = useT();
  const known = hours.flatMap((value) => (value === null ? [] : [value]));
  const top = Math.max(1, ...known);
  return (
    <svg className="radar-spark" viewBox={`0 0 ${hours.length * 4} ${high}`} role="img" aria-label={t(`24 小时热度，${known.length} 小时有数据，最高 ${Math.max(0, ...known).toFixed(1)}`, `Heat of 24 hours, ${known.length} with figures, peak ${Math.max(0, ...known).toFixed(1)}`)}>
      <line x1="0" x2={hours.length * 4} y1={high - 0.5} y2={high - 0.5} />
      {hours.map((value, i) => value !== null && <rect key={i} x={i * 4 + 0.5} width="3" y={high - 1 - ((high - 2) * value) / top} height={((high - 2) * value) / top} />)}
    </svg>
  );
}
