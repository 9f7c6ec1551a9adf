import { Button, Dropdown } from "antd";
import { useEffect, useRef, useState } from "react";
import { useParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { BallLine, Columns, Grade, Page, PageHead, PhoneFoot, Refused, StageStrip, Tag, useNow, Waiting, WhyNot, type Stage } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readCase, type CaseView } from "../contract.ts";
import { way } from "../rules/stage.ts";
import { AnswersColumn } from "./answers-column.tsx";
import { CaseClock, headClocks } from "./case-clock.tsx";
import { Dialogs } from "./dialogs.tsx";
import { PlanColumn } from "./plan-column.tsx";
import type { Task } from "./task.ts";
import { UnitsColumn } from "./units-column.tsx";
import { gradeWords, sayBall, sayHazard, sayLoose, sayTime, stageWords, t0Words } from "./words.ts";
import "./cases.css";

/** One case: where it stands, who has the ball, its clocks, and everything that belongs to it. */
export function CaseScreen() {
  const t = useT();
  const { caseId = "" } = useParams();
  const { data: c, error, refetch } = useRead(readCase, { params: { caseId } }, { topics: [`case:${caseId}`], everySeconds: 60 });
  if (c) return <TheCase key={c.id} c={c} />;
  return <><Bar title={t("舆情事件", "Opinion case")} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]} />{error ? <Page><Refused problem={error} onAgain={() => { void refetch(); }} /></Page> : <Waiting />}</>;
}

function TheCase({ c }: { c: CaseView }) {
  const t = useT();
  const now = useNow(20);
  const [task, open] = useState<Task | null>(null);
  const part = { c, now, open };
  const ball = sayBall(t, c);
  const loose = sayLoose(t, c.loose);
  const main = primaryOf(t, c);
  const button = main && <WhyNot key={main.task.kind} type="primary" quiet why={main.why} onClick={() => { open(main.task); }}>{main.word}</WhyNot>;
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => { strip.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" }); }, [c.stage]);
  const shown = headClocks(c);
  return (
    <>
      <Bar title={c.number} crumbs={[{ to: "/cases", label: t("处置", "Cases") }]} actions={<><More c={c} open={open} />{button}</>} />
      <PageHead aside={shown.length > 0 ? <div className="clocks case-clocks">{shown.map((k) => <CaseClock key={k.id} clock={k} now={now} />)}</div> : undefined}
        title={<span className="case-title">{c.grade ? <Grade grade={c.grade} size="lg" word={t(...gradeWords[c.grade])} /> : <Tag>{t("未定级", "Not graded")}</Tag>}<span>{c.title}</span></span>}>
        {[c.placeName, c.hazard && sayHazard(t, c.hazard)].filter(Boolean).map((word) => `${word ?? ""}，`).join("")}{t(`T0 取${t0Words[c.t0.kind][0]} ${sayTime(t, c.t0.at, now)}，${c.personName}承办`, `T0 is ${t0Words[c.t0.kind][1]}, ${sayTime(t, c.t0.at, now)}; in the hands of ${c.personName}`)}
        {c.may.work === null && <> <Button type="link" size="small" className="case-inline" onClick={() => { open({ kind: "t0" }); }}>{t("改起点", "Change T0")}</Button></>}
      </PageHead>
      <div ref={strip} className="case-strip"><StageStrip stages={stagesOf(t, c, now)} /></div>
      <BallLine who={ball.who} tone={ball.fault ? "fault" : "plain"} {...(loose.length > 0 ? { source: t(`还没了结：${loose.join("，")}`, `Open: ${loose.join(", ")}`) } : {})}>{ball.text}</BallLine>
      <Columns shape="event" label={t("舆情事件", "Opinion case")} columns={[
        { key: "units", label: t("谁在办", "Who"), node: <UnitsColumn {...part} /> },
        { key: "answers", label: t("关切与发布", "Answers"), node: <AnswersColumn {...part} /> },
        { key: "plan", label: t("预案与研判", "Plan"), node: <PlanColumn {...part} /> },
      ]} />
      {main && main.why === null && <PhoneFoot><Button type="primary" onClick={() => { open(main.task); }}>{main.word}</Button></PhoneFoot>}
      {task && <Dialogs task={task} c={c} now={now} onClose={() => { open(null); }} />}
    </>
  );
}

type Say = ReturnType<typeof useT>;

/** The one primary button: what the ball asks for, where I may do it; otherwise the next stage, with why it is grey. */
function primaryOf(t: Say, c: CaseView): { task: Task; word: string; why: CaseView["may"]["move"] } | null {
  const { need } = c.ball;
  if (need === "grade") return { task: { kind: "grade" }, word: t("定级", "Grade it"), why: c.may.grade };
  if (need === "tell" && (c.may.tell === null || c.stage === "notify")) return { task: { kind: "tell" }, word: t("通报省厅", "Tell the department"), why: c.may.tell };
  if (need === "debrief") return { task: { kind: "debrief" }, word: t("写评估", "File the debrief"), why: c.may.debrief };
  return c.nextStage === null ? null : { task: { kind: "move" }, word: t(`转入${stageWords[c.nextStage][0]}`, `To ${stageWords[c.nextStage][1]}`), why: c.may.move };
}

function More({ c, open }: { c: CaseView; open: (task: Task) => void }) {
  const t = useT();
  const items = [
    ...(c.may.grade === null && c.ball.need !== "grade" ? [{ key: "grade" as const, label: c.grade ? t("改级", "Regrade") : t("定级", "Grade it") }] : []),
    ...(c.may.work === null ? [{ key: "t0" as const, label: t("改计时起点", "Change T0") }, { key: "assign" as const, label: t("交给别人承办", "Give it to a colleague") }] : []),
    ...(c.may.back === null && c.stagesBehind.length > 0 ? [{ key: "back" as const, label: c.nextStage === null ? t("重新办理", "Open it again") : t("退回前面的环节", "Send it back") }] : []),
    ...(c.may.dismiss === null ? [{ key: "dismiss" as const, label: t("不立案", "Dismiss as groundless") }] : []),
  ];
  if (items.length === 0) return null;
  return <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => { open({ kind: key as "grade" }); } }}><Button>{t("更多", "More")}</Button></Dropdown>;
}

function stagesOf(t: Say, c: CaseView, now: Date): Stage[] {
  const at = c.stage === "dismissed" ? 0 : way.indexOf(c.stage);
  return way.map((stage, i): Stage => {
    const left = c.events.find((e) => e.kind === "move" && e.facts["from"] === stage);
    const state = i < at || (c.stage === "archived" && i === at) ? "done" : i === at ? "current" : "to-come";
    return { name: t(...stageWords[stage]), state, ...(state === "done" && left ? { detail: `${left.byName} ${sayTime(t, left.at, now)}` } : i === at && c.ball.people.length > 0 ? { detail: c.ball.people.join("、") } : {}) };
  });
}
