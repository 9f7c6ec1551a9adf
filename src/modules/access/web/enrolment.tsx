import { Button, QRCode } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Heading, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { beginEnrolment, confirmEnrolment } from "../contract.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { CodeField } from "./field.tsx";
import { DemoCode } from "./second-factor-form.tsx";

/** Binds an authenticator: scan, enter its first code, keep the backup codes. `first` is the one a post asks for at log-in. */
export function Enrolment({ first = false, onBegun, onDone }: { first?: boolean; onBegun?: () => void; onDone: () => void }) {
  const t = useT();
  const [code, setCode] = useState("");
  const [offer, setOffer] = useState<{ uri: string; secret: string; demoCode: string | null } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useAct(beginEnrolment, { inline: true });
  const confirm = useAct(confirmEnrolment, { inline: true });
  const show = async () => { onBegun?.(); setOffer((await begin.act({})) ?? null); };
  const submit = async () => { const answer = await confirm.act({ body: { code } }); if (answer) setCodes(answer.backupCodes); };
  if (codes) return <BackupCodes codes={codes} first={first} onKept={onDone} />;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {first && <Heading level={1} title={t("绑定验证器", "Enrol an authenticator")} />}
      <p className="i2">{first ? t("您的岗位要签字或管系统，只凭密码不能进。用手机上任何一款验证器扫码，一次就好。", "Your post signs or administers, so a password alone is not enough. Scan with any authenticator app, once.") : t("用手机上的验证器扫码。新的确认以后，旧的就不能用了。", "Scan with the authenticator on your phone. Once confirmed, the old one stops working.")}</p>
      {!offer && <><Refused problem={begin.refusal} /><Button type="primary" size="large" block={first} className={first ? "door-go" : ""} loading={begin.pending} onClick={() => { void show(); }}>{t("显示二维码", "Show the QR code")}</Button></>}
      {offer && (
        <>
          <div className="access-qr"><QRCode type="svg" value={offer.uri} size={208} bordered={false} color="black" bgColor="white" errorLevel="M" aria-label={t("验证器的二维码", "QR code for the authenticator")} /></div>
          <p className="t12 i3">{t("扫不了就手工输入密钥：", "Cannot scan? Type the key: ")}<span className="mono access-key">{(offer.secret.match(/.{1,4}/g) ?? []).join(" ")}</span></p>
          <CodeField label={t("验证器显示的六位数字", "The six figures it shows")} value={code} onValue={setCode} />
          {offer.demoCode && <DemoCode code={offer.demoCode} onFill={setCode} />}
          <Refused problem={confirm.refusal} />
          <Button type="primary" size="large" block={first} htmlType="submit" loading={confirm.pending} className={first ? "door-go" : ""}>{t("确认绑定", "Confirm")}</Button>
        </>
      )}
    </form>
  );
}
