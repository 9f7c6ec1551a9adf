import { Button } from "antd";
import { Link } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Refused, Tag, Waiting } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listTopics, listTriage, readOverview, readTopic, triage } from "../contract.ts";
import { Answers } from "./answers.tsx";
import { Folding } from "./folding.tsx";
import { HeatLine } from "./heat-line.tsx";
import { sayFigures } from "./topic-row.tsx";
import { categoryWords, hazardWords, markWords, percent, sayReason, sayTime, weighed, type Say } from "./words.ts";

type Topic = NonNullable<ReturnType<typeof useTopic>["data"]>;

const useTopic = (topicId: string) => useRead(readTopic, { params: { topicId } }, { topics: [`topic:${topicId}`, "opinion"] });

/** One topic: where and how hot, why it is taken for an emergency, who was told and why, every title with its link. */
export function TopicPanel({ topicId, now, onClose, onOpen }: { topicId: string; now: Date; onClose: () => void; onOpen: (id: string) => void }) {
  const t = useT();
  const { data, error } = useTopic(topicId);
  if (error) return <div className="stack"><Refused problem={error} /><div><Button onClick={onClose}>{t("关上", "Close")}</Button></div></div>;
  if (!data) return <Waiting />;
  const { topic } = data;
  const figures = sayFigures(t, topic);
  return (
    <article className="radar-topic" aria-label={topic.title}>
      <header>
        <div className="row apart"><span className="t12 i3">{t(`${sayTime(t, topic.firstSeenAt, now)} 首次出现，${sayTime(t, topic.lastSeenAt, now)} 最近一次`, `first ${sayTime(t, topic.firstSeenAt, now)}, last ${sayTime(t, topic.lastSeenAt, now)}`)}</span><Button size="small" onClick={onClose}>{t("关上", "Close")}</Button></div>
        <h2 className="serif">{topic.title}</h2>
        <p className="i2">{[data.placeNames.length > 0 ? [...data.placeNames].reverse().join(" › ") : t("地点不明", "no place"), ...(topic.category ? [t(...categoryWords[topic.category])] : []), ...(topic.hazard ? [t(...hazardWords[topic.hazard])] : []), ...(figures ? [figures] : [])].join(" · ")}</p>
        <p className="row wrap"><Tag>{t(`像突发 ${percent(topic.emergency)}`, `emergency ${percent(topic.emergency)}`)}</Tag><Tag tone={topic.needsCheck >= 0.5 ? "ink" : "plain"}>{t(`待核实 ${percent(topic.needsCheck)}`, `needs checking ${percent(topic.needsCheck)}`)}</Tag>{data.placeLikelihood !== null && <Tag>{t(`地点 ${percent(data.placeLikelihood)}`, `place ${percent(data.placeLikelihood)}`)}</Tag>}{topic.mark !== "new" && <Tag tone="house">{t(...markWords[topic.mark])}</Tag>}</p>
        {data.mayTriage && <Decide data={data} />}
      </header>
      <section><Heading level={3} title={t("热度", "Heat")} note={t("缺的时段断开，不当零", "missing hours are missing")} /><HeatLine hours={data.heat} />{data.heat.length > 0 && <p className="t12 i2">{sayCourse(t, topic.heat, data.course, now)}</p>}</section>
      <section><Heading level={3} title={t("为什么像突发", "Why it looks like one")} /><Why why={data.why} /></section>
      {data.answers.length > 0 && <section><Heading level={3} title={t("可能已有答复", "Perhaps answered already")} note={t("是不是同一说法，由人判断", "whether it is the same, people judge")} /><Answers answers={data.answers} now={now} /></section>}
      {data.alerts.length > 0 && <section><Heading level={3} title={t("谁知道，凭什么", "Who knows, and why")} /><ul className="radar-lines">{data.alerts.map((a) => <li key={`${a.unitName} ${a.raisedAt}`} className="wide"><b>{a.unitName}</b><span className="t12 i3">{sayTime(t, a.raisedAt, now)} · {a.profile}</span>{a.rule === "known" && <p>{a.knownWith ? t(`随《${a.knownWith}》已经知道，没有再叫`, `known already with "${a.knownWith}", nobody called again`) : t("随早先的话题已经知道，没有再叫", "known already with an earlier topic, nobody called again")}</p>}<p className="i2">{t(`《${a.titles[0] ?? ""}》${a.titles.length > 1 ? `等 ${a.titles.length} 条` : ""}`, `"${a.titles[0] ?? ""}"${a.titles.length > 1 ? ` and ${a.titles.length - 1} more` : ""}`)}<br />{sayGrounds(t, a.figures)}</p></li>)}</ul></section>}
      <Folding data={data} now={now} onOpen={onOpen} />
    </article>
  );
}

function Decide({ data: { topic } }: { data: Topic }) {
  const t = useT();
  const { act, pending } = useAct(triage, { refresh: [listTopics, listTriage, readOverview, readTopic] });
  const to = (mark: "dismissed" | "watch" | "new") => { void act({ body: { topicIds: [topic.id], to: mark } }); };
  return (
    <div className="row wrap">
      {topic.mark !== "case" && <Link to={`/cases/new?topic=${topic.id}`}><Button type="primary">{t("立案", "Open a case")}</Button></Link>}
      {topic.mark === "case" && <Link to={`/cases/of/${topic.id}`}><Button>{t("看处置", "To its case")}</Button></Link>}
      {topic.mark === "new" ? <><Button loading={pending} onClick={() => { to("watch"); }}>{t("持续关注", "Watch")}</Button><Button loading={pending} onClick={() => { to("dismissed"); }}>{t("不用管", "Dismiss")}</Button></> : topic.mark !== "case" && <Button loading={pending} onClick={() => { to("new"); }}>{t("重新研判", "Open again")}</Button>}
    </div>
  );
}

function Why({ why }: { why: Topic["why"] }) {
  const t = useT();
  const { speaksFor, speaksAgainst } = weighed(why);
  if (why.length === 0) return <p className="i3">{t("没有读出理由。", "No reasons were read.")}</p>;
  return (
    <dl className="radar-why">
      <dt>{t("像", "For")}</dt><dd>{speaksFor.map((one) => sayReason(t, one)).join(t("、", ", ")) || "—"}</dd>
      {speaksAgainst.length > 0 && <><dt>{t("不像", "Against")}</dt><dd>{speaksAgainst.map((one) => sayReason(t, one)).join(t("、", ", "))}</dd></>}
    </dl>
  );
}

/** Whither the heat goes, in a row; a peak is named once it is over. */
function sayCourse(t: Say, heat: number | null, { trend, peak, halfLifeHours }: Topic["course"], now: Date): string {
  const directions = { rising: t("在升", "rising"), falling: t("在降", "falling"), steady: t("平稳", "steady"), unknown: t("走势不明", "no trend yet") };
  return [heat === 0 ? t("已平息", "quiet now") : directions[trend], ...(peak ? [t(`${sayTime(t, peak.hour, now)} 到顶`, `peaked ${sayTime(t, peak.hour, now)}`)] : []), ...(halfLifeHours === null ? [] : [t(`约 ${halfLifeHours} 小时减半`, `halves in about ${halfLifeHours} h`)])].join(t("，", ", "));
}

/** The figures an alert rests on, in a row. */
function sayGrounds(t: Say, figures: Readonly<Record<string, number>>): string {
  const said: Readonly<Record<string, (n: number) => string>> = {
    likelihood: (n) => t(`像突发 ${percent(n)}`, `emergency ${percent(n)}`), least: (n) => t(`关注要求 ${percent(n)} 起`, `profile asks ${percent(n)}`), heat: (n) => t(`当时热度 ${n.toFixed(1)}`, `heat ${n.toFixed(1)}`), sources: (n) => t(`${n} 个信源`, `${n} sources`),
    deaths: (n) => t(`死亡 ${n}`, `${n} dead`), injured: (n) => t(`受伤 ${n}`, `${n} injured`), missing: (n) => t(`失联 ${n}`, `${n} missing`),
  };
  return Object.entries(figures).flatMap(([name, n]) => { const say = said[name]; return say ? [say(n)] : []; }).join(t("，", ", "));
}
