import { Button, Input, Radio, Select } from "antd";
import { useId } from "react";
import { Heading, Seal, Tag } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { mostSigners } from "../rules/plan.ts";
import { lineChanged, type Plan, type PlanDraft } from "./plan-draft.ts";
import { sayUnits } from "./words.ts";

export type PlanPart = { plan: Plan; draft: PlanDraft; change: (part: Partial<PlanDraft>) => void; locked: boolean };

const systems: Record<string, readonly [string, string]> = { emergency: ["应急管理", "emergency management"], fire: ["消防救援", "fire and rescue"], forest_fire: ["森林消防", "forest fire"] };

/** 落款: the units in order, as the duty rule proposes or as people decide with a reason. */
export function PlanLine({ plan, draft, change, locked }: PlanPart) {
  const t = useT();
  const id = useId();
  const known = new Map([...plan.candidates, ...plan.proposed, ...plan.units].map((u) => [u.unitId, u]));
  const line = draft.unitIds.flatMap((unitId) => known.get(unitId) ?? []);
  const move = (from: number, by: number) => {
    const ids = [...draft.unitIds];
    const [unit] = ids.splice(from, 1);
    if (unit) ids.splice(from + by, 0, unit);
    change({ unitIds: ids });
  };
  const others = plan.candidates.filter((u) => !draft.unitIds.includes(u.unitId));
  const missing = plan.missingSystems.map((s) => t(...(systems[s] ?? [s, s])));
  return (
    <section>
      <Heading level={3} title={t("落款", "Signature line")} note={lineChanged(plan, draft) ? t("与按职责拟定的不同", "differs from the duty rule") : t(`${sayUnits(line.length)}，按职责拟定`, "as the duty rule proposes")} />
      <ol className="review-line">
        {line.map((u, i) => (
          <li key={u.unitId}>
            <Seal char={u.seal} unit={u.name} />
            <span className="grow"><b className="review-name">{u.name}</b>{u.unitId === plan.leadUnitId && <> <Tag tone="house">{t("牵头", "lead")}</Tag></>}</span>
            {!locked && (
              <span className="row">
                <Button size="small" type="text" disabled={i === 0} aria-label={t(`${u.shortName}往前`, `${u.shortName} up`)} onClick={() => { move(i, -1); }}>↑</Button>
                <Button size="small" type="text" disabled={i === line.length - 1} aria-label={t(`${u.shortName}往后`, `${u.shortName} down`)} onClick={() => { move(i, 1); }}>↓</Button>
                <Button size="small" type="text" disabled={u.unitId === plan.leadUnitId} aria-label={t(`去掉${u.shortName}`, `Take ${u.shortName} off`)} onClick={() => { change({ unitIds: draft.unitIds.filter((x) => x !== u.unitId) }); }}>×</Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {!locked && others.length > 0 && draft.unitIds.length < mostSigners && (
        <Select className="review-add" showSearch optionFilterProp="label" value={null} placeholder={t("加一家会签单位", "Add a unit")} aria-label={t("加一家会签单位", "Add a unit")} options={others.map((u) => ({ value: u.unitId, label: u.name }))} onSelect={(unitId: string | null) => { if (unitId) change({ unitIds: [...draft.unitIds, unitId] }); }} />
      )}
      {lineChanged(plan, draft) && (
        <div className="review-field">
          <label htmlFor={id}><b>{t("为什么改", "Why it differs")}</b> <span className="i3">{t("必填，会签的人看得到", "required, signers see it")}</span></label>
          <Input id={id} value={draft.lineReason ?? ""} maxLength={500} disabled={locked} onChange={(e) => { change({ lineReason: e.target.value }); }} />
          {!locked && <button type="button" className="link t12" onClick={() => { change({ unitIds: plan.proposed.map((u) => u.unitId), lineReason: null }); }}>{t("恢复按职责拟定的", "Back to the duty rule")}</button>}
        </div>
      )}
      {missing.length > 0 && <p className="t12 i2">{t(`按职责还应有${missing.join("、")}，本级没有启用的单位。`, `By duty ${missing.join(", ")} should sign too; no such unit is open at this level.`)}</p>}
      {plan.basis.source && <p className="t12 i3">{t(`拟定依据：${plan.basis.source}${plan.basis.verified ? "" : "（未核原件）"}`, `Basis: ${plan.basis.source}${plan.basis.verified ? "" : " (original not checked)"}`)}</p>}
      {line.length > 1 && <Radio.Group className="review-order" aria-label={t("怎么会签", "How they sign")} disabled={locked} value={draft.inOrder} onChange={(e) => { change({ inOrder: e.target.value === true }); }} options={[{ value: false, label: t("牵头签后，其余一起签", "Lead first, the rest together") }, { value: true, label: t("按上面的次序签", "In the order above") }]} />}
    </section>
  );
}
