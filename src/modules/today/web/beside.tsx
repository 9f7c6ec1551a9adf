import { Link } from "react-router";
import { CountyTiles, Heading, Seal } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { Coverage, DutyLine } from "../contract.ts";
import { gradeWord, hourMinute } from "./words.ts";

/** How far the newest warning is carried, county by county. */
export function CoveragePanel({ coverage }: { coverage: Coverage }) {
  const t = useT();
  const title = coverage.urgency === "routine" ? coverage.title : t(`${gradeWord(t, coverage.urgency)}色预警传到哪里`, `${gradeWord(t, coverage.urgency)} warning, by county`);
  const grade = coverage.urgency === "routine" ? null : coverage.urgency;
  return (
    <section>
      <Heading title={title} note={<span className="today-share"><b>{coverage.carried}</b> / {coverage.counties.length} {t("县", "counties")}</span>} />
      <CountyTiles label={`${title}${t("：", ": ")}${coverage.title}`} tiles={coverage.counties.map(({ fullName, warned, ...county }) => ({ ...county, name: fullName, ...(warned && grade ? { warned: grade } : {}) }))}
        note={t("每格一县，数字是本县和所属市州几家已发布，黑框是还没有，角上是预警区", "One tile a county; the number is how many units of it and its prefecture published; black outline is none; a corner is under the warning")}
        missing={t("还没有：", "None yet: ")} action={<Link className="link" to={`/boards/${coverage.pieceId}`}>{t("看投放", "See the board")}</Link>} />
    </section>
  );
}

/** 今日值班: who answers now, and who comes next. */
export function DutyPanel({ lines }: { lines: readonly DutyLine[] }) {
  const t = useT();
  const kept = lines.filter((line) => line.people.length > 0 || line.next);
  return (
    <section>
      <Heading title={t("今日值班", "On duty")} note={<Link to="/duty">{t("排班", "Roster")}</Link>} />
      {kept.length === 0 && <p className="i3">{t("还没有排班，也没有值班员。排了班，夜里出事才找得到人。", "Nobody is on the roster and no duty officer is appointed; then nobody is found at night.")}</p>}
      <ul className="today-duty">
        {kept.map((line) => (
          <li key={line.unitId}>
            <Seal char={line.seal} unit={line.unitName} />
            <span><b>{line.people.join(t("、", ", ")) || t("现在没有人", "Nobody now")}</b> <span className="i3">{line.unitName}</span>{line.next && <small>{t(`${line.next.name} ${hourMinute(line.next.from)} 接`, `${line.next.name} from ${hourMinute(line.next.from)}`)}</small>}</span>
            <span className="i2 nw">{line.until ? t(`到 ${hourMinute(line.until)}`, `until ${hourMinute(line.until)}`) : line.byRoster || line.people.length === 0 ? "" : t("按岗位", "by post")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
