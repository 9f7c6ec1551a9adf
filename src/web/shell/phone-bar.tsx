import { NavLink } from "react-router";
import { railEntries, type RailPlace } from "../slots.ts";
import { useT } from "../t.ts";
import { Count } from "./rail.tsx";

/** The bottom bar of a phone: the places that carry `phone`, then 我的, which lists the rest. */
export function PhoneBar({ entries = railEntries }: { entries?: readonly RailPlace[] }) {
  const t = useT();
  const place = ({ isActive }: { isActive: boolean }) => (isActive ? "phone-place on" : "phone-place");
  return (
    <nav className="phone-bar" aria-label={t("主导航", "Main navigation")}>
      {entries.filter((e) => e.phone).map((entry) => (
        <NavLink key={entry.to} to={entry.to} end={entry.to === "/"} className={place}>{t(entry.zh, entry.en)}{entry.count && <Count count={entry.count} />}</NavLink>
      ))}
      <NavLink to="/me" className={place}>{t("我的", "Me")}</NavLink>
    </nav>
  );
}
