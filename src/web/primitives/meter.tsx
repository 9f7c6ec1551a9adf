import "./marks.css";

/** How much of a time or a count is used, 0 to 1; ink while it runs, house when met, fault when missed. The number stands beside it. */
export function Meter({ share, tone = "met", label }: { share: number; tone?: "met" | "running" | "missed"; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return <div className={`meter ${tone}`} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}><i style={{ width: `${percent}%` }} /></div>;
}
