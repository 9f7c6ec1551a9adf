import type { ReactNode } from "react";
import type { Block, Doc, Fact, Inline } from "#kernel/document.ts";
import { filePath } from "#modules/materials/contract.ts";

/** Structured text as people read it, facts written out; a fact lights up where `onFact` is given. */
export function DocView({ doc, facts, onFact }: { doc: Doc; facts: readonly Fact[]; onFact?: (factId: string) => void }) {
  const words = new Map(facts.map((fact) => [fact.id, fact]));
  const run = (inline: Inline, key: number): ReactNode => {
    if (inline.type === "break") return <br key={key} />;
    if (inline.type === "fact") {
      const text = words.get(inline.factId)?.text ?? "〔事实缺失〕";
      return onFact ? <button key={key} type="button" className="fact" onClick={() => { onFact(inline.factId); }}>{text}</button> : <span key={key}>{text}</span>;
    }
    let out: ReactNode = inline.text;
    if (inline.marks?.includes("bold")) out = <b>{out}</b>;
    if (inline.marks?.includes("italic")) out = <i>{out}</i>;
    if (inline.marks?.includes("underline")) out = <u>{out}</u>;
    return <span key={key}>{inline.href ? <span className="link">{out}</span> : out}</span>;
  };
  const runs = (line: readonly Inline[]) => line.map(run);
  return <>{doc.blocks.map((block, i) => <BlockView key={i} block={block} runs={runs} />)}</>;
}

function BlockView({ block: b, runs }: { block: Block; runs: (line: readonly Inline[]) => ReactNode }) {
  switch (b.type) {
    case "paragraph": return b.content.length ? <p>{runs(b.content)}</p> : null;
    case "heading": return b.level === 2 ? <h3>{runs(b.content)}</h3> : <h4>{runs(b.content)}</h4>;
    case "list": {
      const items = b.items.map((item, i) => <li key={i}>{runs(item)}</li>);
      return b.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "quote": return <blockquote>{b.content.map((line, i) => <p key={i}>{runs(line)}</p>)}</blockquote>;
    case "table": return <table><tbody>{b.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => (b.header && i === 0 ? <th key={j}>{runs(cell)}</th> : <td key={j}>{runs(cell)}</td>))}</tr>)}</tbody></table>;
    case "image": return <figure><img src={filePath(b.materialId, 1280)} alt={b.alt} />{b.caption && <figcaption>{b.caption}</figcaption>}</figure>;
    case "video": return <figure><video controls preload="metadata" src={filePath(b.materialId)} />{b.caption && <figcaption>{b.caption}</figcaption>}</figure>;
  }
}
