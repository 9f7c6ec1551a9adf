import { Button, Input, Modal } from "antd";
import { useId, type ReactNode } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { useT } from "../t.ts";
import { fromField, toField } from "./instant.ts";
import { Refused } from "./refused.tsx";
import { WhyNot } from "./why-not.tsx";
import "./form.css";

/** A dialog around a form; `missing` says what must still be filled, a refusal is shown where the button is and nothing written is lost. */
export function Dialog({ title, why, verb, missing, pending, refusal, onDo, onClose, wide = false, danger = false, shut = false, children }: {
  wide?: boolean; danger?: boolean; /** Nothing is left to decide: one button closes it. */ shut?: boolean; title: string; why?: ReactNode; verb: string; missing: string | null; pending: boolean; refusal: Refusal | null; onDo: () => void; onClose: () => void; children: ReactNode;
}) {
  const t = useT();
  return (
    <Modal open title={title} onCancel={onClose} {...(wide ? { width: 860 } : {})} footer={
      <div className="form-foot">{!shut && <Button onClick={onClose}>{t("先不办", "Not now")}</Button>}<WhyNot quiet type="primary" danger={danger} loading={pending} why={missing} onClick={onDo}>{verb}</WhyNot></div>
    }>
      <div className="form">{why !== undefined && <p className="i2">{why}</p>}{children}<Refused problem={refusal} /></div>
    </Modal>
  );
}

/** A named field of a form. */
export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return <label className="form-field"><b>{label}</b>{children}{hint !== undefined && <span className="t12 i3">{hint}</span>}</label>;
}

/** Several lines of words. */
export function Words({ label, hint, value, onChange, rows = 3, max = 1000, placeholder }: { label: string; hint?: string; value: string; onChange: (words: string) => void; rows?: number; max?: number; placeholder?: string }) {
  return <Field label={label} {...(hint ? { hint } : {})}><Input.TextArea value={value} maxLength={max} autoSize={{ minRows: rows, maxRows: 10 }} {...(placeholder ? { placeholder } : {})} onChange={(e) => { onChange(e.target.value); }} /></Field>;
}

/** A time in Beijing. */
export function InstantField({ label, hint, value, onChange }: { label: string; hint?: string; value: string | null; onChange: (instant: string | null) => void }) {
  const t = useT();
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}><b>{label}</b> <span className="t12 i3">{t("北京时间", "Beijing time")}</span></label>
      <Input id={id} type="datetime-local" step={60} value={value ? toField(value) : ""} onChange={(e) => { onChange(fromField(e.target.value)); }} />
      {hint && <span className="t12 i3">{hint}</span>}
    </div>
  );
}
