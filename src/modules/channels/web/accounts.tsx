import { Button, Segmented, Select, Switch } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { DataTable, EmptyState, Figures, FilterBar, Name, Page, PageHead, Refused, Seal, Tag, useNow } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listAccounts, listConnectors, type AccountLine } from "../contract.ts";
import { HealthMark } from "./health-mark.tsx";
import { Matrix } from "./matrix.tsx";
import { NewAccount } from "./new-account.tsx";
import { audienceWords, sayAgo } from "./words.ts";
import "./channels.css";

/** Columns of a desk; on a phone the first one says it all. */
const wide: ("md")[] = ["md"];

/** Does something of this account need a person? */
const needsPerson = (a: AccountLine): boolean => a.state === "active" && (a.health === "ill" || a.missingSecrets.length > 0 || a.stale);

/** Every account of the units: who keeps it, whether it works, when it last spoke; as a list, or unit by platform. */
export function Accounts() {
  const t = useT();
  const go = useNavigate();
  const now = useNow(60);
  const [view, setView] = useState<"list" | "matrix">("list");
  const [connectorId, setConnector] = useState<string | undefined>();
  const [unitId, setUnit] = useState<string | undefined>();
  const [closed, setClosed] = useState(false);
  const [creating, setCreating] = useState(false);
  const accounts = useRead(listAccounts, { query: { closed: String(closed) } }, { topics: ["accounts"] });
  const connectors = useRead(listConnectors, {});
  const all = accounts.data?.items;
  const rows = all?.filter((a) => (!connectorId || a.connectorId === connectorId) && (!unitId || a.unitId === unitId));
  const units = [...new Map((all ?? []).map((a) => [a.unitId, a.unitName])).entries()];
  const staleDays = accounts.data?.staleDays ?? 14;
  const mayCreate = (accounts.data?.mayCreateFor.length ?? 0) > 0;
  const columns = [
    { title: t("账号", "Account"), key: "name", render: (_: unknown, a: AccountLine) => <Link to={`/accounts/${a.id}`}><Name strong max={240}>{a.name}</Name><span className="t12 i3">{t(a.connectorName.zh, a.connectorName.en)}</span><span className="channels-phone"><span className="t12 i2">{a.unitName}{t("，", ", ")}{a.ownerName}</span><HealthMark account={a} /><span className="t12 i3">{t("最近发布", "Last post")}</span><LastPost account={a} now={now} staleDays={staleDays} /></span></Link> },
    { title: t("单位", "Unit"), key: "unit", responsive: wide, render: (_: unknown, a: AccountLine) => <span className="row"><Seal char={a.unitSeal} unit={a.unitName} /><Name max={220}>{a.unitName}</Name></span> },
    { title: t("用途", "For"), key: "audience", responsive: wide, render: (_: unknown, a: AccountLine) => <Tag tone={a.audience === "staff" ? "house" : "plain"}>{t(...audienceWords[a.audience])}</Tag> },
    { title: t("通不通", "Works"), key: "health", responsive: wide, render: (_: unknown, a: AccountLine) => <HealthMark account={a} /> },
    { title: t("最近发布", "Last post"), key: "post", responsive: wide, render: (_: unknown, a: AccountLine) => <LastPost account={a} now={now} staleDays={staleDays} /> },
    { title: t("管理人", "Owner"), key: "owner", responsive: wide, render: (_: unknown, a: AccountLine) => <><span className="nw">{a.ownerName}</span><span className="t12 i3 el">{a.successorName ? t(`接替 ${a.successorName}`, `then ${a.successorName}`) : t("没有接替人", "no successor")}</span></> },
  ];
  return (
    <>
      <Bar title={t("账号", "Accounts")} {...(mayCreate ? { actions: <Button type="primary" onClick={() => { setCreating(true); }}>{t("新建账号", "New account")}</Button> } : {})} />
      <PageHead title={t("各单位的账号", "Accounts of the units")} aside={all && <Figures figures={[{ label: t("在用", "in use"), value: all.filter((a) => a.state === "active").length }, { label: t("要人处理", "need a person"), value: all.filter(needsPerson).length }]} />}>
        {t(`每个账号都有管理人和接替人；每十分钟自动测一次通不通，${staleDays} 天没有更新会标出来。`, `Each account has an owner and a successor; it is tested every ten minutes, and ${staleDays} days of silence are marked.`)}
      </PageHead>
      <Page>
        <FilterBar onClear={connectorId || unitId ? () => { setConnector(undefined); setUnit(undefined); } : undefined} summary={rows ? t(`共 ${rows.length} 个`, `${rows.length} accounts`) : ""}>
          <Segmented<"list" | "matrix"> value={view} onChange={setView} options={[{ value: "list", label: t("清单", "List") }, { value: "matrix", label: t("单位×平台", "Unit by platform") }]} />
          <Select<string> allowClear aria-label={t("平台", "Platform")} placeholder={t("平台", "Platform")} style={{ width: 200 }} {...(connectorId ? { value: connectorId } : {})} onChange={(id?: string) => { setConnector(id); }} options={(connectors.data?.items ?? []).map((c) => ({ value: c.id, label: t(c.name.zh, c.name.en) }))} />
          <Select<string> allowClear showSearch={{ optionFilterProp: "label" }} aria-label={t("单位", "Unit")} placeholder={t("单位", "Unit")} style={{ width: 220 }} {...(unitId ? { value: unitId } : {})} onChange={(id?: string) => { setUnit(id); }} options={units.map(([value, label]) => ({ value, label }))} />
          <label className="row"><Switch checked={closed} onChange={setClosed} aria-label={t("看已注销的", "Show closed ones")} />{t("已注销", "Closed")}</label>
        </FilterBar>
        <Refused problem={accounts.error} onAgain={() => { void accounts.refetch(); }} />
        {!accounts.error && view === "matrix" && rows && rows.length > 0 ? <Matrix accounts={rows} connectors={connectors.data?.items ?? []} now={now} />
          : !accounts.error && <DataTable<AccountLine> columns={columns} rows={rows} rowKey="id" onOpen={(a) => { void go(`/accounts/${a.id}`); }} empty={<NoAccounts filtered={(all?.length ?? 0) > 0} mayCreate={mayCreate} onCreate={() => { setCreating(true); }} />} />}
        {accounts.data?.more && <p className="i3">{t("账号太多，只列出前 2000 个，请按单位或平台筛选。", "Only the first 2000 are listed; filter by unit or platform.")}</p>}
      </Page>
      {creating && accounts.data && <NewAccount units={accounts.data.mayCreateFor} connectors={connectors.data?.items ?? []} onClose={() => { setCreating(false); }} onDone={(id) => { void go(`/accounts/${id}`); }} />}
    </>
  );
}

function LastPost({ account, now, staleDays }: { account: AccountLine; now: Date; staleDays: number }) {
  const t = useT();
  const ago = sayAgo(account.lastPostAt, now);
  if (account.audience === "staff") return <span className="i3">{t("只发提醒", "alerts only")}</span>;
  return <><span className={account.stale ? "fault nw" : "nw"}>{ago ? t(...ago) : t("还没发过", "never")}</span>{account.stale && <span className="t12 fault el">{t(`超过 ${staleDays} 天，检查不合格`, `over ${staleDays} days, fails inspection`)}</span>}</>;
}

function NoAccounts({ filtered, mayCreate, onCreate }: { filtered: boolean; mayCreate: boolean; onCreate: () => void }) {
  const t = useT();
  if (filtered) return <EmptyState title={t("这样筛没有账号", "No account matches")} why={t("换个平台或单位看看。", "Choose another platform or unit.")} />;
  return <EmptyState title={t("还没有账号", "No accounts yet")} why={t("一个账号就是一个单位在一个平台上的发布口：官网、群机器人、邮件、LED 屏。开好账号，稿件才有地方去，值班提醒才有人收得到。", "An account is where a unit speaks on a platform: site, chat robot, mail, LED. Without one no piece can leave and no alert arrives.")}
    {...(mayCreate ? { action: <Button type="primary" onClick={onCreate}>{t("新建账号", "New account")}</Button> } : {})} />;
}
