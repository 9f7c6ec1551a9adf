import { Button } from "antd";
import { Link } from "react-router";
import { Heading, Tag, Timeline } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { readHeat, type CaseView, type ConcernView, type HeatView } from "../contract.ts";
import { ClockLine } from "./case-clock.tsx";
import { HeatPlot } from "./heat-plot.tsx";
import type { Part } from "./task.ts";
import { concernKindWords, roleWords, sayEvent, sayTime, verdictWords } from "./words.ts";

/** What is verified, what people ask and how it is answered, what was released and what the heat did, and the whole course. */
export function AnswersColumn(part: Part) {
  return <div className="stack case-column"><Summary {...part} /><Concerns {...part} /><Releases {...part} /><Debunks {...part} /><Course {...part} /></div>;
}

function Summary({ c, open }: Part) {
  const t = useT();
  return (
    <section>
      <Heading title={t("已核实的情况", "What is verified")} note={c.may.work === null ? <Button type="link" size="small" className="case-inline" onClick={() => { open({ kind: "summary" }); }}>{c.summary ? t("更新", "Update") : t("写上", "Write it")}</Button> : undefined} />
      <p className={c.summary ? "case-words serif" : "i3"}>{c.summary || t("还没有写。核实一点写一点：快报事实，慎报原因。", "Nothing yet. Write what is verified as it is: facts fast, causes with care.")}</p>
    </section>
  );
}

function Concerns({ c, now, open }: Part) {
  const t = useT();
  const share = c.inTime.share === null ? "" : t(`按时答复 ${Math.round(c.inTime.share * 100)}%`, `${Math.round(c.inTime.share * 100)}% in time`);
  return (
    <section>
      <Heading title={t("公众关切", "What people ask")} note={c.concerns.length > 0 ? t(`${c.inTime.answered} / ${c.inTime.asked} 已公开答复${share && `，${share}`}`, `${c.inTime.answered} of ${c.inTime.asked} answered${share && `, ${share}`}`) : t("只记问题，不记是谁问的", "questions only, never who asks")} />
      {c.concerns.length > 0 && <ul className="case-rows case-concerns">{c.concerns.map((n) => <Concern key={n.id} n={n} now={now} open={open} />)}</ul>}
      {c.concerns.length === 0 && <p className="i3">{t("把大家反复在问的归并成几条，各定一家单位、一个人答复；公开了才算答。", "Fold what people keep asking into a few lines, each with a unit and an officer; only a public answer counts.")}</p>}
      {c.may.work === null && <Button size="small" onClick={() => { open({ kind: "concern" }); }}>{t("归并一项关切", "Add a concern")}</Button>}
    </section>
  );
}

function Concern({ n, now, open }: { n: ConcernView } & Pick<Part, "now" | "open">) {
  const t = useT();
  return (
    <li>
      <div className="case-concern">
        <h3>{n.question}</h3>
        <span className="case-concern-state">{n.state === "answered" ? <Tag tone="house">{t("已答", "Answered")}</Tag> : n.state === "answering" ? <Tag>{t("在办", "Under way")}</Tag> : <Tag tone="ink">{t("未答", "Open")}</Tag>}{n.clock && <ClockLine clock={n.clock} now={now} />}</span>
      </div>
      <p className="t12 i2">{t(`${concernKindWords[n.kind][0]} ${n.count} 次，${sayTime(t, n.askedAt, now)} 起；由${n.unit.shortName} ${n.personName} 答复`, `${concernKindWords[n.kind][1]}, ${n.count} times since ${sayTime(t, n.askedAt, now)}; ${n.personName} of ${n.unit.shortName} answers`)}</p>
      {n.answer && <p className="t12">{t("答复：", "Answer: ")}<Link className="link" to={`/pieces/${n.answer.pieceId}`}>{n.answer.title}</Link>{n.answeredAt ? t(`，${sayTime(t, n.answeredAt, now)} 公开`, `, public since ${sayTime(t, n.answeredAt, now)}`) : t("，还没有公开", ", not public yet")}</p>}
      {n.mayAnswer && n.state !== "answered" && (
        <div className="row wrap">
          {n.answer === null && <Button size="small" onClick={() => { open({ kind: "draft", concern: n }); }}>{t("起草答复", "Draft the answer")}</Button>}
          <Button size="small" type="text" onClick={() => { open({ kind: "link", concern: n }); }}>{n.answer ? t("换一篇", "Another piece") : t("挂已有稿件", "Link a piece")}</Button>
          <Button size="small" type="text" onClick={() => { open({ kind: "count", concern: n }); }}>{t("改次数", "Count")}</Button>
        </div>
      )}
    </li>
  );
}

function Releases({ c, now, open }: Part) {
  const t = useT();
  const heat = useRead(readHeat, { params: { caseId: c.id } }, { topics: [`case:${c.id}`], everySeconds: 300 }).data;
  const out = c.releases.filter((r) => r.publishedAt !== null);
  return (
    <section>
      <Heading title={t("发布与热度", "Releases and heat")} note={t(`已公开 ${out.length} / ${c.releases.length} 篇`, `${out.length} of ${c.releases.length} public`)} />
      {heat && <HeatPlot heat={heat} now={now} />}
      {heat?.topic && <Said heat={heat} topic={heat.topic} now={now} />}
      <ul className="case-rows">
        {c.releases.map((r) => {
          const n = out.findIndex((one) => one.pieceId === r.pieceId);
          return (
            <li key={r.pieceId} className="case-release">
              <span className="case-mark" aria-hidden="true">{n >= 0 ? n + 1 : "–"}</span>
              <div><Link className="el" to={`/pieces/${r.pieceId}`} title={r.title}><b>{r.title}</b></Link><p className="t12 i2">{t(`${roleWords[r.role][0]}，${r.unitName}，${r.publishedAt ? `${sayTime(t, r.publishedAt, now)} 公开` : "还没有公开"}`, `${roleWords[r.role][1]}, ${r.unitName}, ${r.publishedAt ? `public since ${sayTime(t, r.publishedAt, now)}` : "not public yet"}`)}</p></div>
              {c.may.work === null && <Button size="small" type="text" onClick={() => { open({ kind: "unlink", pieceId: r.pieceId, title: r.title }); }}>{t("取下", "Unlink")}</Button>}
            </li>
          );
        })}
      </ul>
      {c.releases.length === 0 && <p className="i3">{t("还没有稿件。起草的稿件照常审签投放；看得到公开发布，时限才算完成。", "No pieces yet. They are reviewed and signed as always; a clock is met when one is seen in public.")}</p>}
      {c.may.work === null && <div className="row wrap"><Button size="small" onClick={() => { open({ kind: "draft", concern: null }); }}>{t("起草通报", "Draft a release")}</Button><Button size="small" onClick={() => { open({ kind: "link", concern: null }); }}>{t("挂已有稿件", "Link a piece")}</Button></div>}
    </section>
  );
}

function Said({ heat, topic, now }: { heat: HeatView; topic: NonNullable<HeatView["topic"]>; now: Date }) {
  const t = useT();
  return (
    <details className="case-said">
      <summary>{t(`话题“${topic.title}”最近 ${heat.items.length} 条公开信息，最新 ${sayTime(t, topic.lastSeenAt, now)}`, `${heat.items.length} newest public items of "${topic.title}", last ${sayTime(t, topic.lastSeenAt, now)}`)}</summary>
      <ul className="case-rows">{heat.items.map((item) => <li key={item.id}>{/^https?:/.test(item.link) ? <a className="link" href={item.link} target="_blank" rel="noreferrer">{item.title}</a> : <span>{item.title}</span>}<span className="t12 i3">{item.sourceName}，{sayTime(t, item.seenAt, now)}</span></li>)}</ul>
    </details>
  );
}

function Debunks({ c, now, open }: Part) {
  const t = useT();
  if (c.debunks.length === 0 && c.may.work !== null) return null;
  return (
    <section>
      <Heading title={t("辟谣卡", "Debunk cards")} note={t("没有权威出处不下结论", "no verdict without a source")} />
      <ul className="case-rows">{c.debunks.map((d) => <Debunk key={d.id} d={d} now={now} />)}</ul>
      {c.may.work === null && <Button size="small" onClick={() => { open({ kind: "debunk" }); }}>{t("写辟谣卡", "Write a card")}</Button>}
    </section>
  );
}

function Debunk({ d, now }: { d: CaseView["debunks"][number]; now: Date }) {
  const t = useT();
  return (
    <li>
      <div className="case-concern"><h3>“{d.claim}”</h3><Tag tone="ink">{t(...verdictWords[d.verdict])}</Tag></div>
      <p className="case-words">{d.evidence}</p>
      <p className="t12 i2">{t("依据：", "Source: ")}<a className="link" href={d.sourceLink} target="_blank" rel="noreferrer">{d.source}</a>{t(`，${d.unitName}发布`, `, issued by ${d.unitName}`)}。<Link className="link" to={`/pieces/${d.pieceId}`}>{t("看稿件", "The piece")}</Link>{d.publishedAt ? t(`，${sayTime(t, d.publishedAt, now)} 公开`, `, public since ${sayTime(t, d.publishedAt, now)}`) : t("，还在起草审签", ", being drafted and signed")}</p>
    </li>
  );
}

function Course({ c, now }: Part) {
  const t = useT();
  return (
    <section>
      <Heading title={t("经过", "Course")} note={t("只增不改", "only ever added to")} />
      <Timeline label={t("经过", "Course")} moments={c.events.map((e) => ({ key: e.id, at: sayTime(t, e.at, now), text: <><b>{e.unitName} {e.byName}</b> {sayEvent(t, e)}{e.note && <span className="case-note">{e.note}</span>}</> }))} />
    </section>
  );
}
