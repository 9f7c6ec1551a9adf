import { Button } from "antd";
import { Seal, Tag } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { OrderView, TargetView } from "../contract.ts";
import type { Task } from "./dialogs.tsx";
import { staleWords, stateWords, sayTime } from "./words.ts";

type Acts = { open: (task: Task) => void; acknowledge: (unitId: string) => void; chase: (unitId: string) => void; verify: (target: TargetView) => void; retract: (target: TargetView) => void };

/** The accounts of an order by unit: where each stands, its link, and what I can do. */
export function UnitRows({ order, now, acts }: { order: OrderView; now: Date; acts: Acts }) {
  const t = useT();
  return (
    <div className="relay-units">
      {[...Map.groupBy(order.targets, (one) => one.unit.id)].map(([unitId, own]) => {
        const unit = own[0]?.unit;
        const counted = own.filter((one) => one.state !== "withdrawn");
        return (
          <section key={unitId} className="relay-unit" aria-label={unit?.name ?? ""}>
            <header>
              <Seal char={unit?.seal ?? ""} unit={unit?.name ?? ""} />
              <h2 className="el">{unit?.name}</h2>
              <span className="i3 nw">{t(`核验 ${counted.filter((one) => one.state === "verified" || one.state === "retracted").length} / ${counted.length}`, `${counted.filter((one) => one.state === "verified" || one.state === "retracted").length} of ${counted.length} verified`)}</span>
              {own.some((one) => one.may.acknowledge) && <Button type="primary" onClick={() => { acts.acknowledge(unitId); }}>{t("签收", "Acknowledge")}</Button>}
              {order.mayChase.includes(unitId) && <Button onClick={() => { acts.chase(unitId); }}>{t("催一下", "Chase")}</Button>}
            </header>
            <ul>{own.map((one) => <AccountRow key={one.id} target={one} now={now} acts={acts} />)}</ul>
          </section>
        );
      })}
    </div>
  );
}

function AccountRow({ target: one, now, acts }: { target: TargetView; now: Date; acts: Acts }) {
  const t = useT();
  const renew = one.stale === "corrected";
  const tone = one.stale || one.overdue ? "fault" : one.state === "verified" || one.state === "retracted" ? "house" : one.state === "relayed" ? "ink" : "plain";
  return (
    <li className="relay-account">
      <div><b className="el" title={one.accountName}>{one.accountName}</b><span className="t12 i3">{t(one.platform.zh, one.platform.en)}</span></div>
      <div>
        <span className="row wrap"><Tag tone={tone}>{t(...(one.stale ? staleWords[one.stale] : stateWords[one.state]))}</Tag>{one.overdue && <Tag tone="fault">{t("超过时限", "overdue")}</Tag>}</span>
        {one.link && <a className="link relay-link" href={one.link} target="_blank" rel="noreferrer nofollow">{one.link}</a>}
        {one.relayedAt && <span className="t12 i3 el">{one.relayedByName} {t("报，", "says ")}{sayTime(one.relayedAt, now)} {t("发出", "")}{one.verifiedByName && one.verifiedAt ? t(`；${one.verifiedByName} ${sayTime(one.verifiedAt, now)} 核验`, `; verified by ${one.verifiedByName}, ${sayTime(one.verifiedAt, now)}`) : ""}</span>}
        {one.reason && <span className="t12 relay-words">{one.state === "acknowledged" ? t("退回：", "Sent back: ") : t("原因：", "Why: ")}{one.reason}</span>}
      </div>
      <div className="row wrap relay-acts">
        {one.may.verify && <Button type="primary" onClick={() => { acts.verify(one); }}>{t("核验", "Verify")}</Button>}
        {one.may.sendBack && <Button onClick={() => { acts.open({ kind: "return", target: one }); }}>{t("退回", "Send back")}</Button>}
        {one.may.retract && <Button type="primary" onClick={() => { acts.retract(one); }}>{t("已撤下", "Taken down")}</Button>}
        {one.may.relay && <Button {...(one.state === "relayed" && !renew ? {} : { type: "primary" as const })} onClick={() => { acts.open({ kind: "report", target: one }); }}>{one.state === "relayed" && !renew ? t("改链接", "Change link") : renew ? t("重报链接", "Relay anew") : t("报转发", "Report")}</Button>}
        {one.may.unable && <Button onClick={() => { acts.open({ kind: "unable", target: one }); }}>{t("办不到", "Cannot")}</Button>}
      </div>
    </li>
  );
}
