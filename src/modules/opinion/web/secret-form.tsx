import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listSources, setSourceSecret, type SourceLine } from "../contract.ts";

const shortest = 16;

/** The secret by which a sender signs what it brings; written here, never shown again. */
export function SecretForm({ source, onClose }: { source: SourceLine; onClose: () => void }) {
  const t = useT();
  const [value, setValue] = useState("");
  const { act, pending, refusal } = useAct(setSourceSecret, { refresh: [listSources], said: t("已存，不能再看到；请交给推送方", "Stored and never shown again; hand it to the sender"), inline: true });
  const short = value.trim().length < shortest ? t(`密钥至少 ${shortest} 个字符`, `At least ${shortest} characters`) : null;
  return (
    <Modal open title={t(`“${source.label}”的密钥`, `Secret of "${source.label}"`)} onCancel={onClose} footer={<div className="row apart"><Button onClick={onClose}>{t("先不办", "Not now")}</Button><WhyNot quiet type="primary" loading={pending} why={short} onClick={() => { void act({ params: { sourceId: source.id }, body: { value: value.trim() } }).then((done) => { if (done) onClose(); }); }}>{t("存下", "Store")}</WhyNot></div>}>
      <div className="radar-form">
        <p className="i2">{t("推送方把信息 POST 到下面的地址，并用密钥签名；没有签名或超过五分钟的一律不收。", "The sender posts to this address and signs with the secret; what is unsigned or older than five minutes is not taken in.")}</p>
        <p className="radar-door">POST {source.doorPath}<br />x-tongsheng-stamp: {t("秒", "seconds")}<br />x-tongsheng-signature: HMAC-SHA256({t("秒", "seconds")}.{t("正文", "body")})</p>
        <label>{t("新密钥", "New secret")}<Input.Password value={value} maxLength={200} autoComplete="off" onChange={(e) => { setValue(e.target.value); }} /></label>
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}
