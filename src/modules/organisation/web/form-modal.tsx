import { Button, DatePicker, Modal } from "antd";
import type { ReactNode } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import "./organisation.css";

/** A dialog around a form: what was filled in stays until it is done; a refusal is shown where the button is. */
export function FormModal({ open, title, verb, why, ready, pending, refusal, danger = false, onDo, onClose, children }: {
  open: boolean; title: string; verb: string; why?: ReactNode; ready: boolean; pending: boolean; refusal: Refusal | null; danger?: boolean;
  onDo: () => void; onClose: () => void; children: ReactNode;
}) {
  const t = useT();
  return (
    <Modal open={open} title={title} onCancel={onClose} destroyOnHidden={false} footer={[
      <Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>,
      <WhyNot key="go" quiet type="primary" danger={danger} loading={pending} why={ready ? null : t("上面还有没填的，填完就能办。", "Something above is still empty.")} onClick={onDo}>{verb}</WhyNot>,
    ]}>
      <div className="org-form">
        {why !== undefined && <p className="i2">{why}</p>}
        {children}
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}

/** A named field of a form. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return <label><b>{label}</b>{children}{hint && <span className="t12 i3">{hint}</span>}</label>;
}

/** The day a change takes effect. */
export function EffectiveDay({ onDay }: { onDay: (day: string) => void }) {
  const t = useT();
  return (
    <Field label={t("生效日期", "Effective from")} hint={t("当日零时起按新的显示，此前的落款不变", "From midnight of that day; earlier signatures keep what they had")}>
      <DatePicker aria-label={t("生效日期", "Effective from")} style={{ width: "100%" }} placeholder={t("选日期", "Choose a day")} onChange={(_, text) => { onDay(typeof text === "string" ? text : ""); }} />
    </Field>
  );
}
