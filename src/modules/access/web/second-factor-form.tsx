import { Button } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { logOut, passSecondFactor, whoAmI, type DemoAccount } from "../contract.ts";
import { CodeField } from "./field.tsx";
import { sayCode } from "./words.ts";

/** The code of the authenticator, or one of the backup codes. */
export function SecondFactorForm({ demo }: { demo: DemoAccount | null }) {
  const t = useT();
  const [code, setCode] = useState("");
  const [backup, setBackup] = useState(false);
  const { act, pending, refusal } = useAct(passSecondFactor, { refresh: [whoAmI], inline: true });
  const leave = useAct(logOut, { refresh: [whoAmI] });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void act({ body: { code } }); }}>
      <Heading level={1} title={t("第二重验证", "Second factor")} />
      <p className="i2">{backup ? t("输入抄下来的一个备用码。每个只能用一次。", "Enter one of your backup codes. Each works once.") : t("打开手机上的验证器，输入“同声”现在的六位数字。", "Open the authenticator on your phone and enter its six figures for Tongsheng.")}</p>
      <CodeField label={backup ? t("备用码", "Backup code") : t("验证码", "Code")} value={code} onValue={setCode} backup={backup} />
      {demo?.code && !backup && <DemoCode code={demo.code} onFill={setCode} />}
      {demo && !demo.code && !backup && demo.codeInSeconds > 0 && <p className="access-demo">{t(`演示环境：验证码只能用一次，${demo.codeInSeconds} 秒后有新码`, `Demo house: a code works once; the next comes in ${demo.codeInSeconds} s`)}</p>}
      <Refused problem={refusal} />
      <Button type="primary" size="large" block htmlType="submit" loading={pending} className="door-go">{t("验证", "Verify")}</Button>
      <div className="row apart">
        <Button type="link" className="access-plain" onClick={() => { setCode(""); setBackup(!backup); }}>{backup ? t("改用验证码", "Use the authenticator") : t("手机不在身边，用备用码", "No phone at hand: use a backup code")}</Button>
        <Button type="link" className="access-plain" onClick={() => { void leave.act({}); }}>{t("换人登录", "Someone else")}</Button>
      </div>
    </form>
  );
}

/** In a demo house: the figures an authenticator would show, ready to be filled in. */
export function DemoCode({ code, onFill }: { code: string; onFill: (code: string) => void }) {
  const t = useT();
  return (
    <div className="access-demo">
      <span>{t("演示环境：验证器现在显示 ", "Demo house: the authenticator shows ")}<b className="mono">{sayCode(code)}</b></span>
      <Button size="small" onClick={() => { onFill(code); }}>{t("填上", "Fill in")}</Button>
    </div>
  );
}
