import { useEffect, useState } from "react";
import { Navigate, Outlet, ScrollRestoration, useLocation } from "react-router";
import { railEntries, slots, usePerson } from "../slots.ts";
import { useT } from "../t.ts";
import { BarPlace } from "./bar.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { PhonePlaces } from "./places.tsx";
import { Rail } from "./rail.tsx";
import "./shell.css";

/** Rail, bar, banner and the screen; on a phone the bar on top and four places below. */
export function Shell() {
  const t = useT();
  const person = usePerson();
  const here = useLocation();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [searching, setSearching] = useSearchKey();
  const { Search, loginPath } = slots;
  if (person === null && loginPath) return <Navigate replace to={`${loginPath}?next=${encodeURIComponent(here.pathname + here.search)}`} />;
  return (
    <BarPlace value={place}>
      <a className="skip" href="#screen">{t("跳到正文", "Skip to content")}</a>
      <div className="app">
        <Rail person={person ?? null} />
        <div className="app-main">
          <header className="bar">
            <div className="bar-place" ref={setPlace} />
            {Search && (
              <button type="button" className="bar-find" onClick={() => { setSearching(true); }} aria-keyshortcuts="Control+K">
                <span>{t("找稿件、事件、单位", "Find pieces, events, units")}</span><kbd>Ctrl K</kbd>
              </button>
            )}
            {person && <div className="bar-person nw"><b>{person.name}</b> <span className="i3">{person.unitName}</span></div>}
          </header>
          <ConnectionBanner />
          {slots.Banner ? <slots.Banner /> : null}
          <main id="screen" className="screen" tabIndex={-1}><Outlet /></main>
        </div>
        <nav aria-label={t("主导航", "Main navigation")}><PhonePlaces entries={railEntries} /></nav>
      </div>
      {Search && searching && <Search places={railEntries} onClose={() => { setSearching(false); }} />}
      <ScrollRestoration />
    </BarPlace>
  );
}

function useSearchKey() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && slots.Search) {
        event.preventDefault();
        setOpen(true);
      }
    };
    addEventListener("keydown", listen);
    return () => { removeEventListener("keydown", listen); };
  }, []);
  return [open, setOpen] as const;
}
