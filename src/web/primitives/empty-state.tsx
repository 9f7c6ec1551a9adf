import type { ReactNode } from "react";
import "./rows.css";

/** An empty place teaches: what belongs here, why, and the button that starts it. */
export function EmptyState({ title, why, action }: { title: string; why: ReactNode; action?: ReactNode }) {
  return <div className="empty"><h2>{title}</h2><p>{why}</p>{action !== undefined && <div className="empty-act">{action}</div>}</div>;
}
