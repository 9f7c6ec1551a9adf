import { Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useT } from "../t.ts";

/** A question before an act that the record must explain. `confirm` returns true when it was done; refused, the dialog stays with what was written. */
export type ConfirmReasonProps = {
  open: boolean;
  title: string;
  consequence: string;
  verb: string;
  danger?: boolean;
  presets?: readonly string[];
  confirm: (reason: string) => Promise<boolean>;
  onClose: () => void;
};

const shortest = 2;
const longest = 500;

/** A dialog that asks for the reason; without one the button says why it waits. */
export function ConfirmReason({ open, title, consequence, verb, danger = false, presets = [], confirm, onClose }: ConfirmReasonProps) {
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const short = [...reason.trim()].length < shortest;
  const go = async () => {
    setAsked(true);
    if (short) return;
    setBusy(true);
    const done = await confirm(reason.trim()).finally(() => { setBusy(false); });
    if (done) { setReason(""); setAsked(false); onClose(); }
  };
  return (
    <Modal open={open} title={title} onCancel={onClose} destroyOnHidden={false} footer={[
      <Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>,
      <Button key="go" type="primary" danger={danger} loading={busy} onClick={() => { void go(); }}>{verb}</Button>,
    ]}>
      <div className="stack">
        <p className="i2" style={{ whiteSpace: "pre-line" }}>{consequence}</p>
        <div>
          <label htmlFor={id}><b>{t("理由", "Reason")}</b> <span className="i3">{t("必填，记入台账", "required, kept in the record")}</span></label>
          <Input.TextArea id={id} value={reason} maxLength={longest} autoSize={{ minRows: 3, maxRows: 8 }} required aria-invalid={asked && short} aria-describedby={`${id}-why`} onChange={(e) => { setReason(e.target.value); }} />
          <p id={`${id}-why`} className={asked && short ? "t12 fault" : "t12 i3"} aria-live="polite">{asked && short ? t("请写明理由，再按一次", "Please give the reason, then press again") : `${[...reason].length} / ${longest}`}</p>
        </div>
        {presets.length > 0 && <div className="row wrap">{presets.map((p) => <Button key={p} size="small" onClick={() => { setReason(p); }}>{p}</Button>)}</div>}
      </div>
    </Modal>
  );
}
