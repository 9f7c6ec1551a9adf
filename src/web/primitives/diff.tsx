import { useT } from "../t.ts";
import { diffText } from "./diff-text.ts";
import "./marks.css";

/** Two wordings, changes marked: struck and underlined, so that colour is not the only sign. */
export function Diff({ before, after }: { before: string; after: string }) {
  const t = useT();
  const mark = { same: (text: string) => text, del: (text: string) => <del aria-label={t(`删去：${text}`, `Removed: ${text}`)}>{text}</del>, ins: (text: string) => <ins aria-label={t(`加上：${text}`, `Added: ${text}`)}>{text}</ins> };
  return <div className="diff">{diffText(before, after).map((p, i) => <span key={i}>{mark[p.kind](p.text)}</span>)}</div>;
}
