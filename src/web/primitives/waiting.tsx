import { useT } from "../t.ts";
import "./rows.css";

/** Three quiet bars while an answer is on its way. */
export function Waiting() {
  const t = useT();
  return <div className="loading" role="status" aria-label={t("正在取数据", "Loading")}><i /><i /><i /></div>;
}
