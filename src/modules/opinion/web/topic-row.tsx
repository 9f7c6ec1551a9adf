import type { ReactNode } from "react";
import { Tag } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { TopicLine } from "../contract.ts";
import { Spark } from "./spark.tsx";
import { concernWords, hazardWords, markWords, percent, sayReason, sayTime, type Say } from "./words.ts";

/** What is counted of a topic: dead, injured, missing, magnitude; what nobody said is left out. */
export function sayFigures(t: Say, line: Pick<TopicLine, "deaths" | "injured" | "missing" | "magnitude">): string {
  const people = ([["deaths", "死亡", "dead"], ["injured", "受伤", "injured"], ["missing", "失联", "missing"]] as const).flatMap(([name, zh, en]) => (line[name] === null || line[name] === 0 ? [] : [t(`${zh} ${line[name]}`, `${line[name]} ${en}`)]));
  const nobody = people.length === 0 && (line.deaths === 0 || line.injured === 0) ? [t("称无伤亡", "nobody hurt, it says")] : [];
  return [...people, ...nobody, ...(line.magnitude === null ? [] : [t(`${line.magnitude} 级`, `M ${line.magnitude}`)])].join(t("，", ", "));
}

/** One topic: heat, what happened where, why it stands here, when it was last seen. */
export function TopicRow({ line, now, here, open, choose, onOpen }: { line: TopicLine; now: Date; here: boolean; open: boolean; choose: ReactNode; onOpen: () => void }) {
  const t = useT();
  const figures = sayFigures(t, line);
  const facts = [line.placeName ?? t("地点不明", "no place"), ...(line.hazard ? [t(...hazardWords[line.hazard])] : []), ...(figures ? [figures] : []), ...(line.concern ? [t(...concernWords[line.concern])] : []), t(`${line.items} 条，${line.sources} 个信源`, `${line.items} items, ${line.sources} sources`)];
  return (
    <li className={[here ? "here" : "", open ? "open" : "", choose ? "" : "plain"].filter(Boolean).join(" ")} aria-current={here}>
      {choose}
      <div className="radar-heat-cell"><b>{line.heat === null ? "—" : line.heat === 0 ? "0" : line.heat.toFixed(1)}</b><Spark hours={line.lastDay} /></div>
      <div className="radar-said">
        <h3><button type="button" onClick={onOpen}>{line.title}</button></h3>
        <p>{facts.join(" · ")}</p>
        <p className="t12 i3">{t(`像突发 ${percent(line.emergency)}`, `emergency ${percent(line.emergency)}`)}{line.why.length > 0 && t(`：${line.why.map((one) => sayReason(t, one)).join("、")}`, `: ${line.why.map((one) => sayReason(t, one)).join(", ")}`)}</p>
      </div>
      <div className="radar-side">
        <time dateTime={line.lastSeenAt} className="i2">{sayTime(t, line.lastSeenAt, now)}</time>
        {line.mark !== "new" ? <Tag tone={line.mark === "case" ? "house" : "plain"}>{t(...markWords[line.mark])}</Tag> : line.needsCheck >= 0.5 ? <Tag tone="ink">{t("待核实", "to verify")}</Tag> : null}
        {line.answers > 0 && <span className="t12 i3">{t(`可能已有答复 ${line.answers}`, `perhaps answered, ${line.answers}`)}</span>}
        {line.alertedAt && <span className="t12 i3">{t(`${sayTime(t, line.alertedAt, now)} 叫过值班员`, `called ${sayTime(t, line.alertedAt, now)}`)}</span>}
      </div>
    </li>
  );
}
