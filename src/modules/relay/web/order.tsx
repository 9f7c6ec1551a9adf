import { Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Clock, Columns, Figures, Heading, Page, PageHead, Refused, Tag, Timeline, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { acknowledgeOrder, chaseUnit, listOrders, readOrder, retract, verifyRelay, type OrderView, type TargetView } from "../contract.ts";
import { CannotDialog, ReportDialog, ReturnDialog, WithdrawDialog, type Task } from "./dialogs.tsx";
import { UnitRows } from "./unit-rows.tsx";
import { sayEvent, sayTime } from "./words.ts";
import "./relay.css";

/** One relay order: the piece, every account by unit, the course. */
export function OrderScreen() {
  const t = useT();
  const { orderId = "" } = useParams();
  const { data: order, error, refetch } = useRead(readOrder, { params: { orderId } }, { topics: [`relay:${orderId}`] });
  if (order) return <TheOrder order={order} />;
  return <><Bar title={t("转发令", "Relay order")} crumbs={[{ to: "/relay", label: t("联动", "Relay") }]} />{error ? <Page><Refused problem={error} onAgain={() => { void refetch(); }} /></Page> : <Waiting />}</>;
}

function TheOrder({ order }: { order: OrderView }) {
  const t = useT();
  const now = useNow(20);
  const [task, open] = useState<Task | null>(null);
  const close = () => { open(null); };
  const refresh = [readOrder, listOrders];
  const acknowledge = useAct(acknowledgeOrder, { refresh, said: t("签收了。", "Acknowledged.") });
  const verify = useAct(verifyRelay, { refresh, said: t("核验了。", "Verified.") });
  const down = useAct(retract, { refresh, said: t("记下了：已撤下。", "Noted: taken down.") });
  const chase = useAct(chaseUnit, { refresh, said: t("已提醒对方的值守和联络员。", "Their desk was called.") });
  const params = { orderId: order.id };
  const acts = {
    open,
    acknowledge: (unitId: string) => { void acknowledge.act({ params, body: { unitId } }); },
    chase: (unitId: string) => { void chase.act({ params, body: { unitId } }); },
    verify: (target: TargetView) => { void verify.act({ params: { ...params, targetId: target.id } }); },
    retract: (target: TargetView) => { void down.act({ params: { ...params, targetId: target.id } }); },
  };
  const live = order.targets.filter((one) => one.state !== "withdrawn");
  const count = (...states: TargetView["state"][]) => live.filter((one) => states.includes(one.state)).length;
  const done = live.length > 0 && live.every((one) => one.state !== "issued" && one.state !== "acknowledged");
  const lastReport = live.flatMap((one) => (one.relayedAt ? [one.relayedAt] : [])).sort().at(-1);
  return (
    <>
      <Bar title={order.number} crumbs={[{ to: "/relay", label: t("联动", "Relay") }]} beside={<span className="el">{order.unit.name}{t("，", ", ")}{order.issuedByName} {sayTime(order.issuedAt, now)} {t("下发", "asked")}</span>}
        actions={order.mayWithdraw ? <Button onClick={() => { open({ kind: "withdraw" }); }}>{t("收回", "Withdraw")}</Button> : undefined} />
      <PageHead title={order.piece.title} aside={<div className="clocks"><Clock label={t("转发时限", "To relay by")} start={new Date(order.issuedAt)} deadline={new Date(order.dueAt)} now={now} metAt={done && lastReport ? new Date(lastReport) : null} source={sayTime(order.dueAt, now)} /></div>}>
        <a className="link" href={order.piece.link} target="_blank" rel="noreferrer">{t("看公开的原稿", "The public original")}</a>{t("，", ", ")}<Link className="link" to={`/boards/${order.piece.id}`}>{t("看本稿的投放", "its board")}</Link>
        {order.piece.recalled && <> <Tag tone="fault">{t("原稿已撤回", "recalled")}</Tag></>}
        {!order.piece.recalled && (order.piece.publishedEdition ?? 0) > order.piece.edition && <> <Tag tone="ink">{t(`已更正到第 ${order.piece.publishedEdition ?? 0} 版`, `corrected: edition ${order.piece.publishedEdition ?? 0}`)}</Tag></>}
        {order.withdrawn && <> <Tag tone="ink">{t("转发令已收回", "withdrawn")}</Tag></>}
      </PageHead>
      <Columns shape="board" label={t("转发令", "Relay order")} columns={[
        { key: "accounts", label: t("各账号", "Accounts"), node: <UnitRows order={order} now={now} acts={acts} /> },
        { key: "course", label: t("经过", "Course"), ground: "surface", node: (
          <div className="relay-side">
            <Figures figures={[{ label: t("账号", "Accounts"), value: live.length }, { label: t("已转发", "Relayed"), value: count("relayed", "verified", "retracted") }, { label: t("已核验", "Verified"), value: count("verified", "retracted") }]} />
            {order.note && <section><Heading title={t("附言", "Note")} level={3} /><p className="relay-words">{order.note}</p></section>}
            <section><Heading title={t("经过", "Course")} level={3} /><Timeline as="ledger" label={t("经过", "Course")} moments={order.events.toReversed().map((e, i) => ({ key: String(i), at: sayTime(e.at, now), text: <>{sayEvent(t, e)}{e.note && <span className="i2 relay-words">{e.note}</span>}<span className="t12 i3 el">{e.byName} {e.unitName}</span></>, ...(e.kind === "overdue" ? { state: "fault" as const } : {}) }))} /></section>
          </div>
        ) },
      ]} />
      {task?.kind === "report" && <ReportDialog order={order} target={task.target} onClose={close} />}
      {task?.kind === "unable" && <CannotDialog order={order} target={task.target} onClose={close} />}
      {task?.kind === "return" && <ReturnDialog order={order} target={task.target} onClose={close} />}
      {task?.kind === "withdraw" && <WithdrawDialog order={order} onClose={close} />}
    </>
  );
}
