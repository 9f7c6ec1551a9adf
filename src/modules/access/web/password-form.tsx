import { Button } from "antd";
import { useEffect, useState } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { logIn, whoAmI, type DemoAccount } from "../contract.ts";
import { Field } from "./field.tsx";

/** Name and password. */
export function PasswordForm({ demo }: { demo: DemoAccount | null }) {
  const t = useT();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const { act, pending, refusal } = useAct(logIn, { refresh: [whoAmI], inline: true });
  useEffect(() => { if (demo) { setUsername(demo.username); setPassword(demo.password); } }, [demo]);
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void act({ body: { username, password } }); }}>
      <Heading level={1} title={t("登录", "Log in")} />
      <Field label={t("用户名", "User name")} value={username} onValue={setUsername} autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} autoFocus />
      <Field label={t("密码", "Password")} value={password} onValue={setPassword} secret autoComplete="current-password" />
      <Refused problem={refusal} />
      <Button type="primary" size="large" block htmlType="submit" loading={pending} className="door-go">{t("登录", "Log in")}</Button>
      <p className="t12 i3">{t("忘了密码，或手机丢了验证器：找本单位的安全管理员，当面核实后重置。", "Forgot the password or lost the authenticator: ask your security administrator, who resets it in person.")}</p>
    </form>
  );
}
