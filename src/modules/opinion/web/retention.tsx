import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useAct, useRead } from "#web/ask.ts";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readRetention, setRetention } from "../contract.ts";

/** How long public items are kept, and who set it. */
export function Retention() {
  const t = useT();
  const { data } = useRead(readRetention, {});
  const { act, pending } = useAct(setRetention, { refresh: [readRetention], said: t("已改，今夜起按新期限清理", "Changed; tonight's sweep keeps to it") });
  const [days, setDays] = useState<number | null>(null);
  if (!data) return null;
  return (
    <section className="radar-form">
      <Heading title={t("保存期限", "How long it is kept")} note={data.changedByName ? t(`${data.changedByName}设定`, `set by ${data.changedByName}`) : t("系统默认", "the usual")} />
      <p className="i2">{t(`公开信息和热度最后一次出现后保存 ${data.keepDays} 天，到期每天夜里清理；还在关注的、立了案的话题不清。`, `Items and heat are kept ${data.keepDays} days after they were last seen; what is watched or has a case stays.`)}</p>
      {data.maySet && <div className="row"><InputNumber aria-label={t("保存天数", "Days")} min={30} max={3650} value={days ?? data.keepDays} onChange={setDays} addonAfter={t("天", "days")} /><Button loading={pending} disabled={days === null || days === data.keepDays} onClick={() => { void act({ body: { keepDays: days ?? data.keepDays } }).then(() => { setDays(null); }); }}>{t("改期限", "Change")}</Button></div>}
    </section>
  );
}
