import { Button, Modal } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { stepUp } from "../contract.ts";
import { CodeField, Field } from "./field.tsx";
import { askWhoIsHere, useMe } from "./person.ts";

/** Does a delicate thing at once when the proof is fresh, and asks for a code or the password first when it is not. */
export function useProof() {
  const me = useMe();
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  return {
    /** Runs `then` once it is proved who sits here. */
    prove: (then: () => void): void => { if (me?.session.fresh) then(); else setWaiting(() => then); },
    dialog: <ProveAgain open={waiting !== null} enrolled={me?.secondFactor.enrolled ?? false} onClose={() => { setWaiting(null); }} onProved={() => { setWaiting(null); waiting?.(); }} />,
  };
}

function ProveAgain({ open, enrolled, onClose, onProved }: { open: boolean; enrolled: boolean; onClose: () => void; onProved: () => void }) {
  const t = useT();
  const [proof, setProof] = useState("");
  const { act, pending, refusal, clear } = useAct(stepUp, { inline: true });
  const close = () => { setProof(""); clear(); onClose(); };
  const submit = async () => {
    if (!await act({ body: { proof } })) return;
    setProof("");
    await askWhoIsHere();
    onProved();
  };
  return (
    <Modal open={open} title={t("确认是您本人", "Confirm that it is you")} onCancel={close} destroyOnHidden footer={null}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <p className="i2">{t("接下来这一步要紧。十分钟内只问一次。", "The next step is a delicate one. You are asked once in ten minutes.")}</p>
        {enrolled ? <CodeField label={t("验证码", "Code")} value={proof} onValue={setProof} /> : <Field label={t("密码", "Password")} value={proof} onValue={setProof} secret autoComplete="current-password" autoFocus />}
        <Refused problem={refusal} />
        <div className="row"><Button type="primary" htmlType="submit" loading={pending}>{t("确认", "Confirm")}</Button><Button onClick={close}>{t("先不办", "Not now")}</Button></div>
      </form>
    </Modal>
  );
}
