import type { ReactNode } from "react";
import { useT } from "../t.ts";
import "./rows.css";

/** One stage on a piece's way: what it is called, where it stands, a mark beside the name and a line below. */
export type Stage = { name: string; state: "done" | "current" | "to-come"; note?: string; mark?: ReactNode; detail?: ReactNode };

/** The way a piece goes, with a four-pixel rule: house is done, ink is current, line is to come. */
export function StageStrip({ stages }: { stages: readonly Stage[] }) {
  const t = useT();
  const said = { done: t("已过", "done"), current: t("正在", "current"), "to-come": t("还没到", "to come") };
  return (
    <ol className="stages" aria-label={t("走到哪一步", "Where it stands")} tabIndex={0}>
      {stages.map((s) => (
        <li key={s.name} className={`stage ${s.state}`} aria-current={s.state === "current" ? "step" : undefined}>
          <h3>{s.name}<span className="unseen">{said[s.state]}</span>{s.note && <small>{s.note}</small>}{s.mark}</h3>
          {s.detail !== undefined && <p className="el">{s.detail}</p>}
        </li>
      ))}
    </ol>
  );
}

/** One sentence that says who has the ball, since when, and what happens if nobody moves; with its source. */
export function BallLine({ who, children, source, tone = "plain" }: { who: string; children: ReactNode; source?: string; tone?: "plain" | "fault" }) {
  return <div className={tone === "fault" ? "ball bad" : "ball"}><b>{who}</b><p>{children}</p>{source && <span>{source}</span>}</div>;
}
