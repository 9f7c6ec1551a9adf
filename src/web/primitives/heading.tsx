import type { ReactNode } from "react";
import "./marks.css";

/** The title of a section with a quiet note at its right. */
export function Heading({ title, note, level = 2 }: { title: ReactNode; note?: ReactNode; level?: 1 | 2 | 3 }) {
  const H = `h${level}` as const;
  return <div className="heading"><H>{title}</H>{note !== undefined && <span>{note}</span>}</div>;
}
