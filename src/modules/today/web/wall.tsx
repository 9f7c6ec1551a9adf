import { useEffect, useState } from "react";
import { shortTime } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import { useRead } from "#web/ask.ts";
import { connection } from "#web/live.ts";
import { CountyTiles, Grade, Meter, Refused, Seal, useNow, Waiting } from "#web/primitives/index.ts";
import { useStore } from "#web/store.ts";
import { useT } from "#web/t.ts";
import { readWall, type InForce, type JustNow, type RunningClock, type Stuck, type Wall } from "../contract.ts";
import { figure, gradeWord, hourMinute, sayBall, sayDate, sayEntry, saySeason, saySpan, sayWhen, type Say } from "./words.ts";
import "./wall.css";

/** Seconds after which what the wall shows is called old. */
const oldAfter = 60;

/** The wall of the duty room: dark, read-only, for days. It asks again every 15 s and says so when it cannot. */
export function WallScreen() {
  const t = useT();
  const { data, error, dataUpdatedAt } = useRead(readWall, {}, { topics: ["board", "pieces", "alerts", "duty", "accounts"], everySeconds: 15 });
  const now = useNow(1);
  useNightly();
  const age = dataUpdatedAt ? (now.getTime() - dataUpdatedAt) / 1000 : 0;
  return (
    <div className="duty-wall" data-theme="dark" lang="zh-CN">
      <title>{t("值班大屏 · 同声", "Duty room · Tongsheng")}</title>
      {data ? <TheWall wall={data} now={now} age={age} /> : error ? <Refused problem={error} /> : <Waiting />}
    </div>
  );
}

/** A page that stays open for days is loaded anew at four in the morning, so that it runs the newest version and forgets what browsers hoard. */
function useNightly(): void {
  const [opened] = useState(() => Date.now());
  const now = useNow(60);
  useEffect(() => {
    if (now.getTime() - opened > 3_600_000 && hourMinute(now) === "04:00" && navigator.onLine) location.reload();
  }, [now, opened]);
}

function TheWall({ wall, now, age }: { wall: Wall; now: Date; age: number }) {
  const t = useT();
  return (
    <>
      <WallHead wall={wall} now={now} />
      <section className="wall-column" aria-label={t("正在走的钟", "Clocks")}>
        <Head title={t("正在走的钟", "Clocks that run")} note={t("按签发计划", "by the signed plan")} />
        {wall.clocks.length === 0 && <p className="i3">{t("没有在走的钟。", "No clock runs.")}</p>}
        {wall.clocks.map((clock) => <WallClock key={clock.pieceId} clock={clock} now={now} />)}
        <Head title={t("接下来", "Next")} />
        {wall.next.length === 0 && <p className="i3">{t("一天之内没有安排。", "Nothing within a day.")}</p>}
        <ul className="wall-list">{wall.next.map((entry) => <li key={`${entry.at} ${entry.kind} ${entry.pieceId}`}><time>{hourMinute(entry.at)}</time><span>{sayEntry(t, entry, now)}</span></li>)}</ul>
      </section>
      <section className="wall-column wall-middle" aria-label={t("县级覆盖", "Coverage")}><WallCoverage wall={wall} /></section>
      <section className="wall-column" aria-label={t("请人处理", "Needs a person")}>
        <Head title={t("请人处理", "Needs a person")} note={t(`${wall.stuckTotal} 件`, `${wall.stuckTotal}`)} />
        {wall.stuck.length === 0 && <p className="i3">{t("没有卡住的。", "Nothing is stuck.")}</p>}
        {wall.stuck.map((leg) => <StuckLeg key={leg.deliveryId} leg={leg} now={now} />)}
        {wall.correction && <Rungs correction={wall.correction} />}
        <Head title={t("刚才", "Just now")} />
        {wall.justNow.length === 0 && <p className="i3">{t("还没有看到什么。", "Nothing was seen yet.")}</p>}
        <ul className="wall-list">{wall.justNow.map((seen) => <li key={seen.id}><time>{hourMinute(seen.at)}</time><span>{saySeen(t, seen)}</span></li>)}</ul>
      </section>
      <WallFoot wall={wall} age={age} />
    </>
  );
}

const Head = ({ title, note }: { title: string; note?: string }) => <h2 className="wall-h"><span>{title}</span>{note && <small>{note}</small>}</h2>;

function WallHead({ wall, now }: { wall: Wall; now: Date }) {
  const t = useT();
  const [first, ...others] = wall.inForce;
  return (
    <header className="wall-head">
      <time className="wall-time">{hourMinute(now)}</time>
      <div><b>{sayDate(t, wall.day)}</b><p className="i2">{saySeason(t, wall.day)}</p></div>
      {first && first.urgency !== "routine"
        ? <div className="wall-force"><div><b>{first.title}</b><p className="i2">{[first.regions.slice(0, 4).join(t("、", ", ")) || t("全省", "everywhere"), ...(first.validUntil ? [t(`至 ${shortTime(new Date(first.validUntil))}`, `until ${sayWhen(t, first.validUntil, now)}`)] : []), ...(others.length > 0 ? [t(`另有 ${others.length} 条`, `${others.length} more`)] : [])].join(t("，", ", "))}</p></div><Grade grade={first.urgency} size="block" /></div>
        : <p className="wall-force i3">{t("没有生效中的红色、橙色预警", "No red or orange warning is in force")}</p>}
    </header>
  );
}

function WallClock({ clock, now }: { clock: RunningClock; now: Date }) {
  const t = useT();
  const [start, deadline] = [new Date(clock.start).getTime(), new Date(clock.deadline).getTime()];
  const left = (deadline - now.getTime()) / 60_000;
  const missed = left < 0;
  return (
    <article className={missed ? "wall-clock missed" : "wall-clock"}>
      <h3>{clock.urgency !== "routine" && <Grade grade={clock.urgency} word={gradeWord(t, clock.urgency)} size="lg" />}<span className="el">{clock.title}</span></h3>
      <b>{missed ? t(`超 ${figure(t, -left)}`, `${figure(t, -left)} over`) : figure(t, left)}</b>
      <Meter share={(now.getTime() - start) / Math.max(1, deadline - start)} tone={missed ? "missed" : "running"} label={clock.title} />
      <p>{sayBall(t, clock)}</p>
    </article>
  );
}

function WallCoverage({ wall: { coverage } }: { wall: Wall }) {
  const t = useT();
  if (!coverage) return <div className="wall-quiet"><p>{t("没有生效中的预警", "No warning is in force")}</p><small>{t("发了预警以后，这里按县显示传到哪里。", "Once a warning is out, this shows county by county where it has come.")}</small></div>;
  const grade = coverage.urgency === "routine" ? null : coverage.urgency;
  const title = grade ? t(`${gradeWord(t, grade)}色预警传到哪里`, `Where the ${gradeWord(t, grade)} warning has come`) : coverage.title;
  return (
    <>
      <Head title={title} note={t(`${coverage.carried} / ${coverage.counties.length} 县，数字为本县和所属市州已发布的单位数`, `${coverage.carried} / ${coverage.counties.length} counties; units that published`)} />
      <CountyTiles named label={title} tiles={coverage.counties.map(({ fullName: _, warned, ...county }) => ({ ...county, ...(warned && grade ? { warned: grade } : {}) }))} note={t("空框为还没有，角上为预警区", "Outline: none yet; corner: under the warning")} />
    </>
  );
}

function StuckLeg({ leg, now }: { leg: Stuck; now: Date }) {
  const t = useT();
  const waited = saySpan(t, (now.getTime() - new Date(leg.since).getTime()) / 60_000);
  const owner = leg.ownerName ?? t("还没有人", "nobody yet");
  return leg.state === "unknown"
    ? <article className="wall-ask"><p><b>“{leg.accountName}”</b> <span className="i2">{t("说不准", "uncertain")}</span></p><p className="i2">{t(`${owner}，已挂 ${waited}`, `${owner}, for ${waited}`)}</p></article>
    : <article className="wall-ask bad"><p><b>{t(`${quoted(leg.accountName)}没发出`, `${leg.accountName}: not sent`)}</b></p><p className="i2">{[leg.failureCode, owner, t(`已挂 ${waited}`, waited)].filter(Boolean).join(t("，", ", "))}</p></article>;
}

function Rungs({ correction }: { correction: InForce }) {
  const t = useT();
  const rungs = [["accepted", t("已受理", "Accepted")], ["published", t("已发布", "Published")], ["verified", t("已核验", "Verified")], ["displayed", t("已展示", "Displayed")]] as const;
  return (
    <>
      <Head title={t("更正投放", "Correction")} note={t(`第 ${correction.edition} 版，${correction.accounts} 路`, `edition ${correction.edition}, ${correction.accounts} accounts`)} />
      <p className="i2 el">{correction.title}</p>
      {rungs.map(([rung, name]) => <div className="wall-rung" key={rung}><span>{name}</span><Meter share={correction[rung] / Math.max(1, correction.accounts)} label={name} /><b>{correction[rung]}</b></div>)}
    </>
  );
}

const seenWords: Record<string, readonly [string, string]> = { accepted: ["已受理", "accepted"], published: ["已发布", "published"], verified: ["核验一致", "verified"], displayed: ["已展示", "displayed"] };
const outcomes: Record<string, readonly [string, string]> = {
  failed: ["没发出", "not sent"], unclear: ["说不准", "uncertain"], absent: ["没看到", "not there"], requeued: ["重新排队", "queued again"], void: ["作废", "void"], decided: ["有人看过了", "somebody looked"], spend: ["定了要群发", "decided to spend"], rung: ["看到了", "seen"],
};

const saySeen = (t: Say, seen: JustNow): string => {
  const act = seen.action === "correct" ? t("更正", "correction ") : seen.action === "recall" ? t("撤回", "recall ") : "";
  const words = (seen.outcome === "rung" && seen.rung ? seenWords[seen.rung] : outcomes[seen.outcome]) ?? outcomes["rung"];
  return `${seen.accountName} ${act}${words ? t(...words) : ""}`;
};

function WallFoot({ wall, age }: { wall: Wall; age: number }) {
  const t = useT();
  const state = useStore(connection);
  const lost = age > oldAfter || (state === "lost" && age > 20);
  const own = wall.duty[0];
  return (
    <footer className="wall-foot">
      {wall.duty.slice(0, 3).map((line) => <div key={line.unitId}><Seal char={line.seal} unit={line.unitName} lg /><span><b>{line.people.slice(0, 2).join(t("、", ", ")) || t("没有值班员", "Nobody")}</b><p className="i2 el">{line.unitName}{line.until ? t(`，到 ${hourMinute(line.until)}`, `, until ${hourMinute(line.until)}`) : ""}</p></span></div>)}
      <div className="wall-lines" role="status">
        {lost
          ? <span className="wall-lost"><b>{t("连接断了，正在重连", "Connection lost, reconnecting")}</b><p>{t(`屏上是 ${saySpan(t, age / 60)}前的数据`, `what is shown is ${saySpan(t, age / 60)} old`)}</p></span>
          : <span><b>{t(`${wall.lines.well} / ${wall.lines.all} 条通路正常`, `${wall.lines.well} / ${wall.lines.all} lines well`)}</b><p className="i2">{t(`数据 ${Math.round(age)} 秒前`, `data ${Math.round(age)} s ago`)}{own?.next && t(`，${hourMinute(own.next.from)} ${own.next.name} 接班`, `, ${own.next.name} from ${hourMinute(own.next.from)}`)}</p></span>}
      </div>
    </footer>
  );
}
