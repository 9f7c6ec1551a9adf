import { Link } from "react-router";
import type { Person } from "../screen.ts";
import { railEntries } from "../slots.ts";
import { useT } from "../t.ts";
import { Avatar } from "../primitives/avatar.tsx";
import { RailPlaces } from "./places.tsx";
import { AppearanceSwitch, LanguageSwitch } from "./switches.tsx";

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
