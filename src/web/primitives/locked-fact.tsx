import type { ReactNode } from "react";
import { useT } from "../t.ts";
import "./marks.css";

/** A master fact in running text: it cannot be typed over. `stale` says the fact sheet has moved on. */
export function LockedFact({ children, source, stale = false, onOpen }: { children: ReactNode; source: string; stale?: boolean; onOpen?: () => void }) {
  const t = useT();
  const title = stale ? t(`事实单已改，这里还是旧的。${source}`, `The fact sheet has changed; this is the old text. ${source}`) : source;
  const name = stale ? "fact stale" : "fact";
  return onOpen
    ? <button type="button" className={name} title={title} onClick={onOpen}>{children}</button>
    : <span className={name} title={title}>{children}</span>;
}
