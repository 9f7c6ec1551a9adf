import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { rungs } from "#kernel/connector.ts";
import { EvidenceMatrix, type EvidenceRow } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import type { Board, BoardRow } from "../contract.ts";
import { cellsOf } from "./cells.ts";
import { namedApart } from "./posts.ts";
import { sayQuota, saySpend } from "./spend-words.ts";
import { boardTime, rungName, sayCause, sayDoubt, sayHandDue, sayQuestion, sayRemedy, type Say } from "./words.ts";

/** What a person may do from a row. */
export type RowActs = {
  onSeen: (row: BoardRow) => void;
  onAgain: (row: BoardRow) => void;
  onRetry: (row: BoardRow) => void;
  onSpend: (row: BoardRow) => void;
  onLeaveOut: (row: BoardRow) => void;
  onChase: (row: BoardRow) => void;
  onEvidence: (row: BoardRow) => void;
  busy: string | null;
};

type Ask = { t: Say; board: Board; rows: readonly BoardRow[]; now: Date; acts: RowActs; primary: boolean; outOfReach: ReadonlySet<string> };

const link = (text: string, onClick: () => void): ReactNode => <button type="button" className="link board-evidence" onClick={onClick}>{text}</button>;

function askRow(row: BoardRow, base: Pick<EvidenceRow, "key" | "account" | "unit">, { t, board, now, acts, primary }: Ask): EvidenceRow {
  const event = board.events.find((e) => e.deliveryId === row.deliveryId && e.outcome === "unclear");
  return {
    ...base, kind: "ask", question: sayQuestion(t, row.action),
    sentence: <>{sayDoubt(t, row, event ? boardTime(event.at, now) : null)} {link(t("看证据", "Evidence"), () => { acts.onEvidence(row); })}</>,
    ...(row.mayTend ? { action: <><Button size="small" type={primary ? "primary" : "default"} onClick={() => { acts.onSeen(row); }}>{t("看到了", "Seen")}</Button><Button size="small" onClick={() => { acts.onAgain(row); }}>{t("没有，重发", "No, send again")}</Button></> } : {}),
  };
}

function heldRow(row: BoardRow, asks: NonNullable<BoardRow["asks"]>, base: Pick<EvidenceRow, "key" | "account" | "unit">, { t, now, acts, primary }: Ask): EvidenceRow {
  const at = new Date(row.notBefore) > now ? t(`定了也要等到 ${boardTime(row.notBefore, now)} 才发。`, ` Decided, it still leaves at ${boardTime(row.notBefore, now)} only.`) : "";
  return {
    ...base, kind: "ask", question: saySpend(t, asks, now),
    sentence: <>{sayQuota(t, asks, now)}{at}{t("不定就不发，其余各路不受影响。", " Undecided it does not leave; the other legs are not touched.")}{asks.whyNot && `${t("", " ")}${sayRefusal(asks.whyNot)}`}</>,
    ...(asks.whyNot ? {} : { action: <>
      <Button size="small" type={primary ? "primary" : "default"} loading={acts.busy === row.deliveryId} onClick={() => { acts.onSpend(row); }}>{t("用掉", "Spend it")}</Button>
      <Button size="small" onClick={() => { acts.onLeaveOut(row); }}>{t("这次不发", "Leave it out")}</Button>
    </> }),
  };
}

function failRow(row: BoardRow, base: Pick<EvidenceRow, "key" | "account" | "unit">, { t, acts }: Ask): EvidenceRow {
  return {
    ...base, kind: "fail", cause: sayCause(t, row),
    sentence: <>{sayRemedy(t, row)}{t("只动这一路。", " Only this one is touched.")} {link(t("看证据", "Evidence"), () => { acts.onEvidence(row); })}</>,
    ...(row.mayTend ? { action: <Button size="small" loading={acts.busy === row.deliveryId} onClick={() => { acts.onRetry(row); }}>{row.asksFirst ? t("重新问要不要发", "Ask again") : t("重试这一路", "Retry this one")}</Button> } : {}),
  };
}

function handAct(row: BoardRow, { t, acts }: Ask): ReactNode {
  const { hand } = row;
  if (!hand || hand.doneAt) return null;
  if (hand.mine) return <Link className="ant-btn board-button" to={`/hands?key=${hand.key}`}>{t("贴链接", "Bring the link")}</Link>;
  return row.mayTend ? <Button size="small" loading={acts.busy === row.deliveryId} onClick={() => { acts.onChase(row); }}>{t("催一下", "Chase")}</Button> : null;
}

function rowOf(row: BoardRow, ask: Ask): EvidenceRow {
  const { t, now, acts } = ask;
  const due = row.hand && !row.hand.doneAt ? t("，", ", ") + sayHandDue(t, row.hand.dueAt, now) : "";
  const unit = row.hand ? t(`手工，${row.hand.personName}${due}`, `by hand, ${row.hand.personName}${due}`) : row.unitName;
  const base = { key: row.deliveryId, account: namedApart(t, row, ask.rows), unit };
  if (row.state === "held" && row.asks) return heldRow(row, row.asks, base, ask);
  if (row.state === "unknown") return askRow(row, base, ask);
  if (row.state === "failed") return failRow(row, base, ask);
  return { ...base, kind: "rungs", cells: cellsOf(t, row, now, ask.outOfReach.has(row.accountId) && row.action !== "recall"), action: handAct(row, ask) ?? <Button size="small" type="text" className="board-quiet" aria-label={t(`${row.accountName}的证据`, `Evidence of ${row.accountName}`)} onClick={() => { acts.onEvidence(row); }}>{t("证据", "Evidence")}</Button> };
}

/** The delivery board: account by evidence rung. What asks for a person stands on top and the first of them has the one primary button. */
export function BoardMatrix({ board, rows, now, acts, label }: { board: Board; rows: readonly BoardRow[]; now: Date; acts: RowActs; label: string }) {
  const t = useT();
  const recall = board.releases[0]?.kind === "recall" ? board.releases[0] : undefined;
  const outOfReach = new Set(recall?.leftOut.map((a) => a.accountId));
  const first = rows.find((r) => (r.state === "unknown" && r.mayTend) || r.asks?.whyNot === null)?.deliveryId;
  return <EvidenceMatrix label={label} rungs={rungs.map((rung) => rungName(t, rung))} rows={rows.map((row) => rowOf(row, { t, board, rows, now, acts, outOfReach, primary: row.deliveryId === first }))} />;
}
