import type { ReactNode } from "react";
import { useT } from "../t.ts";
import { Tag } from "./tag.tsx";
import "./board.css";

/** What was seen of a delivery at one rung: seen with its time, waiting with its next check, or no such evidence (which never counts as done). */
export type Evidence = { state: "seen" | "waiting" | "none"; text?: string };

/** One account on the board: its evidence per rung; or a question for a person; or a failure with its cause in words, the code second. */
export type EvidenceRow = { key: string; account: string; unit: string; action?: ReactNode } & (
  | { kind: "rungs"; cells: readonly Evidence[] }
  | { kind: "ask"; question: string; sentence: ReactNode }
  | { kind: "fail"; cause: string; sentence: ReactNode }
);

/** Dot, ring or dash with its words. */
export function EvidenceMark({ state, text }: Evidence) {
  const t = useT();
  const said = { seen: t("已见证据", "seen"), waiting: t("还在等", "waiting"), none: t("无此证据", "no such evidence") }[state];
  return <span className={`evidence ${state}`}>{text ?? said}{text !== undefined && <span className="unseen">{said}</span>}</span>;
}

/** The delivery board: channel by evidence rung, what asks for a person on top. */
export function EvidenceMatrix({ rungs, rows, label }: { rungs: readonly string[]; rows: readonly EvidenceRow[]; label: string }) {
  const t = useT();
  return (
    <table className="matrix" aria-label={label}>
      <thead><tr><th className="matrix-who" scope="col">{t("账号", "Account")}</th>{rungs.map((r) => <th key={r} className="matrix-rung" scope="col">{r}</th>)}<th className="matrix-act"><span className="unseen">{t("可办的事", "Actions")}</span></th></tr></thead>
      <tbody>{[...rows].sort((a, b) => weight(a) - weight(b)).map((row) => <Row key={row.key} row={row} rungs={rungs} />)}</tbody>
    </table>
  );
}

const weight = (row: EvidenceRow) => ["ask", "fail", "rungs"].indexOf(row.kind);

function Row({ row, rungs }: { row: EvidenceRow; rungs: readonly string[] }) {
  const who = <th className="matrix-who" scope="row"><span><b title={row.account}>{row.account}</b><small title={row.unit}>{row.unit}</small></span></th>;
  const act = <td className="matrix-act">{row.action !== undefined && <div>{row.action}</div>}</td>;
  if (row.kind === "ask") return <tr className="says ask">{who}<td className="matrix-said" colSpan={rungs.length}><AskCell question={row.question}>{row.sentence}</AskCell></td>{act}</tr>;
  if (row.kind === "fail") return <tr className="says fail">{who}<td className="matrix-said" colSpan={rungs.length}><FailCell cause={row.cause}>{row.sentence}</FailCell></td>{act}</tr>;
  return <tr>{who}{rungs.map((rung, i) => <td key={rung} className="matrix-rung" data-rung={rung}><EvidenceMark {...(row.cells[i] ?? { state: "none" })} /></td>)}{act}</tr>;
}

/** A question only a person can answer. */
export function AskCell({ question, children }: { question: string; children: ReactNode }) {
  const t = useT();
  return <div><Tag tone="ink">{t("请人判断", "Needs you")}</Tag> <b>{question}</b><p>{children}</p></div>;
}

/** A failure: its cause in words. */
export function FailCell({ cause, children }: { cause: string; children: ReactNode }) {
  return <div><span className="evidence failed">{cause}</span><p>{children}</p></div>;
}
