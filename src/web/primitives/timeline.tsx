import type { ReactNode } from "react";
import "./rows.css";

/** Something that happened, or is to come, at a time already put in words. */
export type Moment = { key: string; at: string; text: ReactNode; state?: "done" | "to-come" | "fault" };

/** How a thing went: `marks` draws dots on a line (hollow is still to come), `ledger` is a dense list with the newest on top. */
export function Timeline({ moments, as = "marks", label }: { moments: readonly Moment[]; as?: "marks" | "ledger"; label: string }) {
  return (
    <ol className={as === "marks" ? "timeline" : "ledger"} aria-label={label}>
      {moments.map((m) => <li key={m.key} className={m.state === "fault" ? "bad" : (m.state ?? "done")}><time>{m.at}</time>{as === "marks" && <i aria-hidden="true" />}<span>{m.text}</span></li>)}
    </ol>
  );
}
