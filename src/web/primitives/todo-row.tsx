import type { ReactNode } from "react";
import type { Grade as Level } from "#kernel/urgency.ts";
import { Grade } from "./grade.tsx";
import "./rows.css";

/** What waits for me: its clock with the source, title, one sentence, one button. The first row is lifted and has the only primary button. */
export type TodoRowProps = {
  clock: { figure: string; note: string; missed?: boolean };
  title: string;
  grade?: { grade: Level; word?: string };
  sentence: ReactNode;
  action: ReactNode;
  lifted?: boolean;
};

/** One row of 待办. */
export function TodoRow({ clock, title, grade, sentence, action, lifted = false }: TodoRowProps) {
  return (
    <li className={lifted ? "todo lifted" : "todo"}>
      <div className={clock.missed ? "todo-clock missed" : "todo-clock"}><b>{clock.figure}</b><span>{clock.note}</span></div>
      <div><h3>{grade && <Grade of="event" {...grade} />}<span className="el" title={title}>{title}</span></h3><p>{sentence}</p></div>
      <div>{action}</div>
    </li>
  );
}

/** The list of what waits for me, most urgent first. */
export function TodoList({ children, label }: { children: ReactNode; label: string }) {
  return <ul aria-label={label}>{children}</ul>;
}
