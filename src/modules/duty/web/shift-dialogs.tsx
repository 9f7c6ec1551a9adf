import { Button, Modal, Select } from "antd";
import { useState } from "react";
import { Refused, WhyNot } from "#web/primitives/index.ts";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { readRoster, readToday, removeShift, setShift, swapShifts, type ShiftOut } from "../contract.ts";
import type { Watch } from "../rules/roster.ts";
import { sayDay, watchWords } from "./words.ts";

const refresh = [readRoster, readToday];

/** Puts an officer on a watch. */
export function SetShift({ unitId, day, watch, officers, onClose }: { unitId: string; day: string; watch: Watch; officers: readonly { id: string; name: string; title: string }[]; onClose: () => void }) {
  const t = useT();
  const [personId, setPerson] = useState<string | undefined>();
  const { act, pending, refusal } = useAct(setShift, { refresh, inline: true, said: t("排好了。", "Set.") });
  const go = async () => { if (personId && await act({ body: { unitId, personId, day, watch } })) onClose(); };
  return (
    <Modal open title={t(`${sayDay(day)[0]} ${watchWords[watch][0]}`, `${sayDay(day)[1]}, ${watchWords[watch][1]}`)} onCancel={onClose} footer={
      <div className="duty-foot"><Button onClick={onClose}>{t("先不排", "Not now")}</Button><WhyNot quiet type="primary" loading={pending} why={personId ? null : t("请选值班员", "Choose an officer")} onClick={() => { void go(); }}>{t("排上", "Set")}</WhyNot></div>
    }>
      <div className="stack">
        <label className="stack"><b>{t("值班员", "Duty officer")}</b>
          <Select<string> aria-label={t("值班员", "Duty officer")} placeholder={t("只能排本单位的值班员", "Duty officers of the unit")} {...(personId ? { value: personId } : {})} onChange={setPerson} options={officers.map((o) => ({ value: o.id, label: [o.name, o.title].filter(Boolean).join("，") }))} />
        </label>
        <Refused problem={refusal} />
      </div>
    </Modal>
  );
}

/** Swaps a watch with a colleague's, or takes it off the roster. */
export function ChangeShift({ shift, others, onClose }: { shift: ShiftOut; others: readonly ShiftOut[]; onClose: () => void }) {
  const t = useT();
  const [withShiftId, setWith] = useState<string | undefined>();
  const swap = useAct(swapShifts, { refresh, inline: true, said: t("换好了，两位都会看到。", "Swapped; both will see it.") });
  const remove = useAct(removeShift, { refresh, inline: true, said: t("这一班空出来了。", "The watch is empty now.") });
  const say = (s: ShiftOut): string => s.day && s.watch ? t(`${sayDay(s.day)[0]} ${watchWords[s.watch][0]}`, `${sayDay(s.day)[1]}, ${watchWords[s.watch][1]}`) : s.from;
  const params = { shiftId: shift.id };
  const doSwap = async () => { if (withShiftId && await swap.act({ params, body: { withShiftId } })) onClose(); };
  const doRemove = async () => { if (await remove.act({ params })) onClose(); };
  return (
    <Modal open title={`${shift.personName}${t("，", ", ")}${say(shift)}`} onCancel={onClose} footer={
      <div className="duty-foot"><Button danger loading={remove.pending} onClick={() => { void doRemove(); }}>{t("撤下这一班", "Take off")}</Button><WhyNot quiet type="primary" loading={swap.pending} why={withShiftId ? null : t("请选和谁换", "Choose whom to swap with")} onClick={() => { void doSwap(); }}>{t("换班", "Swap")}</WhyNot></div>
    }>
      <div className="stack">
        <label className="stack"><b>{t("和谁换", "Swap with")}</b>
          <Select<string> aria-label={t("和谁换", "Swap with")} placeholder={others.length > 0 ? t("选同事的一班", "A colleague's watch") : t("这周没有别人的班可换", "No other watch this week")} disabled={others.length === 0} {...(withShiftId ? { value: withShiftId } : {})} onChange={setWith} options={others.map((s) => ({ value: s.id, label: `${s.personName}${t("，", ", ")}${say(s)}` }))} />
        </label>
        <p className="i3">{t("换班和撤班都记入台账。", "Both are kept in the record.")}</p>
        <Refused problem={swap.refusal ?? remove.refusal} />
      </div>
    </Modal>
  );
}
