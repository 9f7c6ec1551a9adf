import { useState } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { CarrierClashes } from "#modules/carriers/web/index.tsx";
import { useAct, useRead } from "#web/ask.ts";
import { Refused, useNow, Waiting, WhyNot } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { readPlan, readReview, setPlan } from "../contract.ts";
import { draftOf, whyNotSave, type Plan, type PlanDraft } from "./plan-draft.ts";
import { PlanAccounts } from "./plan-accounts.tsx";
import { PlanLine } from "./plan-line.tsx";
import { PlanTimes } from "./plan-times.tsx";
import { useReview } from "./strip.tsx";
import "./review.css";

/** 落款与投放: who signs in which order, which accounts, when. Locked while an edition is under review. */
export function PlanPanel({ pieceId }: { pieceId: string }) {
  const plan = useRead(readPlan, { params: { pieceId } }, { topics: [`piece:${pieceId}`] });
  const { data: review } = useReview(pieceId);
  if (plan.error) return <Refused problem={plan.error} onAgain={() => { void plan.refetch(); }} />;
  if (!plan.data || !review) return <Waiting />;
  return <Panel key={plan.dataUpdatedAt > 0 && plan.data.saved ? "saved" : "new"} pieceId={pieceId} plan={plan.data} locked={lockOf(review.may.submit)} />;
}

/** What keeps the plan as it is: another person's piece, or an edition under review; that something is still missing does not. */
const lockOf = (why: Refusal | null): Refusal | null => (why?.code === "review.not-your-piece" || why?.code === "review.frozen" ? why : null);

function Panel({ pieceId, plan, locked }: { pieceId: string; plan: Plan; locked: Refusal | null }) {
  const t = useT();
  const now = useNow();
  const [changed, setChanged] = useState<PlanDraft | null>(null);
  const draft = changed ?? draftOf(plan);
  const { act, pending, refusal } = useAct(setPlan, { refresh: [readPlan, readReview], inline: true, said: t("落款与投放已存好", "The plan is kept") });
  const change = (part: Partial<PlanDraft>) => { setChanged({ ...draft, ...part }); };
  const save = async () => {
    const { unitIds, accountIds, ...rest } = draft;
    if (await act({ params: { pieceId }, body: { ...rest, unitIds: [...unitIds], accountIds: [...accountIds] } })) setChanged(null);
  };
  const why = whyNotSave(plan, draft, now);
  const carrier = plan.accounts.find((a) => a.connectorId === "carrier" && draft.accountIds.includes(a.id));
  const parts = { plan, draft, change, locked: locked !== null };
  return (
    <form className="review-plan" onSubmit={(event) => { event.preventDefault(); }}>
      {locked && <p className="i2">{sayRefusal(locked)}</p>}
      <PlanLine {...parts} />
      <PlanAccounts {...parts} />
      <PlanTimes {...parts} now={now} />
      {carrier && <CarrierClashes pieceId={pieceId} accountId={carrier.id} sendAt={draft.sendAt} />}
      <Refused problem={refusal} />
      {!locked && (changed !== null || !plan.saved) && (
        <div className="review-plan-save">
          <WhyNot type="primary" why={why} loading={pending} onClick={() => { void save(); }}>{plan.saved ? t("存好改动", "Keep the changes") : t("就这样定", "Settle it")}</WhyNot>
          {!plan.saved && <span className="t12 i3">{t("定了落款和账号才能交审", "needed before submitting")}</span>}
        </div>
      )}
    </form>
  );
}
