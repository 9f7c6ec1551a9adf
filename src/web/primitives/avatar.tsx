import "./marks.css";

/** A person as a round mark of up to two characters. */
export function Avatar({ name, mark, tone = "ink", sm = false }: { name: string; mark: string; tone?: "ink" | "house" | "hollow"; sm?: boolean }) {
  return <span className={`avatar ${tone}${sm ? " sm" : ""}`} role="img" aria-label={name} title={name}>{mark}</span>;
}

const tones = ["house", "ink", "hollow"] as const;

/** Who is here now, with a sentence beside the marks ("三人在改"). */
export function People({ people, said }: { people: readonly { name: string; mark: string }[]; said: string }) {
  return (
    <span className="people">
      {people.slice(0, 5).map((p, i) => <Avatar key={p.name} name={p.name} mark={p.mark} sm tone={tones[i % 3] ?? "ink"} />)}
      <span className="i2 t12 nw">{said}</span>
    </span>
  );
}
