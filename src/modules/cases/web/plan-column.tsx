import { Button, Checkbox } from "antd";
import { Link } from "react-router";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { CaseView, TaskView } from "../contract.ts";
import { OtherClocks } from "./case-clock.tsx";
import type { Part } from "./task.ts";
import { gradeWords, sayTime } from "./words.ts";

/** The unit's own plan as a checklist, the press conference, reports for leaders, the debrief. */
export function PlanColumn(part: Part) {
  return <div className="stack case-column"><Checklist {...part} /><OtherClocks {...part} /><Press {...part} /><Reports {...part} /><Debrief {...part} /></div>;
}

function Checklist({ c, now, open }: Part) {
  const t = useT();
  const live = c.tasks.filter((task) => task.state !== "lapsed");
  const settled = live.filter((task) => task.state !== "open").length;
  return (
    <section>
      <Heading title={t("预案清单", "The plan")} note={c.grade ? t(`${gradeWords[c.grade][0]}，办了 ${settled} / ${live.length}`, `${gradeWords[c.grade][1]}, ${settled} of ${live.length}`) : undefined} />
      {c.tasks.length === 0 && <p className="i3">{t("定级以后，按本单位预案列出要办的事。", "Once it is graded, the unit's own plan stands here.")} <Link className="link" to={`/cases/plans?unit=${c.unit.unitId}`}>{t("看预案", "The plans")}</Link></p>}
      <ul className="case-tasks">{live.map((task) => <TaskRow key={task.id} task={task} may={c.may.work === null} now={now} open={open} />)}</ul>
      {c.tasks.length > 0 && <p className="t12 i3">{t("办过的改级后保留。", "What was done stays after a regrade.")} <Link className="link" to={`/cases/plans?unit=${c.unit.unitId}`}>{t("看预案", "The plans")}</Link></p>}
    </section>
  );
}

function TaskRow({ task, may, now, open }: { task: TaskView; may: boolean } & Pick<Part, "now" | "open">) {
  const t = useT();
  const words = t(task.words, task.wordsEn ?? task.words);
  const settled = task.state !== "open";
  return (
    <li className={settled ? "done" : undefined}>
      <Checkbox checked={settled} disabled={!may} aria-label={words} onChange={() => { open({ kind: "tick", task, state: settled ? "open" : "done" }); }} />
      <div>
        <span>{words}</span>
        {settled && <p className="t12 i3">{task.state === "not-needed" ? t("不需要：", "not needed: ") : ""}{task.note && `${task.note}，`}{task.byName} {task.at ? sayTime(t, task.at, now) : ""}</p>}
      </div>
      {!settled && may && <Button size="small" type="text" onClick={() => { open({ kind: "tick", task, state: "not-needed" }); }}>{t("不需要", "Not needed")}<span className="unseen">{words}</span></Button>}
    </li>
  );
}

function Press({ c, now, open }: Part) {
  const t = useT();
  const [newest, ...earlier] = c.press;
  return (
    <section>
      <Heading title={t("新闻发布会", "Press conference")} note={t("视情召开，写明理由", "as the case demands, with a reason")} />
      {!newest && <p className="i3">{t("开不开还没有定。不开也要写理由。", "Undecided. A no has its reason too.")}</p>}
      {newest && <PressDecision press={newest} now={now} />}
      {earlier.length > 0 && <p className="t12 i3">{t(`此前定过 ${earlier.length} 次，见经过。`, `${earlier.length} earlier decisions stand in the course.`)}</p>}
      <div className="row wrap">
        {c.may.press === null && !newest?.held && <Button size="small" onClick={() => { open({ kind: "press" }); }}>{newest ? t("改决定", "Decide anew") : t("定开不开", "Decide")}</Button>}
        {c.may.work === null && newest?.hold && !newest.held && <Button size="small" onClick={() => { open({ kind: "held" }); }}>{t("记已召开", "It was held")}</Button>}
      </div>
    </section>
  );
}

function PressDecision({ press: p, now }: { press: CaseView["press"][number]; now: Date }) {
  const t = useT();
  return (
    <div className="case-press">
      <p><b>{p.hold ? t("召开", "To be held") : t("不召开", "Not held")}</b>{p.plannedAt && t(`，${sayTime(t, p.plannedAt, now)}，${p.place}`, `, ${sayTime(t, p.plannedAt, now)}, ${p.place}`)}</p>
      {p.speakers.length > 0 && <p className="i2">{t("发布人：", "Speaks: ")}{p.speakers.map((s) => `${s.name}${s.post ? `（${s.post}）` : ""}`).join("、")}</p>}
      <p className="t12 i2">{t(`理由：${p.reason}。${p.byName} ${sayTime(t, p.at, now)} 定`, `Because: ${p.reason}. Decided by ${p.byName}, ${sayTime(t, p.at, now)}`)}</p>
      {p.held && <p className="house">{t(`${sayTime(t, p.held.at, now)} 已召开，答 ${p.held.answers.length} 问`, `Held ${sayTime(t, p.held.at, now)}, ${p.held.answers.length} questions answered`)}{p.held.recordLink && <> <a className="link" href={p.held.recordLink} target="_blank" rel="noreferrer">{t("看实录", "Its record")}</a></>}</p>}
      {p.held?.answers.map((a) => <details key={a.question}><summary>{a.question}</summary><p className="case-words">{a.answer}</p></details>)}
    </div>
  );
}

function Reports({ c, now }: Part) {
  const t = useT();
  return (
    <section>
      <Heading title={t("快报与专报", "Reports")} note={t("每句都有依据", "every sentence has its source")} />
      <ul className="case-rows">{c.reports.map((r) => <li key={r.id}><Link className="row apart" to={`/cases/${c.id}/reports/${r.id}`}><b>{r.kind === "flash" ? t(`快报第 ${r.number} 期`, `Flash ${r.number}`) : t(`专报第 ${r.number} 期`, `Special ${r.number}`)}</b><span className="t12 i3">{r.byName} {sayTime(t, r.at, now)}</span></Link></li>)}</ul>
      <div className="row wrap"><Link className="link" to={`/cases/${c.id}/reports/flash`}>{t("拟快报", "Draft a flash report")}</Link><Link className="link" to={`/cases/${c.id}/reports/special`}>{t("拟专报", "Draft a special report")}</Link></div>
    </section>
  );
}

const heatOf = (t: ReturnType<typeof useT>, value: number | null): string => (value === null ? t("数据不足", "too little data") : value.toFixed(1));

function Debrief({ c, now, open }: Part) {
  const t = useT();
  const [d] = c.debriefs;
  return (
    <section>
      <Heading title={t("评估", "Debrief")} note={t("归档前要写", "owed before the archive")} />
      {d ? (
        <div className="case-press">
          <p className="case-words">{d.summary}</p>
          {d.lessons && <p className="case-words"><b>{t("经验教训：", "Learned: ")}</b>{d.lessons}</p>}
          {d.improvements && <p className="case-words"><b>{t("改进：", "To mend: ")}</b>{d.improvements}</p>}
          <p className="t12 i2">{t(`按时答复 ${d.figures.inTime.inTime} / ${d.figures.inTime.asked}；时限 ${d.figures.clocks.filter((k) => !k.missed).length} 个守住，${d.figures.clocks.filter((k) => k.missed).length} 个超过；发布 ${d.figures.releases.length} 次`, `${d.figures.inTime.inTime} of ${d.figures.inTime.asked} answered in time; ${d.figures.clocks.filter((k) => k.missed).length} clocks missed; ${d.figures.releases.length} releases`)}</p>
          {d.figures.releases.length > 0 && <ul className="case-effects t12">{d.figures.releases.map((r, i) => <li key={r.pieceId}><span className="case-mark" aria-hidden="true">{i + 1}</span><span className="el" title={r.title}>{r.title}</span><span className="nw">{t(`热度前 ${heatOf(t, r.before)}，后 ${heatOf(t, r.after)}`, `heat before ${heatOf(t, r.before)}, after ${heatOf(t, r.after)}`)}</span></li>)}</ul>}
          <p className="t12 i3">{d.byName} {sayTime(t, d.at, now)}</p>
        </div>
      ) : <p className="i3">{t("到评估环节写：发布前后热度怎么变，哪些时限没守住，以后怎么改。", "Written at its stage: what the heat did, which clocks were missed, what is to be mended.")}</p>}
      {c.may.debrief === null && <Button size="small" onClick={() => { open({ kind: "debrief" }); }}>{d ? t("再写一份", "Another") : t("写评估", "File it")}</Button>}
    </section>
  );
}
