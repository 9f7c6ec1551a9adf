import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import type { TurnedAway } from "../contract.ts";
import type { z } from "zod";

type Rows = readonly z.output<typeof TurnedAway>[];

/** What the door turned away, each with its row and why; personal data that was cut out is said too. */
export function RefusedRows({ refused, inAll }: { refused: Rows; inAll: number }) {
  const t = useT();
  if (inAll === 0) return null;
  return (
    <div>
      <h4>{t(`退回 ${inAll} 处`, `${inAll} turned away`)}</h4>
      <ul className="radar-lines">{refused.slice(0, 50).map((one) => (
        <li key={`${one.entry} ${one.part} ${one.code}`}><span>{sayRefusal({ code: one.code, facts: one.facts })}</span><span className="i3 nw">{one.entry === 0 ? t("整个文件", "the document") : t(`第 ${one.entry} 行`, `row ${one.entry}`)}</span></li>))}</ul>
      {inAll > Math.min(50, refused.length) && <p className="t12 i3">{t(`这里只列前 ${Math.min(50, refused.length)} 处`, `The first ${Math.min(50, refused.length)} are listed`)}</p>}
    </div>
  );
}
