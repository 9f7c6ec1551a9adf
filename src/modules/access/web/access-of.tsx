import { Button, Modal } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Page, Refused, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { accessOf, endSessionsOf, giveTemporaryPassword, resetSecondFactor, unlock } from "../contract.ts";
import { useProof } from "./prove-again.tsx";
import { SessionList } from "./session-list.tsx";
import { sayWhen } from "./words.ts";
import "./access.css";

/** The log-in of somebody else, for the 安全管理员 of their branch: how it stands, and what can be done about it. */
export function AccessOf() {
  const t = useT();
  const { personId = "" } = useParams();
  const { data, error, refetch } = useRead(accessOf, { params: { personId } });
  const { prove, dialog } = useProof();
  const [password, setPassword] = useState<string | null>(null);
  const refresh = [accessOf];
  const give = useAct(giveTemporaryPassword, { refresh });
  const reset = useAct(resetSecondFactor, { refresh, said: t("验证器已解除，本人要重新绑定。", "The second factor is reset; they must enrol again.") });
  const open = useAct(unlock, { refresh, said: t("已解锁，可以马上再试。", "Unlocked; they may try at once.") });
  const end = useAct(endSessionsOf, { refresh, said: ({ ended }) => t(`已退出 ${ended} 处登录。`, `${ended} sessions ended.`) });
  if (!data) return error ? <Page narrow><Bar title={t("登录管理", "Log-in")} /><Refused problem={error} onAgain={() => { void refetch(); }} /></Page> : <Waiting />;
  const input = { params: { personId } };
  const newPassword = async () => { setPassword((await give.act(input))?.password ?? null); };
  const passwordStands = !data.hasPassword ? t("还没有密码，进不来。", "Has no password yet and cannot log in.") : data.temporary ? t("是临时密码，本人还没有换。", "A temporary one, not changed yet.") : t("本人设的密码。", "A password of their own.");
  return (
    <Page narrow>
      <Bar title={t(`${data.name}的登录`, `Log-in of ${data.name}`)} />
      <section><Heading level={1} title={data.name} note={data.username} /><p className="i2">{data.unitName}</p></section>
      {data.lockedUntil && <section><Heading title={t("现在锁着", "Locked now")} /><div className="row wrap apart"><p>{t(`试错太多，到 ${sayWhen(t, data.lockedUntil)} 自动解开。核实是本人再解锁。`, `Too many wrong attempts; opens by itself at ${sayWhen(t, data.lockedUntil)}. Make sure it is them before you unlock.`)}</p><Button loading={open.pending} onClick={() => { void open.act(input); }}>{t("解锁", "Unlock")}</Button></div></section>}
      <section><Heading title={t("密码", "Password")} /><div className="row wrap apart"><p className="i2">{passwordStands}</p><Button loading={give.pending} onClick={() => { prove(() => { void newPassword(); }); }}>{t("给一个临时密码", "Give a temporary password")}</Button></div></section>
      <section><Heading title={t("第二重验证", "Second factor")} /><div className="row wrap apart"><p className="i2">{data.secondFactor ? t("已绑定验证器。丢了手机又没有备用码，才需要解除。", "Enrolled. Reset it only when phone and backup codes are both lost.") : t("没有绑定验证器。", "Not enrolled.")}</p>{data.secondFactor && <Button danger loading={reset.pending} onClick={() => { prove(() => { void reset.act(input); }); }}>{t("解除验证器", "Reset")}</Button>}</div></section>
      <section>
        <Heading title={t("登录着的设备", "Where they are logged in")} />
        <SessionList sessions={data.sessions} empty={t("现在没有在任何设备上登录。", "Not logged in anywhere.")} />
        {data.sessions.length > 0 && <div className="access-gap"><Button loading={end.pending} onClick={() => { void end.act(input); }}>{t("全部退出", "End all")}</Button></div>}
      </section>
      {dialog}
      <Modal open={password !== null} title={t("临时密码，只显示这一遍", "Temporary password, shown this once")} onCancel={() => { setPassword(null); }} footer={<Button type="primary" onClick={() => { setPassword(null); }}>{t("已当面交给本人", "Handed over in person")}</Button>}>
        <div className="stack"><p className="i2">{t("当面或打电话告诉本人，不要发在群里。用它登录后必须马上改。", "Tell them in person or by telephone, never in a chat. It must be changed at the first log-in.")}</p><p className="mono access-given">{password}</p></div>
      </Modal>
    </Page>
  );
}
