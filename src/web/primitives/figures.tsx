import "./marks.css";

/** A quiet row of counts with their words; no cards. */
export function Figures({ figures }: { figures: readonly { label: string; value: string | number }[] }) {
  return <dl className="figures">{figures.map((f) => <div key={f.label}><dt>{f.label}</dt><dd>{f.value}</dd></div>)}</dl>;
}
