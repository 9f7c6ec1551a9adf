import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Columns, EmptyState, Figures, Fingerprint, Grade, PageHead, Refused, Tag, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { chaseHandPost, readBoard, retryDelivery, stopRelease, type Board, type BoardRow } from "../contract.ts";
import { BoardBand } from "./board-band.tsx";
import { Compare } from "./compare.tsx";
import { Decide } from "./decide.tsx";
import { EvidenceDrawer } from "./evidence-drawer.tsx";
import { Earlier, Happening } from "./happening.tsx";
import { BoardMatrix } from "./matrix.tsx";
import { Recall } from "./recall.tsx";
import { LeaveOut, Spend } from "./spend.tsx";
import { boardCounts, recallCounts, rungName, sayUnreachable } from "./words.ts";
import "./dispatch.css";

/** The live board of one piece: account by evidence rung, with what is happening beside it. */
export function BoardScreen() {
  const t = useT();
  const { pieceId = "" } = useParams();
  const { data: board, error, refetch } = useRead(readBoard, { params: { pieceId } }, { topics: [`board:${pieceId}`] });
  if (board) return <TheBoard board={board} />;
  return <><Bar title={t("投放板", "Board")} crumbs={[{ to: "/boards", label: t("投放", "Dispatch") }]} />{error ? <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div> : <Waiting />}</>;
}

type Open = { kind: "decide"; row: BoardRow; seen: boolean } | { kind: "evidence" | "spend" | "leave-out"; row: BoardRow } | { kind: "recall" } | { kind: "compare" } | null;

function TheBoard({ board }: { board: Board }) {
  const t = useT();
  const now = useNow(10);
  const [open, setOpen] = useState<Open>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const retry = useAct(retryDelivery, { refresh: [readBoard], said: t("这一路重新来过", "This one starts again") });
  const chase = useAct(chaseHandPost, { said: t("提醒已送到", "The reminder is on its way") });
  const during = async (row: BoardRow, work: Promise<unknown>) => { setBusy(row.deliveryId); await work.finally(() => { setBusy(null); }); };
  const acts = {
    busy,
    onSeen: (row: BoardRow) => { setOpen({ kind: "decide", row, seen: true }); },
    onAgain: (row: BoardRow) => { setOpen({ kind: "decide", row, seen: false }); },
    onEvidence: (row: BoardRow) => { setOpen({ kind: "evidence", row }); },
    onRetry: (row: BoardRow) => { void during(row, retry.act({ params: { deliveryId: row.deliveryId } })); },
    onSpend: (row: BoardRow) => { setOpen({ kind: "spend", row }); },
    onLeaveOut: (row: BoardRow) => { setOpen({ kind: "leave-out", row }); },
    onChase: (row: BoardRow) => { void during(row, chase.act({ params: { deliveryId: row.deliveryId } })); },
  };
  const counts = boardCounts(board.rows);
  const recall = recallCounts(board);
  const figures = recall ? [
    { label: t("要撤几路", "To take back"), value: recall.all }, { label: t("已撤下", "Taken back"), value: recall.gone }, { label: t("发出说明", "Notices"), value: recall.noticed }, { label: t("还在撤", "Under way"), value: recall.left }, { label: t("撤不回", "Out of reach"), value: recall.out },
  ] : [{ label: t("应到账号", "Accounts"), value: counts.all }, ...(["accepted", "published", "verified", "displayed"] as const).map((rung) => ({ label: rungName(t, rung), value: counts[rung] }))];
  const main = (
    <div className="board-main">
      {board.rows.length === 0
        ? <EmptyState title={t("还没有投放", "Nothing has been sent")} why={t("各家签齐以后会自动投放，每个账号到哪一步都在这里看。", "It leaves by itself once everybody has signed; here you see how far each account has come.")} />
        : <BoardMatrix board={board} rows={board.rows} now={now} acts={acts} label={t("各账号到哪一步", "Where each account stands")} />}
      <Unreachable board={board} />
      {board.releases.length > 0 && <Earlier board={board} now={now} onEvidence={acts.onEvidence} />}
    </div>
  );
  return (
    <>
      <BoardBar board={board} onRecall={() => { setOpen({ kind: "recall" }); }} />
      <BoardBand board={board} onCompare={() => { setOpen({ kind: "compare" }); }} />
      <PageHead title={t("各账号到哪一步", "Where each account stands")} aside={<div className="board-figures"><Figures figures={figures} /></div>}>{t("只写看到的证据：受理不等于发布，发布不等于看得见。", "Only what was seen: accepted is not published, published is not visible.")}</PageHead>
      <Columns shape="board" fill label={t("投放板", "Board")} columns={[
        { key: "accounts", label: t("账号", "Accounts"), node: main },
        { key: "now", label: t("正在发生", "Happening now"), ground: "surface", node: <Happening board={board} now={now} /> },
      ]} />
      {open?.kind === "decide" && <Decide row={open.row} seen={open.seen} onClose={() => { setOpen(null); }} />}
      {open?.kind === "spend" && open.row.asks && <Spend row={open.row} asks={open.row.asks} now={now} onClose={() => { setOpen(null); }} />}
      {open?.kind === "leave-out" && <LeaveOut row={open.row} onClose={() => { setOpen(null); }} />}
      {open?.kind === "evidence" && <EvidenceDrawer row={open.row} board={board} onClose={() => { setOpen(null); }} />}
      {open?.kind === "compare" && board.correction && <Compare pieceId={board.pieceId} before={board.correction.ofEdition} after={board.editionNumber} onClose={() => { setOpen(null); }} />}
      {open?.kind === "recall" && <Recall pieceId={board.pieceId} editionNumber={board.editionNumber} onClose={() => { setOpen(null); }} />}
    </>
  );
}

function BoardBar({ board, onRecall }: { board: Board; onRecall: () => void }) {
  const t = useT();
  const stop = useAct(stopRelease, { refresh: [readBoard], said: ({ voided }) => t(`停了 ${voided} 路，已经出去的不动`, `${voided} stopped; what has left stays`) });
  const newest = board.releases[0];
  const mayStop = board.mayStop && board.queued > 0 && newest !== undefined && newest.kind !== "recall";
  const recalled = newest?.kind === "recall";
  const actions = (
    <>
      {mayStop && (
        <Popconfirm title={t(`停发未出的 ${board.queued} 路？`, `Stop the ${board.queued} that have not left?`)} description={t("已经出去的不动，停下的不会自己再发。", "What has left stays; what is stopped does not leave by itself.")} okText={t("停发", "Stop")} cancelText={t("先不停", "Not now")}
          onConfirm={() => stop.act({ params: { pieceId: board.pieceId }, body: { releaseId: newest.id } })}>
          <Button loading={stop.pending}>{t(`停发未出的 ${board.queued} 路`, `Stop ${board.queued} not sent`)}</Button>
        </Popconfirm>
      )}
      {board.mayRecall && !recalled && board.rows.length > 0 && <Button danger onClick={onRecall}>{t("撤回这一版", "Recall this edition")}</Button>}
    </>
  );
  return (
    <Bar title={board.title} crumbs={[{ to: "/boards", label: t("投放", "Dispatch") }]}
      beside={<span className="board-beside">{board.urgency !== "routine" && <Grade of="warning" grade={board.urgency} />}<Tag>{t(`第 ${board.editionNumber} 版`, `Edition ${board.editionNumber}`)}</Tag>{board.manifestHash && <Fingerprint hash={board.manifestHash} />}</span>}
      actions={actions} />
  );
}

function Unreachable({ board }: { board: Board }) {
  const t = useT();
  const recall = board.releases.find((r) => r.kind === "recall");
  if (!recall || recall.leftOut.length === 0) return null;
  return (
    <section className="board-unreachable">
      <h2>{t(`撤不回的 ${recall.leftOut.length} 路`, `${recall.leftOut.length} out of reach`)}</h2>
      <ul>{recall.leftOut.map((a, i) => <li key={`${a.accountId} ${i}`}><b>{a.accountName}</b><span className="i2">{sayUnreachable(t, a.why)}</span></li>)}</ul>
    </section>
  );
}
