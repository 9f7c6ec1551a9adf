import { Button } from "antd";
import type { AnswerLine } from "../contract.ts";
import { useT } from "#web/t.ts";
import { percent, sayTime } from "./words.ts";
import "./answers.css";

/** Answers of authorities that may be about what people say: who said what, and which words tie them. Whether one is about it, the reader judges. */
export function Answers({ answers, now, onPick }: { answers: readonly AnswerLine[]; now: Date; onPick?: (answer: AnswerLine) => void }) {
  const t = useT();
  return (
    <ul className="answers">
      {answers.map((one) => (
        <li key={`${one.pieceId ?? one.link} ${one.claim}`} >
          <a href={one.link} target="_blank" rel="noreferrer noopener">{one.title}</a>
          <p className="t12 i3">{one.issuer} · {sayTime(t, one.at, now)}</p>
          <p className="i2">{t(`可能在说《${one.claim}》（${percent(one.likelihood)}，同有：${one.words.join("、")}）`, `may be about "${one.claim}" (${percent(one.likelihood)}, both say ${one.words.join(", ")})`)}</p>
          {onPick && <Button size="small" onClick={() => { onPick(one); }}>{t("用作出处", "Use as the source")}</Button>}
        </li>
      ))}
    </ul>
  );
}
