import { Fragment } from "react";
import { NavLink } from "react-router";
import type { RailPlace } from "../screen.ts";
import { useT } from "../t.ts";
import "./shell.css";

const groupOf = (entry: RailPlace) => Math.floor(entry.order / 100);

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

/** The bottom bar of a phone: the places that carry `phone`, then 我的, which lists the rest. */
export function PhonePlaces({ entries }: { entries: readonly RailPlace[] }) {
  const t = useT();
  const place = ({ isActive }: { isActive: boolean }) => (isActive ? "phone-place on" : "phone-place");
  return (
    <div className="phone-bar">
      {entries.filter((e) => e.phone).map((entry) => (
        <NavLink key={entry.to} to={entry.to} end={entry.to === "/"} className={place}>{t(entry.zh, entry.en)}{entry.count && <Count count={entry.count} />}</NavLink>
      ))}
      <NavLink to="/me" className={place}>{t("我的", "Me")}</NavLink>
    </div>
  );
}
