import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Columns, Figures, Grade, Heading, Page, PageHead, PreviewLabel, Refused, Seal, Tag, Timeline, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { letterPath, readRequest, type RequestView } from "../contract.ts";
import { rateOf } from "../rules/counts.ts";
import { CountsDialog } from "./counts.tsx";
import { kindWords, sayEvent, sayFigure, sayTime, sayWindow, stateOf } from "./words.ts";
import "./carriers.css";

/** One request: what was signed, its letter, what the carrier returned, its course. */
export function RequestScreen() {
  const t = useT();
  const { requestId = "" } = useParams();
  const { data: request, error, refetch } = useRead(readRequest, { params: { requestId } }, { topics: [`carrier:${requestId}`] });
  if (request) return <TheRequest request={request} />;
  return <><Bar title={t("短信发布请求", "SMS request")} crumbs={[{ to: "/carriers", label: t("短信", "SMS") }]} />{error ? <Page><Refused problem={error} onAgain={() => { void refetch(); }} /></Page> : <Waiting />}</>;
}

function TheRequest({ request: r }: { request: RequestView }) {
  const t = useT();
  const now = useNow(30);
  const [counting, setCounting] = useState(false);
  const { word, fault } = stateOf(r);
  return (
    <>
      <Bar title={r.number} crumbs={[{ to: "/carriers", label: t("短信", "SMS") }]} beside={<span className="el">{r.addressee}{t("，", ", ")}{sayTime(r.putAt, now)}</span>}
        actions={<><a href={letterPath(r.id)} download><Button>{t("下载函", "The letter")}</Button></a>{r.mayCount && <Button type="primary" onClick={() => { setCounting(true); }}>{r.counts ? t("改填回数", "Enter newer counts") : t("填回数", "Enter counts")}</Button>}</>} />
      <PageHead title={r.title}>
        <span className={fault ? "fault" : ""}>{t(...word)}</span>{t("，", ", ")}<Link className="link" to={`/boards/${r.pieceId}`}>{t("看本稿的投放", "the board of the piece")}</Link>
        {r.kind !== "send" && <> <Tag tone="ink">{t(...kindWords[r.kind])}</Tag></>}
        {r.turnedBy && r.turnedBy !== r.number && <> <Tag tone="ink">{t(`见 ${r.turnedBy}`, `see ${r.turnedBy}`)}</Tag></>}
      </PageHead>
      <Columns shape="board" label={t("短信发布请求", "SMS request")} columns={[
        { key: "words", label: t("内容和回数", "Words and counts"), node: <div className="carriers-body"><Words request={r} /><Counts request={r} now={now} /></div> },
        { key: "course", label: t("经过", "Course"), ground: "surface", node: <Side request={r} now={now} /> },
      ]} />
      {counting && <CountsDialog request={r} onClose={() => { setCounting(false); }} />}
    </>
  );
}

function Words({ request: r }: { request: RequestView }) {
  const t = useT();
  const rows: [string, React.ReactNode][] = [
    [t("区域", "Regions"), r.places.map(({ code, name }) => `${name}（${code}）`).join("、")],
    [t("时段", "Hours"), r.window ? `${sayWindow(r.window)} ${t("北京时间", "Beijing time")}` : t("不再发送", "no sending")],
    [t("事由", "Why"), r.reason],
    [t("落款", "Signed by"), <span className="row wrap" key="units">{r.units.join("、")}</span>],
    ...(r.urgency && r.urgency !== "routine" ? [[t("等级", "Grade"), <Grade key="grade" grade={r.urgency} />] as [string, React.ReactNode]] : []),
    ...(r.about.length > 0 ? [[t("关于", "About"), r.about.join("、")] as [string, React.ReactNode]] : []),
    ...(r.clashReason ? [[t("同区同日再发的原因", "Why the same day"), r.clashReason] as [string, React.ReactNode]] : []),
    ...(r.failure ? [[t("为什么没送到", "Why not handed in"), <span className="fault" key="failure">{r.failure}</span>] as [string, React.ReactNode]] : []),
  ];
  return (
    <section className="carriers-words">
      <div><PreviewLabel name={t("短信全文，含签名", "The message, its signature counted")} count={t(`${r.text.length} 字，${r.parts} 条`, `${r.text.length} characters, ${r.parts} parts`)} /><div className="preview-card carriers-text" data-theme="light">{r.text}</div></div>
      <dl className="carriers-facts">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}

function Counts({ request: r, now }: { request: RequestView; now: Date }) {
  const t = useT();
  const [entry] = r.entries;
  if (!entry) return <section><Heading title={t("回数", "Counts")} /><p className={r.overdue ? "fault" : "i2"}>{r.overdue ? t("时段已过，运营商还没有回数，请催问。", "Its hours are over and the carrier returned nothing; ask.") : t("运营商还没有回数。", "The carrier has returned nothing yet.")}</p></section>;
  const named = new Map(r.places.map(({ code, name }) => [code, name]));
  const lines = [...entry.regions.map((one) => ({ key: one.code, name: named.get(one.code) ?? one.code, ...one })), ...(entry.regions.length > 1 ? [{ key: "all", name: t("合计", "Total"), ...entry.total }] : [])];
  return (
    <section>
      <Heading title={t("回数", "Counts")} note={t(`${entry.takenBy}，${sayTime(entry.takenAt, now)} 受理，${entry.source === "callback" ? "接口回传" : `${entry.byName}填`}`, `${entry.takenBy}, taken on ${sayTime(entry.takenAt, now)}, ${entry.source === "callback" ? "signed by the carrier" : `entered by ${entry.byName}`}`)} />
      <div className="carriers-table" tabIndex={0} role="region" aria-label={t("各区域回数", "Counts by region")}>
        <table>
          <thead><tr>{[t("区域", "Region"), t("提交", "Submitted"), t("成功", "Sent"), t("失败", "Failed"), t("在途", "Under way"), t("成功率", "Rate")].map((head, i) => <th key={head} scope="col" className={i > 0 ? "num" : ""}>{head}</th>)}</tr></thead>
          <tbody>{lines.map((one) => <tr key={one.key} className={one.key === "all" ? "all" : ""}><th scope="row">{one.name}</th>{[one.submitted, one.sent, one.failed, one.submitted - one.sent - one.failed].map((n, i) => <td key={i} className="num">{sayFigure(n)}</td>)}<td className="num">{rateOf(one) === null ? "–" : `${rateOf(one) ?? 0}%`}</td></tr>)}</tbody>
        </table>
      </div>
      {r.entries.length > 1 && <p className="t12 i3">{t(`共填过 ${r.entries.length} 次，以最近一次为准，以前的都留着。`, `Entered ${r.entries.length} times; the newest counts, the others stay on record.`)}</p>}
    </section>
  );
}

function Side({ request: r, now }: { request: RequestView; now: Date }) {
  const t = useT();
  const rate = r.counts && rateOf(r.counts);
  return (
    <div className="carriers-side">
      <Figures figures={[{ label: t("区域", "Regions"), value: r.places.length }, { label: t("条数", "Parts"), value: r.parts }, { label: t("成功率", "Rate"), value: rate === null ? "–" : `${rate}%` }]} />
      <p className="row"><Seal char={r.unit.seal} unit={r.unit.name} /><span>{r.unit.name}{t("，", ", ")}{r.accountName}</span></p>
      <section><Heading title={t("经过", "Course")} level={3} /><Timeline as="ledger" label={t("经过", "Course")} moments={r.events.toReversed().map((e, i) => ({ key: String(i), at: sayTime(e.at, now), text: <>{sayEvent(t, e)}{e.note && <span className="i2 el">{e.note}</span>}<span className="t12 i3 el">{[...new Set([e.byName, e.unitName])].join(" ")}</span></>, ...(e.kind === "failed" || e.kind === "unknown" ? { state: "fault" as const } : {}) }))} /></section>
      {r.ref && <p className="t12 i3 carriers-ref">{t("运营商处编号", "Reference")} {r.ref}</p>}
    </div>
  );
}
