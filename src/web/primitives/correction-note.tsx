import type { ReactNode } from "react";
import { useT } from "../t.ts";
import "./marks.css";

/** The visible note above corrected text: old figures struck, new ones bold, the old edition one click away. */
export function CorrectionNote({ changes, children, onOld, oldWord }: { changes: readonly { label: string; before: string; after: string }[]; children?: ReactNode; onOld?: () => void; oldWord?: string }) {
  const t = useT();
  return (
    <aside className="correction" aria-label={t("更正", "Correction")}>
      <header><b>{t("更正", "Correction")}</b>{onOld && <button type="button" className="link" onClick={onOld}>{oldWord ?? t("看旧版", "See the old edition")}</button>}</header>
      <p>{changes.map((c, i) => <span key={c.label}>{i > 0 && t("；", "; ")}{c.label} <del>{c.before}</del> {t("改为", "is now")} <b>{c.after}</b></span>)}{changes.length > 0 && t("。", ". ")}{children}</p>
    </aside>
  );
}
