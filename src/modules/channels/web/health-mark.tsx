import { shortTime } from "#kernel/clock.ts";
import { EvidenceMark } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { AccountLine } from "../contract.ts";

/** Whether an account works, as shape and word; on hover what the channel said and when. */
export function HealthMark({ account, brief = false }: { account: Pick<AccountLine, "state" | "health" | "healthDetail" | "healthAt" | "missingSecrets">; brief?: boolean }) {
  const t = useT();
  const { state, health, healthDetail, healthAt, missingSecrets } = account;
  if (state !== "active") return <EvidenceMark state="none" text={state === "closed" ? t("已注销", "Closed") : t("停用中", "Suspended")} />;
  const when = healthAt ? shortTime(new Date(healthAt)) : "";
  if (health === "ill") return <span className="evidence failed" title={`${healthDetail} ${when}`}>{t("不通", "Not working")}</span>;
  if (missingSecrets.length > 0) return <span className="evidence failed">{t("缺密钥", "Secret missing")}</span>;
  if (health === "unknown") return <EvidenceMark state="waiting" text={t("还没测", "Not tested")} />;
  return <span title={healthDetail}><EvidenceMark state="seen" text={brief ? t("通", "Works") : t(`通，${when}`, `Works, ${when}`)} /></span>;
}
