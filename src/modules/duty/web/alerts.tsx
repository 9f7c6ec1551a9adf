import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { sayDuration, shortTime } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import { ConfirmReason, EmptyState, FilterBar, Grade, Page, PageHead, Refused, Tag, Timeline, Waiting, useNow } from "#web/primitives/index.ts";
import { useAct, useRead } from "#web/ask.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { acknowledgeAlert, closeAlert, listAlerts, readTellings, type AlertLine } from "../contract.ts";
import { sayMatter } from "../rules/words.ts";
import "./duty.css";

type Which = "mine" | "scope" | "all";

/** What needs a person: whose ball it is, who was told, when the next one is called. */
export function Alerts() {
  const t = useT();
  const now = useNow(30);
  const [which, setWhich] = useState<Which>("mine");
  const [page, setPage] = useState(1);
  const [closing, setClosing] = useState<AlertLine | null>(null);
  const alerts = useRead(listAlerts, { query: { page, size: 50, of: which === "mine" ? "mine" : "scope", state: which === "all" ? "all" : "waiting" } }, { topics: ["alerts"], everySeconds: 60 });
  const { act: close } = useAct(closeAlert, { refresh: [listAlerts], said: t("已办结，记入台账。", "Closed and kept in the record.") });
  const rows = alerts.data?.items;
  const open = rows?.filter((a) => a.state === "open").length ?? 0;
  return (
    <>
      <Bar title={t("提醒", "Alerts")} />
      <PageHead title={t("等人接手的事", "What needs a person")}>
        {t("先叫到经办人，到时没人接手就叫本单位值班员，再叫省厅值班员。接手以后不再往上叫。", "The owner is called first, then the unit's duty officer, then the province's. Once somebody takes it, nobody else is called.")}
      </PageHead>
      <Page>
        <FilterBar summary={rows ? t(`${alerts.data?.capped ? "超过 " : "共 "}${alerts.data?.total ?? 0} 件，这一页 ${open} 件没人接手`, `${alerts.data?.capped ? "more than " : ""}${alerts.data?.total ?? 0}, ${open} on this page untaken`) : ""}>
          <Segmented<Which> value={which} onChange={(next) => { setWhich(next); setPage(1); }} options={[{ value: "mine", label: t("叫到我的", "Mine") }, { value: "scope", label: t("我看得到的单位", "Units I see") }, { value: "all", label: t("含已办结", "With closed ones") }]} />
        </FilterBar>
        <Refused problem={alerts.error} onAgain={() => { void alerts.refetch(); }} />
        {!rows && !alerts.error && <Waiting />}
        {rows?.length === 0 && <EmptyState title={which === "mine" ? t("没有事等您接手", "Nothing waits for you") : t("这些单位没有要接手的事", "Nothing waits in these units")} why={t("投放出了岔子、账号不通、轮到您审签时，这里和您单位的值班群会同时提醒。", "When a delivery fails, an account stops working or it is your turn, it shows here and in your unit's staff channel.")} />}
        {rows && rows.length > 0 && <ul aria-label={t("提醒", "Alerts")}>{rows.map((a, i) => <AlertRow key={a.id} alert={a} first={i === 0} now={now} onClose={() => { setClosing(a); }} />)}</ul>}
        {alerts.data && alerts.data.total > page * 50 && <Button onClick={() => { setPage(page + 1); }}>{t("看下一页", "Next page")}</Button>}
      </Page>
      {closing && <ConfirmReason open title={t("办结这件事", "Close this matter")} consequence={t(...sayMatter(closing.kind, closing.facts))} verb={t("办结", "Close")} presets={[t("已重发", "Sent again"), t("已核实，无须处理", "Checked, nothing to do"), t("已转系统管理员", "Handed to the system administrator")]}
        confirm={async (note) => (await close({ params: { alertId: closing.id }, body: { note } })) !== undefined} onClose={() => { setClosing(null); }} />}
    </>
  );
}

function AlertRow({ alert: a, first, now, onClose }: { alert: AlertLine; first: boolean; now: Date; onClose: () => void }) {
  const t = useT();
  const [looking, setLooking] = useState(false);
  const { act, pending } = useAct(acknowledgeAlert, { refresh: [listAlerts], said: t("您接手了，不再往上叫。", "You took it; nobody else is called.") });
  return (
    <li className={a.state === "closed" ? "duty-alert done" : "duty-alert"}>
      <h3>{a.urgency !== "routine" && <Grade grade={a.urgency} of="event" />}<Link to={a.link.replace(/^\/desk/, "")}>{t(...sayMatter(a.kind, a.facts))}</Link>{a.state === "open" && a.step > 0 && <Tag tone="ink">{a.step === 1 ? t("已叫值班员", "duty officer called") : t("已叫省厅值班员", "province called")}</Tag>}</h3>
      <div className="acts">
        {a.state === "open" && a.mayAnswer && <Button type={first && a.mine ? "primary" : "default"} loading={pending} onClick={() => { void act({ params: { alertId: a.id } }); }}>{t("我来接手", "I take it")}</Button>}
        {a.mayAnswer && <Button onClick={onClose}>{t("办结", "Close")}</Button>}
        <Button type="text" aria-expanded={looking} onClick={() => { setLooking(!looking); }}>{t("叫过谁", "Who was told")}</Button>
      </div>
      <p><Ball alert={a} now={now} /></p>
      {looking && <Tellings alertId={a.id} />}
    </li>
  );
}

/** Who has the ball, in one sentence. */
function Ball({ alert: a, now }: { alert: AlertLine; now: Date }) {
  const t = useT();
  const since = sayDuration((now.getTime() - Date.parse(a.openedAt)) / 60_000);
  const who = a.calledNames.join("、");
  if (a.state === "closed") return t(`${a.unitName}，${a.closedAt ? shortTime(new Date(a.closedAt)) : ""} 办结：${a.closedNote ?? ""}`, `${a.unitName}, closed: ${a.closedNote ?? ""}`);
  if (a.state === "acknowledged") return t(`${a.unitName}，${a.acknowledgedByName ?? ""} ${a.acknowledgedAt ? shortTime(new Date(a.acknowledgedAt)) : ""} 接手，还没办结`, `${a.unitName}, taken by ${a.acknowledgedByName ?? ""}, not closed yet`);
  const next = a.escalateAt ? Math.max(0, Math.ceil((Date.parse(a.escalateAt) - now.getTime()) / 60_000)) : null;
  const told = a.toldAt ? t(`${shortTime(new Date(a.toldAt))} 已通知`, `told ${shortTime(new Date(a.toldAt))}`) : t("还没通知到", "not told yet");
  return t(`${a.unitName}，等 ${who} 接手，已过 ${since}，${told}${next === null ? "，后面没有人可叫了" : `，再过 ${next} 分钟往上叫`}`, `${a.unitName}, waits for ${who}, ${told}${next === null ? ", nobody left to call" : `, next in ${next} min`}`);
}

function Tellings({ alertId }: { alertId: string }) {
  const t = useT();
  const { data, error } = useRead(readTellings, { params: { alertId } }, { topics: ["alerts"] });
  if (error) return <div className="tellings"><Refused problem={error} /></div>;
  if (!data) return <div className="tellings"><Waiting /></div>;
  if (data.items.length === 0) return <p className="tellings i3">{t("还没有通知过谁。", "Nobody was told yet.")}</p>;
  return <div className="tellings"><Timeline as="ledger" label={t("叫过谁", "Who was told")} moments={data.items.map((one) => ({
    key: one.id, at: shortTime(new Date(one.at)).slice(-5), state: one.ok ? "done" as const : "fault" as const,
    text: one.ok ? t(`经${quoted(one.accountName ?? "")}通知了${one.personName ?? ""}`, `${one.personName ?? ""} told through ${one.accountName ?? ""}`) : `${one.accountName ? t(`经${quoted(one.accountName)}没通知到${one.personName ?? ""}：`, `${one.accountName} did not reach ${one.personName ?? ""}: `) : ""}${one.detail}`,
  }))} /></div>;
}
