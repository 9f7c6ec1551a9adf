import { Segmented } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { z } from "zod";
import { rungs } from "#kernel/connector.ts";
import { useRead } from "#web/ask.ts";
import { EmptyState, FilterBar, Grade, Page, Refused, Tag, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listBoards, listHandPosts, type BoardLine } from "../contract.ts";
import { Pager } from "./pager.tsx";
import { boardTime, kindName, rungName } from "./words.ts";
import "./dispatch.css";

type Line = z.output<typeof BoardLine>;

const size = 30;

/** 投放: every order to send, newest first, and how far each has come. */
export function Boards() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const needs = query.get("needs") === "person";
  const { data, error, refetch } = useRead(listBoards, { query: { page, size, ...(needs ? { needsPerson: "yes" as const } : {}) } }, { topics: ["board"], everySeconds: 30 });
  const hands = useRead(listHandPosts, {}, { topics: ["board"] }).data?.items.length ?? 0;
  const show = (next: string) => { setPage(1); setQuery(next === "person" ? { needs: "person" } : {}, { replace: true }); };
  const summary = data ? t(`${data.total}${data.capped ? " 次以上" : " 次"}投放`, `${data.total}${data.capped ? "+" : ""} releases`) : undefined;
  return (
    <Page>
      <Bar title={t("投放", "Dispatch")} beside={<span className="el">{t("只写看到的证据：受理不等于发布，发布不等于看得见。", "Only what was seen: accepted is not published, published is not visible.")}</span>} />
      {hands > 0 && <p className="dispatch-hands"><b>{t(`有 ${hands} 篇等您手工投放`, `${hands} posts wait for your hands`)}</b><Link className="link" to="/hands">{t("去发", "Post them")}</Link></p>}
      <section>
        <FilterBar {...(summary ? { summary } : {})}>
          <Segmented value={needs ? "person" : "all"} onChange={show} aria-label={t("看哪些", "Which")} options={[{ value: "all", label: t("全部", "All") }, { value: "person", label: t("请人处理", "Needs a person") }]} />
        </FilterBar>
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!data && !error && <Waiting />}
        {data?.items.length === 0 && (needs
          ? <EmptyState title={t("没有要人处理的", "Nothing needs a person")} why={t("没有哪一路没发出、说不准或等人决定。出了这种情况，会排在这里最前面，也会提醒值班员。", "No delivery failed, is in doubt or waits for a decision. Those will stand here first, and the duty officer is told.")} />
          : <EmptyState title={t("还没有投放", "Nothing has been sent")} why={t("稿件签齐以后会自动投放，每个账号到哪一步都在这里看。", "A piece leaves by itself once all have signed; here you see how far each account has come.")} />)}
        <ul className="board-lines">{data?.items.map((line) => <li key={`${line.pieceId} ${line.releasedAt}`}><BoardLineRow line={line} /></li>)}</ul>
        {data && <Pager page={page} size={size} total={data.total} onPage={setPage} />}
      </section>
    </Page>
  );
}

function BoardLineRow({ line }: { line: Line }) {
  const t = useT();
  const now = useNow();
  const waiting = line.failed + line.unknown + line.held;
  return (
    <Link to={`/boards/${line.pieceId}`} className="board-line">
      <div className="board-line-what">
        <h3>{line.urgency !== "routine" && <Grade of="warning" grade={line.urgency} />}<span className="el" title={line.title}>{line.title}</span></h3>
        <p><Tag tone={line.kind === "publish" ? "plain" : "ink"}>{kindName(t, line.kind)}</Tag> {t(`第 ${line.editionNumber} 版`, `Edition ${line.editionNumber}`)} · {line.unitName} · {boardTime(line.releasedAt, now)}</p>
      </div>
      <dl className="board-line-rungs">
        {(line.kind === "recall" ? rungs.slice(0, 2) : rungs).map((rung) => <div key={rung}><dt>{line.kind === "recall" && rung === "published" ? t("已撤下", "Taken back") : rungName(t, rung)}</dt>{rung === "displayed" && line.displayed === 0
          ? <dd className="i3">{t("无", "none")}</dd>
          : <><dd>{line[rung]}<span>/{line.accounts}</span></dd><i aria-hidden="true" style={{ inlineSize: `${(line[rung] / Math.max(1, line.accounts)) * 100}%` }} /></>}</div>)}
      </dl>
      <div className="board-line-state">
        {waiting > 0 && <b>{t(`请人处理 ${waiting}`, `${waiting} need you`)}</b>}
        {waiting === 0 && line.late > 0 && <span className="fault">{t(`超时 ${line.late}`, `${line.late} late`)}</span>}
        {waiting === 0 && line.late === 0 && <span className="i3">{line.queued > 0 ? t(`未出 ${line.queued}`, `${line.queued} waiting`) : t("没有卡住的", "Nothing stuck")}</span>}
      </div>
    </Link>
  );
}
