import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import "./channels.css";

/** A dialog around a form; `missing` says what must still be filled, a refusal is shown where the button is and nothing written is lost. */
export function Dialog({ title, verb, missing, pending, refusal, onDo, onClose, children }: {
  title: string; verb: string; missing: string | null; pending: boolean; refusal: Refusal | null; onDo: () => void; onClose: () => void; children: ReactNode;
}) {
  const t = useT();
  return (
    <Modal open title={title} onCancel={onClose} footer={
      <div className="channels-foot"><Button onClick={onClose}>{t("先不办", "Not now")}</Button><WhyNot quiet type="primary" loading={pending} why={missing} onClick={onDo}>{verb}</WhyNot></div>
    }>
      <div className="channels-form">{children}<Refused problem={refusal} /></div>
    </Modal>
  );
}

/** A named field of a form. */
export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return <label className="channels-field"><b>{label}</b>{children}{hint !== undefined && <span className="t12 i3">{hint}</span>}</label>;
}
