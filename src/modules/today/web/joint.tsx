import { Link } from "react-router";
import { Grade, Heading, Seals } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { JointLine } from "../contract.ts";
import { Go } from "./go.tsx";
import { gradeWord, sayBall, sayWhen } from "./words.ts";

/** 联合在办: joint pieces with their seals and the sentence who has the ball. */
export function Joint({ lines, now }: { lines: readonly JointLine[]; now: Date }) {
  const t = useT();
  return (
    <section className="joint">
      <Heading title={t("联合在办", "Joint work")} />
      {lines.length === 0 && <p className="i3">{t("没有联合在办的稿件。几家一起写的，从起草到签齐都在这里看。", "No joint piece is under way. What several units write together is seen here from draft to last signature.")}</p>}
      {lines.length > 0 && (
        <table>
          <thead><tr><th>{t("稿件", "Piece")}</th><th>{t("单位", "Units")}</th><th>{t("走到哪里，球在谁手里", "Where it stands, who has the ball")}</th><th className="end">{t("计划发布", "Planned")}</th><th><span className="unseen">{t("打开", "Open")}</span></th></tr></thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.pieceId}>
                <td><Link to={`/pieces/${line.pieceId}`} className="joint-title" title={line.title}>{line.urgency !== "routine" && <Grade grade={line.urgency} word={gradeWord(t, line.urgency)} />}<b>{line.title}</b></Link></td>
                <td><Seals seals={line.seals.map(({ seal, unit, state }) => ({ char: seal, unit, state }))} /></td>
                <td className="i2">{sayBall(t, line)}</td>
                <td className="end nw">{line.plannedAt ? sayWhen(t, line.plannedAt, now) : <span className="i3">{t("没定", "not set")}</span>}</td>
                <td className="end"><Go to={`/pieces/${line.pieceId}`} size="small">{t("打开", "Open")}</Go></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
