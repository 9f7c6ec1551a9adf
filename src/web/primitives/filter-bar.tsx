import { Button } from "antd";
import type { ReactNode } from "react";
import { useT } from "../t.ts";
import "./rows.css";

/** Filters above a list in one row; `summary` counts what is left, `onClear` appears once something is filtered. */
export function FilterBar({ children, summary, onClear }: { children: ReactNode; summary?: string; onClear?: (() => void) | undefined }) {
  const t = useT();
  return (
    <div className="filters" role="search">
      {children}
      {onClear && <Button type="link" onClick={onClear}>{t("全部看", "Show all")}</Button>}
      {summary && <span aria-live="polite">{summary}</span>}
    </div>
  );
}
