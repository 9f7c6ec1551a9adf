import { Fragment } from "react";
import { Link, NavLink } from "react-router";
import type { Person } from "../screen.ts";
import { railEntries, type RailPlace } from "../slots.ts";
import { useT } from "../t.ts";
import { Avatar } from "../primitives/avatar.tsx";
import { AppearanceSwitch, LanguageSwitch } from "./switches.tsx";

const groupOf = (entry: RailPlace) => Math.floor(entry.order / 100);

/** The rail: two characters per place, no icons, a count where something waits for me. */
export function Rail({ person }: { person: Person | null }) {
  const t = useT();
  return (
    <nav className="rail" aria-label={t("主导航", "Main navigation")}>
      <Link className="rail-brand" to="/" aria-label={t("同声，回到今日", "同声 Tongsheng, back to today")}>同声</Link>
      <RailPlaces entries={railEntries} />
      <div className="rail-foot">
        <LanguageSwitch />
        <AppearanceSwitch />
        <Link to="/me" aria-label={person ? t(`我的：${person.name}`, `Me: ${person.name}`) : t("我的", "Me")}><Avatar name={person?.name ?? t("我的", "Me")} mark={person?.mark ?? t("我", "Me")} /></Link>
      </div>
    </nav>
  );
}

/** The places themselves, with a hairline between groups. */
export function RailPlaces({ entries }: { entries: readonly RailPlace[] }) {
  const t = useT();
  return (
    <div className="rail-places">
      {entries.map((entry, i) => {
        const before = entries[i - 1];
        return (
          <Fragment key={entry.to}>
            {before && groupOf(before) !== groupOf(entry) && <div className="rail-line" role="presentation" />}
            <NavLink to={entry.to} end={entry.to === "/"} className={({ isActive }) => (isActive ? "rail-place on" : "rail-place")}>
              {t(entry.zh, entry.en)}
              {entry.count && <Count count={entry.count} />}
            </NavLink>
          </Fragment>
        );
      })}
    </div>
  );
}

/** How many wait at a place; the hook of the module counts. */
export function Count({ count }: { count: () => number | undefined }) {
  const t = useT();
  const waiting = count();
  if (!waiting) return null;
  return <i className="rail-count"><span aria-hidden="true">{waiting > 99 ? "99+" : waiting}</span><span className="unseen">{t(`，${waiting} 件`, `, ${waiting}`)}</span></i>;
}
