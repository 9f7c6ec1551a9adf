import { Drawer } from "antd";
import type { z } from "zod";
import { compareEditions } from "#modules/content/contract.ts";
import { useRead } from "#web/ask.ts";
import { Heading, Refused, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";

type Comparison = z.output<typeof compareEditions.result>;

/** Two editions in one text, what went struck and what came underlined, the facts first. */
export function Compare({ pieceId, before, after, onClose }: { pieceId: string; before: number; after: number; onClose: () => void }) {
  const t = useT();
  const { data, error } = useRead(compareEditions, { params: { pieceId }, query: { before, after } });
  return (
    <Drawer open onClose={onClose} size={720} title={t(`第 ${before} 版和第 ${after} 版对照`, `Edition ${before} against edition ${after}`)}>
      {error && <Refused problem={error} />}
      {!data && !error && <Waiting />}
      {data && (
        <div className="stack">
          <p className="i2">{t(`文字改了 ${data.places} 处，事实变了 ${data.facts.length} 条${data.signatureChanged ? "，落款也变了" : ""}。`, `${data.places} places rewritten, ${data.facts.length} facts changed${data.signatureChanged ? ", the signature too" : ""}.`)}</p>
          {data.facts.length > 0 && (
            <section>
              <Heading level={3} title={t("事实", "Facts")} />
              <ul className="board-orders">{data.facts.map((f) => <li key={f.factId}><span className="i3">{f.label}</span><span><del>{f.before}</del> <ins>{f.after}</ins></span></li>)}</ul>
            </section>
          )}
          <article className="board-compared serif">
            <h2><Runs runs={data.title} /></h2>
            {data.blocks.map((block, i) => <p key={i}><Runs runs={block.changes} /></p>)}
          </article>
        </div>
      )}
    </Drawer>
  );
}

function Runs({ runs }: { runs: Comparison["title"] }) {
  const t = useT();
  return runs.map((r, i) => r.kind === "removed" ? <del key={i} aria-label={t(`删去：${r.text}`, `Removed: ${r.text}`)}>{r.text}</del> : r.kind === "added" ? <ins key={i} aria-label={t(`加上：${r.text}`, `Added: ${r.text}`)}>{r.text}</ins> : <span key={i}>{r.text}</span>);
}
