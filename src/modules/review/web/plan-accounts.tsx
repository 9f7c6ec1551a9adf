import { Checkbox } from "antd";
import { EmptyState, Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { PlanPart } from "./plan-line.tsx";

/** 投放到: accounts by unit; those that carry an earlier edition stay ticked and say why. */
export function PlanAccounts({ plan, draft, change, locked }: PlanPart) {
  const t = useT();
  const units = [...Map.groupBy(plan.accounts, (a) => a.unitId).values()];
  const toggle = (id: string, on: boolean) => { change({ accountIds: on ? [...draft.accountIds, id] : draft.accountIds.filter((x) => x !== id) }); };
  const note = (id: string, state: string) => plan.mustKeepAccountIds.includes(id) ? t("发过旧版，更正必须送到", "carries the old edition, must get this one") : state === "active" ? null : t("已停用", "not active");
  if (units.length === 0) return (
    <section>
      <Heading level={3} title={t("投放到", "Where it goes")} />
      <EmptyState title={t("还没有可用的账号", "No account yet")} why={t("牵头单位和会签单位登记过的账号会列在这里。请联络员在“账号”里登记。", "Accounts of the lead unit and of those who sign are listed here once registered.")} />
    </section>
  );
  return (
    <section>
      <Heading level={3} title={t("投放到", "Where it goes")} note={t(`${draft.accountIds.length} 个账号`, `${draft.accountIds.length} accounts`)} />
      {units.map((accounts) => {
        const free = accounts.filter((a) => a.state === "active" && !plan.mustKeepAccountIds.includes(a.id)).map((a) => a.id);
        const all = free.length > 0 && free.every((id) => draft.accountIds.includes(id));
        return (
          <fieldset key={accounts[0]?.unitId} className="review-accounts">
            <legend>{accounts[0]?.unitName}{!locked && free.length > 1 && <button type="button" className="link t12" onClick={() => { change({ accountIds: all ? draft.accountIds.filter((id) => !free.includes(id)) : [...new Set([...draft.accountIds, ...free])] }); }}>{all ? t("全不选", "None") : t("全选", "All")}</button>}</legend>
            {accounts.map((a) => {
              const said = note(a.id, a.state);
              return (
                <Checkbox key={a.id} checked={draft.accountIds.includes(a.id)} disabled={locked || said !== null && (draft.accountIds.includes(a.id) ? plan.mustKeepAccountIds.includes(a.id) : true)} onChange={(e) => { toggle(a.id, e.target.checked); }}>
                  {a.name}{said && <span className="t12 i3"> {said}</span>}{a.asksFirst && <span className="t12 i2"> {t("签齐后先问，有人定了才群发", "asks first: leaves once somebody decides to spend a mass send")}</span>}
                </Checkbox>
              );
            })}
          </fieldset>
        );
      })}
    </section>
  );
}
