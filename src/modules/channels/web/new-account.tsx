import { Input, Radio, Select } from "antd";
import { useState } from "react";
import { useAct } from "#web/ask.ts";
import { Dialog, Field } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { createAccount, listAccounts, type ConnectorOut } from "../contract.ts";
import { PersonChoice } from "./person-choice.tsx";
import { begin, filled, firstMissing, SettingsForm, type Written } from "./settings-form.tsx";
import { audienceWords, evidenceWords, recallWords } from "./words.ts";

/** Opens an account: whose, on which platform, for whom, kept by whom, reached how. Secrets follow on its own page. */
export function NewAccount({ units, connectors, onClose, onDone }: { units: readonly { id: string; name: string }[]; connectors: readonly ConnectorOut[]; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const [unitId, setUnit] = useState<string | undefined>(units.length === 1 ? units[0]?.id : undefined);
  const [connector, setConnector] = useState<ConnectorOut | undefined>();
  const [name, setName] = useState("");
  const [audience, setAudience] = useState<"public" | "staff">("public");
  const [ownerId, setOwner] = useState<string | null>(null);
  const [successorId, setSuccessor] = useState<string | null>(null);
  const [registrationNo, setRegistration] = useState("");
  const [written, setWritten] = useState<Written>({});
  const { act, pending, refusal } = useAct(createAccount, { refresh: [listAccounts], inline: true, said: t("账号开好了，接着设密钥。", "The account is open; set its secrets next.") });
  const lacking = connector && firstMissing(connector.form, written);
  const missing = !unitId ? t("请选单位", "Choose a unit") : !connector ? t("请选平台", "Choose a platform") : !name.trim() ? t("请填账号名", "Name the account") : !ownerId ? t("请选管理人", "Choose an owner") : lacking ? t(`请填“${lacking[0]}”`, `Fill in "${lacking[1]}"`) : null;
  const go = async () => {
    if (!unitId || !connector || !ownerId) return;
    const done = await act({ body: { unitId, connectorId: connector.id, name, audience, ownerId, successorId, registrationNo, config: filled(written) } });
    if (done) onDone(done.id);
  };
  return (
    <Dialog title={t("新建账号", "New account")} verb={t("开账号", "Open it")} missing={missing} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Field label={t("单位", "Unit")}><Select<string> showSearch={{ optionFilterProp: "label" }} aria-label={t("单位", "Unit")} {...(unitId ? { value: unitId } : {})} onChange={setUnit} options={units.map((u) => ({ value: u.id, label: u.name }))} /></Field>
      <Field label={t("平台", "Platform")} {...(connector ? { hint: `${t(...evidenceWords[connector.evidence])}${t("；", "; ")}${t(...recallWords[connector.recall])}` } : {})}>
        <Select<string> aria-label={t("平台", "Platform")} {...(connector ? { value: connector.id } : {})} options={connectors.map((c) => ({ value: c.id, label: t(c.name.zh, c.name.en) }))}
          onChange={(id) => { const next = connectors.find((c) => c.id === id); setConnector(next); setWritten(next ? begin(next.form) : {}); if (!next?.forStaff) setAudience("public"); }} />
      </Field>
      <Field label={t("账号名", "Account name")} hint={t("按大家的叫法，如“吉林应急”官网、厅值班群", "As people call it")}><Input value={name} maxLength={60} onChange={(e) => { setName(e.target.value); }} /></Field>
      {connector?.forStaff && (
        <div className="form-field"><b>{t("用途", "For")}</b>
          <Radio.Group value={audience} onChange={(e) => { setAudience(e.target.value as "public" | "staff"); }} options={(["public", "staff"] as const).map((value) => ({ value, label: t(...audienceWords[value]) }))} />
          <span className="t12 i3">{audience === "staff" ? t("只给本单位的人发提醒，稿件不会发到这里", "Alerts for staff only; no piece is sent here") : t("稿件会发到这里", "Pieces are sent here")}</span>
        </div>
      )}
      <Field label={t("管理人", "Owner")}><PersonChoice label={t("管理人", "Owner")} value={ownerId} onChange={setOwner} /></Field>
      <Field label={t("接替人", "Successor")} hint={t("管理人不在时谁来管，可以先空着", "Who takes over; may wait")}><PersonChoice label={t("接替人", "Successor")} value={successorId} clearable onChange={setSuccessor} /></Field>
      <Field label={t("备案号", "Registration number")} hint={t("可不填", "optional")}><Input value={registrationNo} maxLength={100} onChange={(e) => { setRegistration(e.target.value); }} /></Field>
      {connector && <SettingsForm form={connector.form} written={written} onChange={setWritten} />}
    </Dialog>
  );
}
