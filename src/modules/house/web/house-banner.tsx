import { Button } from "antd";
import { useState } from "react";
import { shortTime } from "#kernel/clock.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useAct, useRead } from "#web/ask.ts";
import { ConfirmReason } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { houseState, releaseHouse } from "../contract.ts";

/** Says on every screen that nothing leaves the house after a restore, and lets the system administrator release it. */
export function HouseBanner() {
  const t = useT();
  const { data } = useRead(houseState, {}, { topics: ["house"], when: Boolean(useMe()), everySeconds: 30 });
  const [asking, setAsking] = useState(false);
  const release = useAct(releaseHouse, { refresh: [houseState], said: t("对外发布已恢复。", "Publications leave again.") });
  if (data?.outbound !== "off") return null;
  const count = data.waiting >= 1000 ? "1000+" : String(data.waiting);
  const made = data.restored ? shortTime(new Date(data.restored.backupMadeAt)) : null;
  return (
    <div role="status" className="banner lost">
      <b>{t("对外发布已关闭", "Nothing leaves the house")}</b>
      <span>
        {made && t(`系统从 ${made} 的备份恢复。`, `Restored from the backup of ${made}. `)}
        {t(`${count} 条投放等待发出，其中有的可能在备份之后已经发过，请先到各渠道核对。给值班人员的告警照常。`,
          `${count} deliveries wait; some may have been sent after the backup, so look at the channels first. Alerts to staff go on.`)}
      </span>
      {data.mayRelease && <Button size="small" onClick={() => { setAsking(true); }}>{t("恢复对外发布", "Let publications leave")}</Button>}
      <ConfirmReason
        open={asking} danger title={t("恢复对外发布", "Let publications leave")} verb={t("恢复", "Release")} onClose={() => { setAsking(false); }}
        consequence={t(`${count} 条等待的投放会立刻发出，发出后只能更正或撤回。`, `${count} waiting deliveries leave at once; after that they can only be corrected or recalled.`)}
        confirm={async (reason) => (await release.act({ body: { reason } })) !== undefined}
      />
    </div>
  );
}
