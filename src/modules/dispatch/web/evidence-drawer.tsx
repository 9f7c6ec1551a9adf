import { Drawer } from "antd";
import { fullTime } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import { useRead } from "#web/ask.ts";
import { EmptyState, Fingerprint, Refused, Tag, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readReceipt, type Board, type BoardRow } from "../contract.ts";
import { sayEvent, sayRemedy, type Say } from "./words.ts";

const sources = (t: Say): Record<string, string> => ({
  answer: t("渠道的回答", "the channel's answer"), poll: t("回查", "a look"), callback: t("渠道主动告知", "a callback"), session: t("屏端上报", "the screen"), person: t("人", "a person"), house: t("本系统", "this house"),
});

/** Everything that was seen of one delivery, in order, with the raw answers as they came. Nothing here can be changed. */
export function EvidenceDrawer({ row, board, onClose }: { row: BoardRow; board: Board; onClose: () => void }) {
  const t = useT();
  const { data, error } = useRead(readReceipt, { params: { deliveryId: row.deliveryId } }, { topics: [`board:${board.pieceId}`] });
  return (
    <Drawer open onClose={onClose} size={520} title={t(`${quoted(row.accountName)}的证据`, `Evidence of ${quoted(row.accountName)}`)}>
      <div className="stack">
        <p className="i2">{row.unitName} · {t(`第 ${row.editionNumber} 版`, `Edition ${row.editionNumber}`)} · {t(`试过 ${row.attempt} 次，回查 ${row.checks} 次`, `${row.attempt} tries, ${row.checks} looks`)}</p>
        {row.url && <p><a className="link evidence-url" href={row.url} target="_blank" rel="noreferrer noopener">{row.url}</a></p>}
        {row.failureText && <p className="fault">{sayRemedy(t, row)}</p>}
        {row.ownerName && <p><Tag tone="ink">{t("归谁办", "Owner")}</Tag> {row.ownerName}</p>}
        {error && <Refused problem={error} />}
        {!data && !error && <Waiting />}
        {data?.items.length === 0 && <EmptyState title={t("还没有证据", "No evidence yet")} why={t("还没有轮到它，或者正在发。渠道一有回答就记在这里。", "It has not been sent, or is being sent. Whatever the channel answers is written here.")} />}
        <ol className="receipts">
          {data?.items.map((r) => (
            <li key={r.id}>
              <p className="t12 i3">{fullTime(new Date(r.at))}:{new Date(r.at).toISOString().slice(17, 19)} · {sources(t)[r.source] ?? r.source}</p>
              <p><b>{sayEvent(t, r)}</b></p>
              {r.note && <p className="i2 evidence-url">{r.note}</p>}
              {r.rawBody && <details><summary>{t("原始回答", "Raw answer")}</summary><pre tabIndex={0}>{r.rawBody}</pre></details>}
            </li>
          ))}
        </ol>
        {board.manifestHash && <p className="t12 i3">{t("签署清单", "Signed manifest")} <Fingerprint hash={board.manifestHash} bare /></p>}
      </div>
    </Drawer>
  );
}
