import { Button, Select } from "antd";
import { useState } from "react";
import { useRead } from "#web/ask.ts";
import { EmptyState, Fingerprint, Heading, Refused, Tag, useNow, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { compareEditions, readEdition, type PieceView } from "../contract.ts";
import { DocView } from "./doc-view.tsx";
import { sayWhen, underReview, variantWords } from "./words.ts";

type Run = { kind: "same" | "removed" | "added"; text: string };
const Runs = ({ runs }: { runs: readonly Run[] }) => <>{runs.map((run, i) => (run.kind === "same" ? <span key={i}>{run.text}</span> : run.kind === "removed" ? <del key={i}>{run.text}</del> : <ins key={i}>{run.text}</ins>))}</>;

/** 版本: every frozen edition, any two of them (or the draft) side by side with changes marked. */
export function Editions({ piece }: { piece: PieceView }) {
  const t = useT();
  const now = useNow();
  const newest = piece.editions[0]?.number ?? 0;
  const [before, setBefore] = useState(underReview(piece.stage) && newest > 1 ? newest - 1 : newest);
  const [after, setAfter] = useState(underReview(piece.stage) && newest > 1 ? newest : 0);
  const [reading, setReading] = useState<number | null>(null);
  if (newest === 0) return <EmptyState title={t("还没有版本", "No editions yet")} why={t("每交一次审，就冻结一版，从此不再改动。谁什么时候签的是哪一版，都对得上。", "Each submission freezes an edition that never changes. Who signed which is always clear.")} />;
  const name = (number: number) => (number === 0 ? t("正在写的", "The draft") : t(`第 ${number} 版`, `Edition ${number}`));
  const options = [0, ...piece.editions.map((e) => e.number)].map((value) => ({ value, label: name(value) }));
  return (
    <div className="stack">
      <section>
        <div className="row wrap"><Select aria-label={t("旧", "Before")} value={before} onChange={setBefore} options={options} style={{ width: 128 }} /><span>→</span><Select aria-label={t("新", "After")} value={after} onChange={setAfter} options={options} style={{ width: 128 }} /></div>
        {before === after ? <p className="i2">{t("选两个不同的版本来比。", "Choose two different editions.")}</p> : <Compared pieceId={piece.id} before={before} after={after} />}
      </section>
      <section>
        <Heading level={3} title={t("每一版", "Every edition")} note={t("冻结了就不改", "never changed")} />
        <ul className="editions">{piece.editions.map((e) => (
          <li key={e.id}>
            <div className="row wrap"><b>{name(e.number)}</b>{e.number === piece.publishedEdition && <Tag tone="house">{t("公众看到的", "What the public reads")}</Tag>}{e.corrects !== null && <Tag>{t(`更正第 ${e.corrects} 版`, `Corrects edition ${e.corrects}`)}</Tag>}<span className="i3 t12">{e.frozenByName} {sayWhen(new Date(e.at), now)}</span></div>
            <div className="row wrap"><Fingerprint hash={e.hash} /><Button size="small" type="link" aria-expanded={reading === e.number} onClick={() => { setReading(reading === e.number ? null : e.number); }}>{reading === e.number ? t("收起", "Fold") : t("看这一版", "Read it")}</Button></div>
            {reading === e.number && <OneEdition pieceId={piece.id} number={e.number} />}
          </li>
        ))}</ul>
      </section>
    </div>
  );
}

function Compared({ pieceId, before, after }: { pieceId: string; before: number; after: number }) {
  const t = useT();
  const { data, error, refetch } = useRead(compareEditions, { params: { pieceId }, query: { before, after } }, { topics: [`piece:${pieceId}`] });
  if (error) return <Refused problem={error} onAgain={() => { void refetch(); }} />;
  if (!data) return <Waiting />;
  const moved = data.blocks.filter((b) => b.kind !== "same");
  return (
    <div className="compared">
      <p className="i2">{data.places === 0 && data.facts.length === 0 ? t("文字一样。", "The words are the same.") : t(`改了 ${data.places} 处，事实变了 ${data.facts.length} 条`, `${data.places} places rewritten, ${data.facts.length} facts changed`)}{data.signatureChanged ? t("，落款也变了", ", the signature too") : ""}{data.variants.length > 0 ? t(`；跟着变的版本：${data.variants.map((kind) => variantWords[kind][0]).join("、")}`, `; forms that change: ${data.variants.map((kind) => variantWords[kind][1]).join(", ")}`) : ""}</p>
      {data.facts.length > 0 && <ul className="compared-facts">{data.facts.map((f) => <li key={f.factId}><span className="i3">{f.label}</span> <del>{f.before}</del> <ins>{f.after}</ins></li>)}</ul>}
      <h4><Runs runs={data.title} /></h4>
      {data.summary.length > 0 && <p className="i2"><Runs runs={data.summary} /></p>}
      {data.blocks.map((b, i) => <p key={i} className={b.kind}>{b.kind === "altered" ? <><Runs runs={b.changes} /> <Tag>{t("样式或配图变了", "look or picture changed")}</Tag></> : <Runs runs={b.changes} />}</p>)}
      {moved.length === 0 && data.blocks.length === 0 && <p className="i3">{t("两边都没有正文。", "Neither has a text.")}</p>}
    </div>
  );
}

function OneEdition({ pieceId, number }: { pieceId: string; number: number }) {
  const { data, error } = useRead(readEdition, { params: { pieceId, number } });
  if (error) return <Refused problem={error} />;
  if (!data) return <Waiting />;
  const { sealed } = data;
  return <article className="edition-read"><h3>{sealed.title}</h3><div className="published"><DocView doc={sealed.doc} facts={sealed.facts} /></div><p className="preview-signature">{sealed.signature.units.map((u) => u.name).join("　")}</p></article>;
}
