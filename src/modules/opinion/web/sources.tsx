import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useAct, useRead } from "#web/ask.ts";
import { ConfirmReason, EmptyState, Heading, Page, Refused, Tag, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { changeSourceState, listSources, testSource, type SourceLine } from "../contract.ts";
import { RefusedRows } from "./refused-rows.tsx";
import { Retention } from "./retention.tsx";
import { SecretForm } from "./secret-form.tsx";
import { SourceForm } from "./source-form.tsx";
import { formatWords, kindWords, sayDetail, sayTime, standingWords, type Say } from "./words.ts";
import "./radar.css";

type Task = { kind: "new" } | { kind: "change" | "test" | "secret" | "paused" | "active" | "closed"; source: SourceLine };

/** 信源: every public source with how it stands and when it is asked next. */
export function Sources() {
  const t = useT();
  const now = useNow(30);
  const { data, error } = useRead(listSources, {}, { topics: ["opinion"], everySeconds: 60 });
  const [task, setTask] = useState<Task | null>(null);
  const may = data?.mayCreateFor ?? [];
  const start = may.length > 0 ? <Button type="primary" onClick={() => { setTask({ kind: "new" }); }}>{t("登记信源", "Register a source")}</Button> : undefined;
  const close = () => { setTask(null); };
  return (
    <Page>
      <Bar title={t("信源", "Sources")} crumbs={[{ to: "/radar", label: t("雷达", "Radar") }]} {...(data && data.items.length > 0 && start ? { actions: start } : {})} />
      {error && <Refused problem={error} />}
      {!data && !error && <Waiting />}
      {data?.items.length === 0 && <EmptyState title={t("还没有信源", "No sources yet")} why={t("登记公开的 RSS、热榜、JSON 或推送，系统按它们各自的节奏读；一个坏了不碍别的。只收说了什么，不收谁说的。", "Register public feeds, lists, JSON or webhooks; each is read by its own rhythm, and a broken one stops no other. What was said is kept, never by whom.")} action={start} />}
      {data && data.items.length > 0 && <section><Heading title={t(`${data.items.length} 个信源`, `${data.items.length} sources`)} note={t("只收说了什么，不收谁说的", "what was said, never who")} /><ul className="radar-kept">{[...data.items].sort((a, b) => b.failures - a.failures).map((source) => <Row key={source.id} source={source} now={now} open={setTask} />)}</ul></section>}
      <Retention />
      {task?.kind === "new" && <SourceForm units={may} onClose={close} />}
      {task?.kind === "change" && <SourceForm units={may} source={task.source} onClose={close} />}
      {task?.kind === "secret" && <SecretForm source={task.source} onClose={close} />}
      {task?.kind === "test" && <Trial source={task.source} onClose={close} />}
      {(task?.kind === "paused" || task?.kind === "active" || task?.kind === "closed") && <Turn key={task.kind} source={task.source} to={task.kind} onClose={close} />}
    </Page>
  );
}

function saySourceState(t: Say, source: SourceLine): { word: string; tone: "plain" | "ink" | "fault" } {
  if (source.state === "paused") return { word: t("已暂停", "paused"), tone: "ink" };
  if (source.failures > 0) return { word: t(`连续 ${source.failures} 次没读到`, `${source.failures} failures in a row`), tone: "fault" };
  return { word: t(...(standingWords[source.standing] as readonly [string, string])), tone: source.standing === "dead" ? "fault" : "plain" };
}

function Row({ source, now, open }: { source: SourceLine; now: Date; open: (task: Task) => void }) {
  const t = useT();
  const { word, tone } = saySourceState(t, source);
  const said = [
    t(...formatWords[source.format]), t(...kindWords[source.kind]), source.unitName, t(`收过 ${source.items} 条`, `${source.items} items`), ...(source.answeredAt ? [t(`${sayTime(t, source.answeredAt, now)} 应答`, `answered ${sayTime(t, source.answeredAt, now)}`)] : []),
    ...(source.nextAt ? [t(`${sayTime(t, source.nextAt, now)} 再问`, `next ${sayTime(t, source.nextAt, now)}`)] : []), ...(source.state === "paused" ? [source.stateReason] : []),
  ];
  const more = [
    { key: "change" as const, label: t("改登记", "Change") }, ...(source.format === "webhook" ? [{ key: "secret" as const, label: source.hasSecret ? t("换密钥", "Change the secret") : t("设密钥", "Set the secret") }] : []),
    source.state === "paused" ? { key: "active" as const, label: t("恢复", "Resume") } : { key: "paused" as const, label: t("暂停", "Pause") }, { key: "closed" as const, label: t("停用", "Close") },
  ];
  return (
    <li>
      <div>
        <p className="row wrap"><b>{source.label}</b>{source.format !== "hand" && <Tag tone={tone}>{word}</Tag>}{source.format === "webhook" && !source.hasSecret && <Tag tone="ink">{t("还没有密钥，收不到", "no secret yet: nothing comes in")}</Tag>}</p>
        <p className="i2">{said.join(" · ")}</p>
        <p className="t12 i3">{[source.url || source.doorPath || "", sayDetail(t, source.detail)].filter(Boolean).join(" · ")}</p>
      </div>
      {source.mayKeep && source.format !== "hand" && <div className="row">
        {source.url !== "" && <Button size="small" onClick={() => { open({ kind: "test", source }); }}>{t("试读", "Try")}</Button>}
        <Dropdown trigger={["click"]} menu={{ items: more, onClick: ({ key }) => { open({ kind: key as "change", source }); } }}><Button size="small">{t("更多", "More")}</Button></Dropdown>
      </div>}
    </li>
  );
}

/** Asks a source now and shows what would come in. */
function Trial({ source, onClose }: { source: SourceLine; onClose: () => void }) {
  const t = useT();
  const { act, pending, refusal } = useAct(testSource, { refresh: [listSources], inline: true });
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof act>>>();
  const [asked, setAsked] = useState(false);
  const go = () => { setAsked(true); void act({ params: { sourceId: source.id } }).then(setAnswer); };
  return (
    <Modal open title={t(`试读“${source.label}”`, `Try "${source.label}"`)} onCancel={onClose} footer={<div className="row apart"><Button onClick={onClose}>{t("关上", "Close")}</Button><Button type="primary" loading={pending} onClick={go}>{asked ? t("再读一次", "Again") : t("现在读一次", "Ask now")}</Button></div>}>
      <div className="stack">
        {!asked && <p className="i2">{t("问一次这个信源，看看会收进什么。试读不入库，也不影响下次该问的时间。", "Asks the source once and shows what would come in. Nothing is kept, and its next turn stays.")}</p>}
        {pending && <Waiting />}
        <Refused problem={refusal} />
        {answer && <><p className={answer.ok ? "" : "fault"}><b>{sayDetail(t, answer.detail)}</b></p><ul className="radar-items">{answer.titles.map((title) => <li key={title}>{title}</li>)}</ul><RefusedRows refused={answer.refused} inAll={answer.refusedInAll} /></>}
      </div>
    </Modal>
  );
}

function Turn({ source, to, onClose }: { source: SourceLine; to: "paused" | "active" | "closed"; onClose: () => void }) {
  const t = useT();
  const { act } = useAct(changeSourceState, { refresh: [listSources] });
  const words = {
    paused: [t(`暂停“${source.label}”`, `Pause "${source.label}"`), t("暂停期间不再问它，恢复后接着读。", "It is not asked until it is resumed."), t("暂停", "Pause")], active: [t(`恢复“${source.label}”`, `Resume "${source.label}"`), t("马上问一次，之后按原来的节奏。", "It is asked at once, then by its rhythm."), t("恢复", "Resume")],
    closed: [t(`停用“${source.label}”`, `Close "${source.label}"`), t("停用不能恢复，密钥随即销毁；它收过的信息留到期满。", "Closing is for good and destroys its secret; what it gave stays until its time."), t("停用", "Close")],
  }[to] as [string, string, string];
  return <ConfirmReason open title={words[0]} consequence={words[1]} verb={words[2]} danger={to === "closed"} onClose={onClose} confirm={async (reason) => (await act({ params: { sourceId: source.id }, body: { to, reason } })) !== undefined} />;
}
