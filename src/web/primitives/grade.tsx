import type { Grade as Level } from "#kernel/urgency.ts";
import { useT } from "../t.ts";
import "./marks.css";

const colours: Record<Level, readonly [string, string]> = { red: ["红", "Red"], orange: ["橙", "Orange"], yellow: ["黄", "Yellow"], blue: ["蓝", "Blue"] };
const events: Record<Level, readonly [string, string]> = { red: ["特别重大", "Grave"], orange: ["重大", "Major"], yellow: ["较大", "Larger"], blue: ["一般", "General"] };

/** The only solid alert colours: a grade, always with its word inside. `of` picks the words of a warning or of an event; `word` overrides. */
export function Grade({ grade, of = "warning", word, size = "sm" }: { grade: Level; of?: "warning" | "event"; word?: string; size?: "sm" | "lg" | "block" }) {
  const t = useT();
  return <span className={`grade ${grade} ${size}`}>{word ?? t(...(of === "event" ? events : colours)[grade])}</span>;
}
