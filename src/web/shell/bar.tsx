import { createContext, use, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Link } from "react-router";
import { useT } from "../t.ts";

const Place = createContext<HTMLElement | null>(null);

/** Where the bar takes what a screen puts into it. */
export const BarPlace = Place.Provider;

/** What a screen says in the top bar. With `crumbs` the title is the last crumb; with `actions` search and person step back. */
export type BarProps = {
  title: string;
  crumbs?: readonly { to: string; label: string }[];
  /** Beside the title: tags, edition, fingerprint, or a sentence. */
  beside?: ReactNode;
  /** At the right, before the actions: autosaved, who is present. */
  status?: ReactNode;
  actions?: ReactNode;
};

/** Puts title, crumbs and actions of the screen into the top bar, and the title on the browser's tab. */
export function Bar({ title, crumbs = [], beside, status, actions }: BarProps) {
  const t = useT();
  const place = use(Place);
  const inner = (
    <>
      <title>{`${title} · ${t("同声", "Tongsheng")}`}</title>
      <div className="bar-title">
        {crumbs.map((c) => <span className="bar-crumb" key={c.to}><Link className="i3 nw" to={c.to}>{c.label}</Link><span className="i3" aria-hidden="true">/</span></span>)}
        <b className={crumbs.length > 0 ? "bar-name el" : "bar-name large el"} title={title}>{title}</b>
        {beside !== undefined && <div className="bar-beside">{beside}</div>}
      </div>
      {status !== undefined && <div className="bar-status t12 i2">{status}</div>}
      {actions !== undefined && <div className="bar-actions">{actions}</div>}
    </>
  );
  return place ? createPortal(inner, place) : null;
}
