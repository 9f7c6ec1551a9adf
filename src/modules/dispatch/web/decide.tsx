import { Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { quoted } from "#kernel/quotes.ts";
import { useAct } from "#web/ask.ts";
import { Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { decideUnknown, readBoard, type BoardRow } from "../contract.ts";

/** A person looked at the account and says what is there: seen, with the link where there is one, or not, and it goes again. */
export function Decide({ row, seen, onClose }: { row: BoardRow; seen: boolean; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [link, setLink] = useState(row.url ?? "");
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useAct(decideUnknown, { refresh: [readBoard], inline: true, said: seen ? t("记下了：看到了", "Noted: it is there") : t("记下了，这一路重新排队", "Noted; this one goes again") });
  const typed = link.trim();
  const badLink = typed !== "" && !/^https?:\/\/\S+\.\S+/.test(typed);
  const go = async () => {
    if (badLink) return;
    if (await act({ params: { deliveryId: row.deliveryId }, body: { seen, link: seen && typed ? typed : null, note: note.trim() } })) onClose();
  };
  return (
    <Modal open onCancel={onClose} title={seen ? t(`${quoted(row.accountName)}上看到了`, `It is there on ${quoted(row.accountName)}`) : t(`${quoted(row.accountName)}上没有，重发`, `Not on ${quoted(row.accountName)}: send again`)} footer={[
      <Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>,
      <Button key="go" type="primary" danger={!seen} loading={pending} onClick={() => { void go(); }}>{seen ? t("看到了", "It is there") : t("没有，重发", "Not there, send again")}</Button>,
    ]}>
      <div className="stack">
        <p className="i2">{seen
          ? t("您打开过这个账号，亲眼看到这一版在上面。板上写“已发布”，并记下是您看的。", "You opened the account and saw this edition there. The board says published, and that you saw it.")
          : t("您打开过这个账号，确认没有这一版。只有这一路会再发一次；要是其实发出去了，公众会看到两遍。", "You opened the account and this edition is not there. Only this one goes again; if it was there after all, people see it twice.")}</p>
        {seen && (
          <div>
            <label htmlFor={`${id}-link`}><b>{t("链接", "Link")}</b> <span className="i3">{t("有就贴上", "if there is one")}</span></label>
            <Input id={`${id}-link`} inputMode="url" value={link} maxLength={2000} placeholder="https://" status={badLink ? "error" : ""} aria-invalid={badLink} onChange={(e) => { setLink(e.target.value); }} />
            {badLink && <p className="t12 fault">{t("链接要以 http:// 或 https:// 开头", "A link begins with http:// or https://")}</p>}
          </div>
        )}
        <div>
          <label htmlFor={`${id}-note`}><b>{t("说明", "Note")}</b> <span className="i3">{t("可不填，记入台账", "optional, kept in the record")}</span></label>
          <Input.TextArea id={`${id}-note`} value={note} maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(e) => { setNote(e.target.value); }} />
        </div>
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}
