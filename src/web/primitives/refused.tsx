import { Button } from "antd";
import type { Refusal } from "#kernel/decision.ts";
import { Problem } from "#kernel/errors.ts";
import { sayRefusal } from "../refusal-words.ts";
import { useT } from "../t.ts";
import "./rows.css";

/** A refusal where it happened: what happened, what was kept, what to do; with a way to try again. */
export function Refused({ problem, onAgain }: { problem: Refusal | Error | null; onAgain?: () => void }) {
  const t = useT();
  if (!problem) return null;
  const refusal: Refusal = problem instanceof Problem ? problem.refusal : problem instanceof Error ? { code: "internal" } : problem;
  return <div className="refused" role="alert"><p>{sayRefusal(refusal)}</p>{onAgain && <Button size="small" onClick={onAgain}>{t("再试一次", "Try again")}</Button>}</div>;
}
