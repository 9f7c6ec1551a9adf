import { shortTime } from "#kernel/clock.ts";
import { Heading, Refused, Seal } from "#web/primitives/index.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { Link } from "react-router";
import { readToday } from "../contract.ts";
import "./duty.css";

/** 今日值班: who answers now in the units I see; a panel for the desk's first page. */
export function TodayDuty({ most = 6 }: { most?: number }) {
  const t = useT();
  const { data, error } = useRead(readToday, {}, { topics: ["duty"], everySeconds: 300 });
  if (error) return <Refused problem={error} />;
  return (
    <section aria-label={t("今日值班", "On duty today")}>
      <Heading title={t("今日值班", "On duty today")} note={<Link className="link" to="/duty">{t("值班表", "Roster")}</Link>} />
      <ul className="duty-today">
        {(data?.units ?? []).slice(0, most).map((u) => (
          <li key={u.unitId}>
            <Seal char={u.seal} unit={u.unitName} />
            <span className="el" title={u.unitName}><b>{u.people.map((p) => p.name).join("、") || t("没有值班员", "nobody")}</b> <span className="i3">{u.unitName}</span></span>
            <small>{!u.byRoster ? t("未排班", "no roster") : u.next && u.until ? t(`${shortTime(new Date(u.until)).slice(-5)} ${u.next.name}接`, `${u.next.name} from ${shortTime(new Date(u.until)).slice(-5)}`) : u.until ? t(`到 ${shortTime(new Date(u.until)).slice(-5)}`, `until ${shortTime(new Date(u.until)).slice(-5)}`) : ""}</small>
          </li>
        ))}
      </ul>
      {data?.units.length === 0 && <p className="i3">{t("您看得到的单位还没有值班员。", "No duty officers in the units you see.")}</p>}
    </section>
  );
}
