import type { ReactNode } from "react";
import { useT } from "../t.ts";
import { Tag } from "./tag.tsx";
import "./rows.css";

/** What must be dealt with in a piece: 复审意见, 挡住交审, 建议, 提醒. */
export type FindingItem = { key: string; level: "blocking" | "comment" | "suggestion" | "reminder"; by: string; text: ReactNode; actions?: ReactNode };

const order = ["blocking", "comment", "suggestion", "reminder"] as const;
const tones = { blocking: "fault", comment: "ink", suggestion: "plain", reminder: "plain" } as const;

/** Findings, what blocks first. `words` renames a level, such as 初审意见 for a comment. */
export function Findings({ items, words = {} }: { items: readonly FindingItem[]; words?: Partial<Record<FindingItem["level"], string>> }) {
  const t = useT();
  const names = { blocking: t("挡住交审", "Blocks"), comment: t("复审意见", "Review"), suggestion: t("建议", "Suggestion"), reminder: t("提醒", "Reminder"), ...words };
  return (
    <ul className="findings">
      {[...items].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level)).map((f) => (
        <li key={f.key}><Tag tone={tones[f.level]}>{names[f.level]}</Tag> <span className="i3 t12">{f.by}</span><p>{f.text}</p>{f.actions !== undefined && <div className="row wrap">{f.actions}</div>}</li>
      ))}
    </ul>
  );
}
