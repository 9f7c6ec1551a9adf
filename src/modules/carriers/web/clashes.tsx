import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useAct, useRead } from "#web/ask.ts";
import { Heading, Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { excuseClash, readClashes } from "../contract.ts";
import { sayPlaces } from "../rules/clash.ts";
import { sayWindow } from "./words.ts";
import "./carriers.css";

/** 同区同日: shown as the plan is made, where a carrier is among the accounts: whose messages the same people get that day, and why this one goes all the same. */
export function CarrierClashes({ pieceId, accountId, sendAt }: { pieceId: string; accountId: string; sendAt: string | null }) {
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState("");
  const { data } = useRead(readClashes, { query: { pieceId, accountId, ...(sendAt ? { sendAt } : {}) } }, { topics: ["carriers"] });
  const { act, pending, refusal } = useAct(excuseClash, { refresh: [readClashes], inline: true, said: t("原因记下了，签齐后就发函。", "Kept; the letter goes out once all signed.") });
  if (!data) return null;
  return (
    <section className="carriers-clash" aria-live="polite">
      <Heading level={3} title={t("短信发布时段和撞车", "SMS: hours and clashes")} note={data.window ? t(`预计 ${sayWindow(data.window)}`, `expected ${sayWindow(data.window)}`) : ""} />
      {!data.window && <p className="fault">{t("稿件失效前已没有可发的时段，运营商不会发。请改失效时间或投放时间。", "No hour to send is left before the piece expires. Change when it expires or goes.")}</p>}
      {data.clashes.length === 0 && <p className="t12 i3">{t("同一天同一区域没有别的短信。", "No other message goes to these regions that day.")}</p>}
      <ul>{data.clashes.map((one) => <li key={one.number}><b>{one.unitName}</b>{t(`《${one.title}》（${one.number}），也发${sayPlaces(one.places)}`, ` "${one.title}" (${one.number}), to ${sayPlaces(one.places)} as well`)}</li>)}</ul>
      {data.reason && data.clashes.length > 0 && <p className="t12 i2">{t(`再发的原因：${data.reason.words}（${data.reason.byName}）`, `Why it goes all the same: ${data.reason.words} (${data.reason.byName})`)}</p>}
      {data.clashes.length > 0 && !data.held && !data.reason && <p className="t12 i2">{t("分级预警不因撞车而等，签齐就发。", "A graded warning waits for nobody; it goes once signed.")}</p>}
      {data.held && data.mayExcuse && (
        <div className="review-field">
          <label htmlFor={id}><b>{t("为什么还要发", "Why it goes all the same")}</b> <span className="i3">{t("不写，签齐后也不发给运营商", "without it no carrier gets it")}</span></label>
          <div className="row"><Input id={id} value={reason} maxLength={300} onChange={(e) => { setReason(e.target.value); }} /><Button loading={pending} disabled={reason.trim().length < 2} onClick={() => { void act({ params: { pieceId }, body: { reason: reason.trim() } }); }}>{t("记下", "Keep")}</Button></div>
        </div>
      )}
      <Refused problem={refusal} />
    </section>
  );
}
