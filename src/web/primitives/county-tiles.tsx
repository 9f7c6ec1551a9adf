import type { ReactNode } from "react";
import type { Grade } from "#kernel/urgency.ts";
import { useT } from "../t.ts";
import "./board.css";

/** A county as an equal tile at its approximate place; 1-based row and column. `warned` marks a corner for a region under warning. */
export type CountyTile = { code: string; name: string; row: number; col: number; count: number; warned?: Grade };

// More than these are a picture, not a list.
const mostNamed = 9;

/** Coverage of the counties: the number is always printed, none has a black outline, and the missing are named below (a few of many) with what to do. */
export function CountyTiles({ tiles, label, note, named = false, missing, action }: { tiles: readonly CountyTile[]; label: string; note: string; named?: boolean; missing?: string; action?: ReactNode }) {
  const t = useT();
  const columns = Math.max(1, ...tiles.map((c) => c.col));
  const most = Math.max(1, ...tiles.map((c) => c.count));
  const step = (count: number) => (count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 3)));
  const none = tiles.filter((c) => c.count === 0);
  return (
    <div>
      <div className={named ? "tiles named" : "tiles"} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} role="img" aria-label={`${label}${t("：", ": ")}${tiles.map((c) => `${c.name} ${c.count}`).join(t("，", ", "))}`}>
        {tiles.map((c) => (
          <div key={c.code} className={`tile s${step(c.count)}`} title={`${c.name} ${c.count}`} style={{ gridRow: c.row, gridColumn: c.col }}>
            {named && <span>{c.name}</span>}<b>{c.count}</b>{c.warned && <i className={c.warned} />}
          </div>
        ))}
      </div>
      <p className="t12 i3">{note}</p>
      {none.length > 0 && <p><b>{missing ?? t("还没有：", "None yet: ")}</b>{none.slice(0, mostNamed).map((c) => c.name).join(t("、", ", "))}{none.length > mostNamed && t(` 等 ${none.length} 县`, ` and ${none.length - mostNamed} more`)} {action}</p>}
    </div>
  );
}
