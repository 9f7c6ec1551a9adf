import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";
import { fullTime, shortTime } from "#kernel/clock.ts";
import { Columns, ConfirmReason, Heading, Page, Refused, Seal, Tag, Waiting, WhyNot } from "#web/primitives/index.ts";
import { useAct, useRead } from "#web/ask.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { changeState, listAccounts, listConnectors, readAccount, testAccount, type AccountDetail, type ConnectorOut } from "../contract.ts";
import { ChangeKeepers, ChangeSettings, SetSecret } from "./account-dialogs.tsx";
import { HealthMark } from "./health-mark.tsx";
import { OptOuts } from "./opt-outs.tsx";
import { audienceWords, choiceWords, evidenceWords, fieldWords, recallWords, stateWords } from "./words.ts";
import "./channels.css";

type Task = { kind: "settings" | "keepers" } | { kind: "secret"; name: string } | { kind: "state"; to: AccountDetail["state"] };

/** What the doctor sent somebody here for: `?do=settings`, `keepers`, `resume`, `secret:<name>`. */
function asked(what: string | null): Task | null {
  if (what === "settings" || what === "keepers") return { kind: what };
  if (what === "resume") return { kind: "state", to: "active" };
  return what?.startsWith("secret:") ? { kind: "secret", name: what.slice("secret:".length) } : null;
}

/** One account: whether it works, who keeps it, how it is reached, its secrets (written, never read). */
export function AccountScreen() {
  const t = useT();
  const { accountId = "" } = useParams();
  const account = useRead(readAccount, { params: { accountId } }, { topics: ["accounts"] });
  const connectors = useRead(listConnectors, {});
  const [query, setQuery] = useSearchParams();
  const [chosen, setTask] = useState<Task | null>(null);
  const { act: test, pending: testing } = useAct(testAccount, { refresh: [readAccount, listAccounts], said: (found) => found.health === "well" ? t("测过了，通。", "Tested: it works.") : t(`测过了：${found.detail}`, `Tested: ${found.detail}`) });
  const { act: change } = useAct(changeState, { refresh: [readAccount, listAccounts] });
  const a = account.data;
  const connector = connectors.data?.items.find((c) => c.id === a?.connectorId);
  if (!a) return <Page>{account.error ? <Refused problem={account.error} onAgain={() => { void account.refetch(); }} /> : <Waiting />}</Page>;
  const task = chosen ?? (a.mayKeep && a.state !== "closed" ? asked(query.get("do")) : null);
  const close = () => { setTask(null); setQuery({}, { replace: true }); };
  const whyNotTest = !a.mayTest ? t("测试由管理人、联络员或值班员发起", "The owner, the liaison or the duty officer may test") : a.state === "closed" ? t("账号已注销", "The account is closed") : null;
  const secret = task?.kind === "secret" ? a.secrets.find((one) => one.name === task.name) : undefined;
  return (
    <>
      <Bar title={a.name} crumbs={[{ to: "/accounts", label: t("账号", "Accounts") }]} beside={<><Tag>{t(a.connectorName.zh, a.connectorName.en)}</Tag><Tag tone={a.audience === "staff" ? "house" : "plain"}>{t(...audienceWords[a.audience])}</Tag></>}
        actions={<WhyNot quiet why={whyNotTest} loading={testing} onClick={() => { void test({ params: { accountId } }); }}>{t("测试一下", "Test now")}</WhyNot>} />
      <Columns shape="desk" label={t("账号", "Account")} columns={[
        { key: "kept", label: t("账号", "Account"), node: <Kept account={a} onTask={setTask} /> },
        { key: "reached", label: t("怎么连", "How it is reached"), node: connector ? <Reached account={a} connector={connector} onChange={a.mayKeep && a.state !== "closed" ? () => { setTask({ kind: "settings" }); } : undefined} /> : <Waiting /> },
      ]} />
      {task?.kind === "settings" && connector && <ChangeSettings account={a} connector={connector} onClose={close} />}
      {task?.kind === "keepers" && <ChangeKeepers account={a} onClose={close} />}
      {secret && <SetSecret account={a} secret={secret} onClose={close} />}
      {task?.kind === "state" && <StateDialog to={task.to} onClose={close} confirm={async (reason) => (await change({ params: { accountId }, body: { to: task.to, reason } })) !== undefined} />}
    </>
  );
}

/** Whether it works, who keeps it, its secrets, and whether it is used. */
function Kept({ account: a, onTask: setTask }: { account: AccountDetail; onTask: (task: Task) => void }) {
  const t = useT();
  return (
    <div className="channels-kept">
      <Standing account={a} />
      <section className="stack">
        <Heading title={t("谁在管", "Kept by")} note={a.mayKeep && a.state !== "closed" ? <Button size="small" onClick={() => { setTask({ kind: "keepers" }); }}>{t("更改", "Change")}</Button> : undefined} />
        <dl className="channels-facts">
          <dt>{t("单位", "Unit")}</dt><dd><span className="row"><Seal char={a.unitSeal} unit={a.unitName} />{a.unitName}</span></dd>
          <dt>{t("管理人", "Owner")}</dt><dd>{a.ownerName}</dd>
          <dt>{t("接替人", "Successor")}</dt><dd>{a.successorName ?? <span className="fault">{t("没有，管理人离开后没人接", "none: nobody takes over")}</span>}</dd>
          <dt>{t("备案号", "Registered")}</dt><dd>{a.registrationNo || <span className="i3">{t("没有登记", "not written down")}</span>}</dd>
          <dt>{t("最近发布", "Last post")}</dt><dd className={a.stale ? "fault" : ""}>{a.lastPostAt ? fullTime(new Date(a.lastPostAt)) : t("还没发过", "never")}{a.stale && t("，太久没更新，检查不合格", "; silent too long, fails inspection")}</dd>
        </dl>
      </section>
      {a.secrets.length > 0 && (
        <section>
          <Heading title={t("密钥", "Secrets")} note={t("只能更换，不能查看", "replaced, never read")} />
          {a.secrets.map((one) => (
            <div key={one.name} className="channels-secret">
              <b>{t(one.zh, one.en)}</b>
              <span className={one.setAt || one.optional ? "t12 i3" : "t12 fault"}>{one.setAt ? t(`${one.setByName ?? ""} ${shortTime(new Date(one.setAt))} 设置`, `set by ${one.setByName ?? ""}, ${shortTime(new Date(one.setAt))}`) : one.optional ? t("可不设，设了能收平台的回执", "optional; with it the platform sends receipts") : t("还没有设置，账号用不了", "not set: the account cannot be used")}</span>
              {a.mayKeep && a.state !== "closed" && <Button size="small" type={one.setAt || one.optional ? "default" : "primary"} onClick={() => { setTask({ kind: "secret", name: one.name }); }}>{one.setAt ? t("更换", "Replace") : t("设置", "Set")}</Button>}
            </div>
          ))}
        </section>
      )}
      {a.optOuts && <OptOuts optOuts={a.optOuts} />}
      {a.mayKeep && a.state !== "closed" && (
        <div className="row wrap">
          {a.state === "active" ? <Button onClick={() => { setTask({ kind: "state", to: "suspended" }); }}>{t("停用", "Suspend")}</Button> : <Button type="primary" onClick={() => { setTask({ kind: "state", to: "active" }); }}>{t("恢复使用", "Resume")}</Button>}
          <Button danger onClick={() => { setTask({ kind: "state", to: "closed" }); }}>{t("注销账号", "Close the account")}</Button>
        </div>
      )}
    </div>
  );
}

/** Where the account stands, in one sentence. */
function Standing({ account: a }: { account: AccountDetail }) {
  const t = useT();
  if (a.state !== "active") return <div className="channels-note"><b>{t(...stateWords[a.state])}</b><p className="i2">{a.stateReason}{a.state === "suspended" && t("。停用期间稿件不会发到这里。", ". No piece is sent here meanwhile.")}</p></div>;
  return (
    <div className={a.health === "ill" || a.missingSecrets.length > 0 ? "channels-note bad" : "channels-note"}>
      <HealthMark account={a} />
      <p className="i2">{a.healthDetail || t("还没有测试过。点右上角“测试一下”，系统会做一次不对外发布的连通检查。", "Not tested yet. \"Test now\" makes one harmless call that publishes nothing.")}</p>
    </div>
  );
}

/** How the platform is reached and what it can prove. */
function Reached({ account: a, connector, onChange }: { account: AccountDetail; connector: ConnectorOut; onChange: (() => void) | undefined }) {
  const t = useT();
  const say = (value: unknown): string => value === true ? t("是", "yes") : value === false ? t("否", "no") : Array.isArray(value) ? value.join(t("、", ", ")) : typeof value === "object" && value !== null ? Object.values(value).filter(Boolean).join(" ") : t(...choiceWords(String(value)));
  return (
    <section className="stack">
      <Heading title={t("怎么连", "How it is reached")} note={onChange ? <Button size="small" onClick={onChange}>{t("更改", "Change")}</Button> : undefined} />
      <dl className="channels-facts">
        {connector.form.filter((field) => a.config[field.name] !== undefined).map((field) => <FactPair key={field.name} name={t(...fieldWords(field))}>{say(a.config[field.name])}</FactPair>)}
        <FactPair name={t("证据", "Evidence")}>{t(...evidenceWords[connector.evidence])}</FactPair>
        <FactPair name={t("撤回", "Recall")}>{t(...recallWords[connector.recall])}</FactPair>
        <FactPair name={t("频率", "Rate")}>{t(`每 ${connector.calls.perSeconds} 秒最多 ${connector.calls.calls} 次`, `at most ${connector.calls.calls} in ${connector.calls.perSeconds} s`)}</FactPair>
        {a.callbackAddress && <FactPair name={t("回执地址", "Callback")}><code className="mono">{a.callbackAddress}</code><span className="t12 i3 el">{t("填到平台后台的回调（服务器）地址里", "give it to the platform as its callback")}</span></FactPair>}
      </dl>
    </section>
  );
}

const FactPair = ({ name, children }: { name: string; children: ReactNode }) => <><dt>{name}</dt><dd>{children}</dd></>;

function StateDialog({ to, confirm, onClose }: { to: AccountDetail["state"]; confirm: (reason: string) => Promise<boolean>; onClose: () => void }) {
  const t = useT();
  const words: Record<AccountDetail["state"], readonly [title: string, consequence: string, verb: string]> = {
    suspended: [t("停用这个账号", "Suspend this account"), t("停用期间稿件不会发到这里，也不再自动测试，随时可以恢复。", "No piece is sent here and no test is made until it is resumed."), t("停用", "Suspend")],
    active: [t("恢复使用这个账号", "Resume this account"), t("稿件又可以发到这里。", "Pieces may be sent here again."), t("恢复", "Resume")],
    closed: [t("注销这个账号", "Close this account"), t("注销后不能恢复，密钥立即销毁；发过的稿件和回执都保留。注销要在 5 个工作日内报备。", "It cannot be undone and its secrets are destroyed; what was sent and its receipts stay. Closing is to be filed within 5 working days."), t("注销", "Close")],
  };
  const [title, consequence, verb] = words[to];
  return <ConfirmReason open title={title} consequence={consequence} verb={verb} danger={to === "closed"} confirm={confirm} onClose={onClose} />;
}
