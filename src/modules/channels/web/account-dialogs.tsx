import { Input } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Dialog, Field } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { changeKeepers, changeSettings, listAccounts, readAccount, setSecret, type AccountDetail, type ConnectorOut } from "../contract.ts";
import { PersonChoice } from "./person-choice.tsx";
import { begin, filled, firstMissing, SettingsForm } from "./settings-form.tsx";

const refresh = [readAccount, listAccounts];

/** Changes name and settings. */
export function ChangeSettings({ account, connector, onClose }: { account: AccountDetail; connector: ConnectorOut; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(account.name);
  const [written, setWritten] = useState(() => begin(connector.form, account.config));
  const { act, pending, refusal } = useAct(changeSettings, { refresh, inline: true, said: t("设置已保存，请测试一下通不通。", "Saved; test it now.") });
  const lacking = firstMissing(connector.form, written);
  const go = async () => { if (await act({ params: { accountId: account.id }, body: { name, config: filled(written) } })) onClose(); };
  return (
    <Dialog title={t("账号设置", "Settings")} verb={t("保存", "Save")} missing={!name.trim() ? t("请填账号名", "Name the account") : lacking ? t(`请填“${lacking[0]}”`, `Fill in "${lacking[1]}"`) : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("账号名", "Account name")}><Input value={name} maxLength={60} onChange={(e) => { setName(e.target.value); }} /></Field>
      <SettingsForm form={connector.form} written={written} onChange={setWritten} />
    </Dialog>
  );
}

/** Writes a secret over the one before; what was there is not shown and cannot be. */
export function SetSecret({ account, secret, onClose }: { account: AccountDetail; secret: AccountDetail["secrets"][number]; onClose: () => void }) {
  const t = useT();
  const [value, setValue] = useState("");
  const { act, pending, refusal } = useAct(setSecret, { refresh, inline: true, said: t("密钥已封存，以后谁也看不到原文。", "The secret is sealed; nobody can read it again.") });
  const go = async () => { if (await act({ params: { accountId: account.id, name: secret.name }, body: { value } })) { setValue(""); onClose(); } };
  return (
    <Dialog title={secret.setAt ? t("更换密钥", "Replace the secret") : t("设置密钥", "Set the secret")} verb={t("封存", "Seal it")} missing={value.trim() ? null : t("请填密钥", "Fill in the secret")} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <p className="i2">{t("密钥加密保存，只能更换，不能查看；台账只记谁在什么时候设的。", "Kept encrypted: it can be replaced and never read. The record says who set it and when.")}</p>
      <Field label={t(secret.zh, secret.en)}><Input.Password value={value} maxLength={4000} autoComplete="new-password" onChange={(e) => { setValue(e.target.value); }} /></Field>
    </Dialog>
  );
}

/** Changes who keeps the account. */
export function ChangeKeepers({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const t = useT();
  const [ownerId, setOwner] = useState<string | null>(account.ownerId);
  const [successorId, setSuccessor] = useState(account.successorId);
  const [registrationNo, setRegistration] = useState(account.registrationNo);
  const { act, pending, refusal } = useAct(changeKeepers, { refresh, inline: true, said: t("管理人已更改。", "The owner was changed.") });
  const go = async () => { if (ownerId && await act({ params: { accountId: account.id }, body: { ownerId, successorId, registrationNo } })) onClose(); };
  return (
    <Dialog title={t("管理人和备案", "Owner and registration")} verb={t("保存", "Save")} missing={ownerId ? null : t("请选管理人", "Choose an owner")} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("管理人", "Owner")}><PersonChoice label={t("管理人", "Owner")} value={ownerId} known={{ id: account.ownerId, name: account.ownerName }} onChange={setOwner} /></Field>
      <Field label={t("接替人", "Successor")}><PersonChoice label={t("接替人", "Successor")} value={successorId} clearable known={account.successorId ? { id: account.successorId, name: account.successorName ?? "" } : undefined} onChange={setSuccessor} /></Field>
      <Field label={t("备案号", "Registration number")}><Input value={registrationNo} maxLength={100} onChange={(e) => { setRegistration(e.target.value); }} /></Field>
    </Dialog>
  );
}
