import { Checkbox, Input, Radio } from "antd";
import { useId } from "react";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { fromField, toField } from "./plan-draft.ts";
import type { PlanPart } from "./plan-line.tsx";

const inHours = (now: Date, hours: number): string => new Date(Math.ceil((now.getTime() + hours * 3_600_000) / 600_000) * 600_000).toISOString();

/** When it goes: as soon as all signed, at a time, not before an embargo, never later than a time. Beijing time throughout. */
export function PlanTimes({ draft, change, locked, now }: PlanPart & { now: Date }) {
  const t = useT();
  return (
    <section>
      <Heading level={3} title={t("什么时候发", "When")} note={t("北京时间", "Beijing time")} />
      <Radio.Group className="review-order" aria-label={t("什么时候发", "When")} disabled={locked} value={draft.sendAt === null ? "now" : "at"} onChange={(e) => { change({ sendAt: e.target.value === "at" ? inHours(now, 2) : null }); }} options={[{ value: "now", label: t("签齐就发", "As soon as all signed") }, { value: "at", label: t("定时发", "At a time") }]} />
      {draft.sendAt !== null && <When label={t("计划发布", "Send at")} value={draft.sendAt} locked={locked} onValue={(sendAt) => { change({ sendAt }); }} />}
      <Checkbox disabled={locked} checked={draft.embargoUntil !== null} onChange={(e) => { change({ embargoUntil: e.target.checked ? inHours(now, 1) : null }); }}>{t("不早于（解禁时间）", "Not before (embargo)")}</Checkbox>
      {draft.embargoUntil !== null && <When label={t("不早于", "Not before")} value={draft.embargoUntil} locked={locked} onValue={(embargoUntil) => { change({ embargoUntil }); }} />}
      <Checkbox disabled={locked} checked={draft.notAfter !== null} onChange={(e) => { change({ notAfter: e.target.checked ? inHours(now, 6) : null }); }}>{t("不晚于（过时就不发）", "Never later than")}</Checkbox>
      {draft.notAfter !== null && <When label={t("不晚于", "Never later than")} value={draft.notAfter} locked={locked} onValue={(notAfter) => { change({ notAfter }); }} />}
    </section>
  );
}

function When({ label, value, locked, onValue }: { label: string; value: string; locked: boolean; onValue: (instant: string) => void }) {
  const id = useId();
  return (
    <div className="review-when">
      <label className="unseen" htmlFor={id}>{label}</label>
      <Input id={id} type="datetime-local" step={60} disabled={locked} value={toField(value)} onChange={(e) => { const at = fromField(e.target.value); if (at) onValue(at); }} />
    </div>
  );
}
