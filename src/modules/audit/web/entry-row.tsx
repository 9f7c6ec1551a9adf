import { clockTime } from "#kernel/clock.ts";
import { Tag } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { EntryLine } from "../contract.ts";
import { sayEntry } from "./words.ts";

/** One row of the record as a sentence. */
export function EntryRow({ entry, onOpen }: { entry: EntryLine; onOpen: () => void }) {
  const t = useT();
  return (
    <li className={entry.outcome === "done" ? "record-row" : "record-row bad"}>
      <time dateTime={entry.at}>{clockTime(new Date(entry.at))}</time>
      <button type="button" onClick={onOpen}>
        <b>{entry.actorName}</b> <span className="record-unit">{entry.unitName !== entry.actorName ? entry.unitName : ""}</span> <span>{sayEntry(t, entry)}</span>
      </button>
      {entry.outcome !== "done" && <Tag tone="fault">{entry.outcome === "refused" ? t("被拒", "Refused") : t("没办成", "Failed")}</Tag>}
      <span className="record-seq">{t(`第 ${entry.seq} 条`, `No. ${entry.seq}`)}</span>
    </li>
  );
}
