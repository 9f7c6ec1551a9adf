import { Link } from "react-router";
import { useT } from "#web/t.ts";
import type { AccountLine, ConnectorOut } from "../contract.ts";
import { HealthMark } from "./health-mark.tsx";
import { sayAgo } from "./words.ts";

/** Units down, platforms across: in each cell the accounts with their health and last post. */
export function Matrix({ accounts, connectors, now }: { accounts: readonly AccountLine[]; connectors: readonly ConnectorOut[]; now: Date }) {
  const t = useT();
  const used = connectors.filter((c) => accounts.some((a) => a.connectorId === c.id));
  const units = Map.groupBy(accounts, (a) => a.unitId);
  return (
    <div className="channels-matrix" role="region" aria-label={t("单位乘平台", "Units by platform")} tabIndex={0}>
      <table>
        <thead><tr><th scope="col">{t("单位", "Unit")}</th>{used.map((c) => <th key={c.id} scope="col">{t(c.name.zh, c.name.en)}</th>)}</tr></thead>
        <tbody>
          {[...units.values()].map((own) => (
            <tr key={own[0]?.unitId}>
              <th scope="row">{own[0]?.unitName}</th>
              {used.map((c) => (
                <td key={c.id}>
                  <div className="channels-cell">
                    {own.filter((a) => a.connectorId === c.id).map((a, _, together) => {
                      const ago = sayAgo(a.lastPostAt, now);
                      return <Link key={a.id} to={`/accounts/${a.id}`} title={a.name}><HealthMark account={a} brief />{together.length > 1 && <span className="t12 el">{a.name}</span>}<span className={a.stale ? "t12 fault el" : "t12 i3 el"}>{a.audience === "staff" ? t("值班通道", "staff alerts") : ago ? t(...ago) : t("还没发过", "never posted")}</span></Link>;
                    })}
                    {!own.some((a) => a.connectorId === c.id) && <span className="i3">{t("无", "none")}</span>}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
