import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { EmptyState, Figures, Page, PageHead, Refused, Seal, Waiting } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { showScreens, type ScreenAccount } from "../contract.ts";
import { GroupBlock, Shown, type Task } from "./group-block.tsx";
import { DissolveGroup, KeepScreen, NameGroup, RegisterScreen } from "./group-dialogs.tsx";
import { PlaylistDialog } from "./playlist-dialog.tsx";
import "./signage.css";

/** Screens tell the house every few seconds what they do; the page looks as often as a person would. */
const everySeconds = 15;

/** The LED screens within one's scope, account by account and group by group: what each shows now and what it proved last. */
export function Screens() {
  const t = useT();
  const board = useRead(showScreens, {}, { everySeconds });
  const accounts = board.data?.accounts;
  const screens = accounts?.flatMap(({ groups }) => groups.flatMap((group) => group.screens));
  return (
    <>
      <Bar title={t("屏幕", "Screens")} />
      <PageHead title={t("各单位的屏幕", "Screens of the units")} aside={screens && <Figures figures={[{ label: t("块屏", "screens"), value: screens.length }, { label: t("失联或没开", "lost or never on"), value: screens.filter(({ alive }) => !alive).length }]} />}>
        {t("屏上只播签发过的内容，到期自动撤下；红色、橙色的一到，全部让开。屏组决定在哪儿播、按什么顺序播。", "Screens show only what was signed, to its end; red and orange texts push everything off. Groups decide where and in what order.")}
      </PageHead>
      <Page>
        <Refused problem={board.error} onAgain={() => { void board.refetch(); }} />
        {!accounts ? !board.error && <Waiting />
          : accounts.length === 0 ? <EmptyState title={t("还没有屏幕账号", "No LED accounts yet")} why={t("屏幕先要有账号：在“账号”里新建一个“LED 屏”账号，再回来登记屏幕。", "A screen belongs to an account: open an LED account first, then register its screens here.")} action={<Link className="link" to="/accounts">{t("去账号页", "To the accounts")}</Link>} />
            : accounts.map((account) => <AccountScreens key={account.id} account={account} />)}
      </Page>
    </>
  );
}

function AccountScreens({ account }: { account: ScreenAccount }) {
  const t = useT();
  const [task, setTask] = useState<Task | null>(null);
  const close = () => { setTask(null); };
  const interrupted = account.groups.find(({ why, screens }) => why === "urgent" && screens.length > 0);
  return (
    <section className="signage-account">
      <header>
        <Seal char={account.unitSeal} unit={account.unitName} />
        <div className="grow"><h2>{account.name}</h2><p className="t12 i3">{account.unitName}{t("，", ", ")}{t(`屏上现有 ${account.pieces.length} 条签发过的内容`, `${account.pieces.length} signed texts on its screens`)}</p></div>
        {account.mine && <div className="row wrap"><Button onClick={() => { setTask({ kind: "register" }); }}>{t("登记一块屏", "Register a screen")}</Button><Button onClick={() => { setTask({ kind: "make" }); }}>{t("建屏组", "Make a group")}</Button></div>}
      </header>
      {interrupted && <Shown account={account} group={interrupted} />}
      {account.groups.map((group) => <GroupBlock key={group.id ?? "none"} account={account} group={group} onTask={setTask} />)}
      {task?.kind === "register" && <RegisterScreen account={account} onClose={close} />}
      {task?.kind === "make" && <NameGroup account={account} group={null} onClose={close} />}
      {task?.kind === "rename" && <NameGroup account={account} group={task.group} onClose={close} />}
      {task?.kind === "dissolve" && <DissolveGroup group={task.group} onClose={close} />}
      {task?.kind === "order" && <PlaylistDialog account={account} group={task.group} onClose={close} />}
      {task?.kind === "keep" && <KeepScreen screen={task.screen} onClose={close} />}
    </section>
  );
}
