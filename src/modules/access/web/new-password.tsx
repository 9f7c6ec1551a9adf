import { Button } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, Refused, WhyNot } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { changePassword, mySessions, whoAmI } from "../contract.ts";
import { whyNotPassword } from "../rules.ts";
import { Field } from "./field.tsx";
import { useMe } from "./person.ts";

/** A password of one's own: the rule of the house speaks while one types. `first` is the change of a temporary one. */
export function NewPassword({ first = false, onDone }: { first?: boolean; onDone?: () => void }) {
  const t = useT();
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const { act, pending, refusal } = useAct(changePassword, { refresh: [whoAmI, mySessions], inline: true, ...(first ? {} : { said: t("密码已改，别的设备都已退出。", "Password changed; all other devices are logged out.") }) });
  const decision = whyNotPassword(next, me?.username ?? "");
  const why = next === "" ? t("先写新密码", "Write the new password first") : !decision.ok ? sayRefusal(decision.refusal) : next !== again ? t("两次写的新密码还不一样", "The two new passwords differ") : null;
  const submit = async () => { if (why === null && await act({ body: { current, next } })) onDone?.(); };
  return (
    <form className="stack access-new" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {first && <><Heading level={1} title={t("换成自己的密码", "Choose your own password")} /><p className="i2">{t("现在这个密码是管理员给的，只能用来进这一步。", "The present password was given by an administrator and opens only this step.")}</p></>}
      <Field label={first ? t("管理员给的临时密码", "Temporary password") : t("现在的密码", "Present password")} value={current} onValue={setCurrent} secret autoComplete="current-password" />
      <Field label={t("新密码", "New password")} value={next} onValue={setNext} secret autoComplete="new-password" help={t("12 位以上；大小写、数字、符号有三种的 10 位以上。一句只有您知道的话最好。", "12 characters or more; 10 with three of capitals, small letters, figures, signs. A sentence only you know is best.")} />
      <Field label={t("再写一遍新密码", "New password again")} value={again} onValue={setAgain} secret autoComplete="new-password" />
      <Refused problem={refusal} />
      {why === null ? <Button type="primary" size="large" block={first} htmlType="submit" loading={pending} className={first ? "door-go" : ""}>{t("改好了", "Change it")}</Button> : <WhyNot why={why} size="large">{t("改好了", "Change it")}</WhyNot>}
    </form>
  );
}
