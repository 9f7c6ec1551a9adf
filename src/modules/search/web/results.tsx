import { Input, Pagination } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Columns, EmptyState, Grade, Heading, Refused, Seal, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { search, type Found } from "../contract.ts";
import { Marked } from "./marked.tsx";
import { groupName, hitsOf, sayCount, sayPiece, type Hit } from "./words.ts";
import "./search.css";

const size = 20;

/** 查找: everything that has the words; its address can be kept and sent on. */
export function Results() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const q = query.get("q") ?? "";
  const page = Number(query.get("page") ?? 1) || 1;
  const { data, error, refetch } = useRead(search, { query: { q: q || "-", page, size } }, { when: q !== "" });
  return (
    <>
      <Bar title={t("查找", "Find")} beside={q && data ? t(`“${q}”，稿件 ${sayCount(t, data.pieces)}`, `"${q}", ${sayCount(t, data.pieces)} pieces`) : ""} />
      <div className="search-ask"><Ask key={q} q={q} onAsk={(next) => { setQuery(next ? { q: next } : {}); }} /></div>
      {q === "" && <EmptyState title={t("找什么？", "What are you looking for?")} why={t("写几个字：稿件的标题或正文、单位、人员、账号。在任何页面按 Ctrl K 也能找。只会找到您能看的。", "A few words of a piece, a unit, a colleague or an account. Ctrl K finds from any screen. Only what you may see is found.")} />}
      {error && <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>}
      {q !== "" && !data && !error && <Waiting />}
      {q !== "" && data && <Answer found={data} page={page} onPage={(next) => { setQuery({ q, page: String(next) }); }} />}
    </>
  );
}

function Ask({ q, onAsk }: { q: string; onAsk: (q: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(q);
  return <Input.Search size="large" allowClear maxLength={80} value={typed} onChange={(event) => { setTyped(event.target.value); }} onSearch={(value) => { onAsk(value.trim()); }} enterButton={t("查找", "Find")} aria-label={t("找稿件、单位、人员、账号", "Find pieces, units, people, accounts")} />;
}

function Answer({ found, page, onPage }: { found: Found; page: number; onPage: (page: number) => void }) {
  const t = useT();
  const others = hitsOf(t, found).filter((hit) => hit.group !== "piece");
  const pieces = (
    <section>
      <Heading title={t("稿件", "Pieces")} note={`${sayCount(t, found.pieces)}${t("，新的在前", ", newest first")}`} />
      {found.pieces.items.length === 0 && <p className="i2">{t("您能看的稿件里没有这些字。换个词，或少写几个字。", "No piece you may see has these words. Try another word, or fewer.")}</p>}
      <ul className="search-pieces">
        {found.pieces.items.map((piece) => (
          <li key={piece.id}>
            <Link to={`/pieces/${piece.id}`}>
              <h3>{piece.urgency !== "routine" && <Grade grade={piece.urgency} />}<span><Marked text={piece.title} words={found.words} /></span></h3>
              {piece.summary && <p className="i2"><Marked text={piece.summary} words={found.words} /></p>}
              <p className="t12 i3"><Seal char={piece.seal} unit={piece.unitName} /> {sayPiece(t, piece)}</p>
            </Link>
          </li>
        ))}
      </ul>
      {found.pieces.total > size && <Pagination current={page} pageSize={size} total={found.pieces.total} onChange={onPage} showSizeChanger={false} />}
    </section>
  );
  const beside = (["unit", "person", "account"] as const).map((group) => <Group key={group} title={groupName(t, group)} hits={others.filter((hit) => hit.group === group)} words={found.words} />);
  return <Columns shape="desk" label={t("找到的", "Found")} columns={[{ key: "pieces", label: t(`稿件 ${found.pieces.total}`, `Pieces ${found.pieces.total}`), node: pieces }, { key: "others", label: t(`单位、人员、账号 ${others.length}`, `Others ${others.length}`), node: <div className="stack">{beside}</div> }]} />;
}

function Group({ title, hits, words }: { title: string; hits: readonly Hit[]; words: readonly string[] }) {
  const t = useT();
  return (
    <section>
      <Heading title={title} level={3} />
      {hits.length === 0 && <p className="i3">{t("没有", "None")}</p>}
      <ul className="search-others">{hits.map((hit) => <li key={hit.key}><Link to={hit.to}><b className="el" title={hit.title}><Marked text={hit.title} words={words} /></b><span className="i3 el" title={hit.note}>{hit.note}</span></Link></li>)}</ul>
    </section>
  );
}
