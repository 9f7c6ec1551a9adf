import { clockTime } from "#kernel/clock.ts";
import { Heading, Tag, Timeline, type Moment } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { Board, BoardRow } from "../contract.ts";
import { cellsOf } from "./cells.ts";
import { boardTime, kindName, sayEvent, sayRelease } from "./words.ts";

/** 正在发生: receipts and orders as sentences, newest first. */
export function Happening({ board, now }: { board: Board; now: Date }) {
  const t = useT();
  const moments: (Moment & { when: string })[] = [
    ...board.events.map((e) => ({ key: e.id, when: e.at, at: boardTime(e.at, now), text: sayEvent(t, e), ...(e.outcome === "failed" ? { state: "fault" as const } : {}) })),
    ...board.releases.map((r) => ({ key: r.id, when: r.at, at: boardTime(r.at, now), text: <b>{sayRelease(t, r, now)}</b> })),
  ].sort((a, b) => (a.when < b.when ? 1 : -1));
  return (
    <section aria-live="polite">
      <Heading level={2} title={t("正在发生", "Happening now")} note={t(`实时，${clockTime(now)}`, `live, ${clockTime(now)}`)} />
      {moments.length === 0 ? <p className="i2">{t("还没有动静。", "Nothing yet.")}</p> : <Timeline as="ledger" label={t("正在发生", "Happening now")} moments={moments} />}
    </section>
  );
}

/** Orders of this piece, and what the earlier editions reached; kept for ever. */
export function Earlier({ board, now, onEvidence }: { board: Board; now: Date; onEvidence: (row: BoardRow) => void }) {
  const t = useT();
  const older = new Map<string, BoardRow[]>();
  for (const row of board.earlier) older.set(`${row.editionNumber} ${row.action}`, [...(older.get(`${row.editionNumber} ${row.action}`) ?? []), row]);
  return (
    <section className="board-earlier">
      <Heading title={t("投放单和以前的版次", "Orders and earlier editions")} note={t("一直留着", "kept for ever")} />
      <ol className="board-orders">
        {board.releases.map((r) => <li key={r.id}><time>{boardTime(r.at, now)}</time><Tag tone={r.kind === "publish" ? "plain" : "ink"}>{kindName(t, r.kind)}</Tag><span>{sayRelease(t, r, now)}</span><span className="i3 nw">{r.orderedByName}</span></li>)}
      </ol>
      {[...older].map(([key, rows]) => (
        <details key={key}>
          <summary>{t(`第 ${rows[0]?.editionNumber ?? ""} 版，${kindName(t, rows[0]?.action ?? "publish")}，${rows.length} 路`, `Edition ${rows[0]?.editionNumber ?? ""}, ${kindName(t, rows[0]?.action ?? "publish").toLowerCase()}, ${rows.length} accounts`)}</summary>
          <ul className="board-old">{rows.map((r) => <li key={r.deliveryId}><b className="el" title={r.accountName}>{r.accountName}</b><span className="i2">{cellsOf(t, r, now).filter((c) => c.state === "seen").at(-1)?.text ?? cellsOf(t, r, now)[0]?.text}</span><button type="button" className="link" onClick={() => { onEvidence(r); }}>{t("证据", "Evidence")}</button></li>)}</ul>
        </details>
      ))}
    </section>
  );
}
