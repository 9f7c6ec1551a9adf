import { Button } from "antd";
import { Link } from "react-router";
import { useRead } from "#web/ask.ts";
import { EmptyState } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listSources } from "../contract.ts";
import { sayTime } from "./words.ts";

/** Nothing to look at: whether that is quiet, or whether nobody hears. */
export function Quiet({ filtered, hours, now, onClear }: { filtered: boolean; hours: number; now: Date; onClear: () => void }) {
  const t = useT();
  const sources = useRead(listSources, {}, { topics: ["opinion"] }).data?.items.filter((one) => one.state === "active" && one.format !== "hand");
  const well = sources?.filter((one) => one.failures === 0 && one.standing !== "dead") ?? [];
  const heard = well.map((one) => one.answeredAt ?? "").sort().at(-1);
  if (filtered) return <EmptyState title={t("没有这样的话题", "No such topics")} why={t("换个条件看看，或看全部。", "Change the filters, or show all.")} action={<Button onClick={onClear}>{t("全部看", "Show all")}</Button>} />;
  if (sources?.length === 0) return <EmptyState title={t("还没有人在听", "Nobody listens yet")} why={t("登记公开的 RSS、热榜或推送，突发话题会折成一条出现在这里，也会叫值班员。", "Register public feeds, lists or webhooks; emergencies appear here folded, and the duty officer is called.")} action={<Link to="/radar/sources"><Button type="primary">{t("去登记信源", "Register sources")}</Button></Link>} />;
  return (
    <EmptyState title={t("安静", "Quiet")} why={<>
      {t(`近 ${hours} 小时没有要研判的话题。有像突发事件的，会出现在这里，也会叫值班员。`, `Nothing to decide about in ${hours} hours. What looks like an emergency appears here, and the duty officer is called.`)}<br />
      {sources && t(`${sources.length} 个信源里 ${well.length} 个听得到${heard ? `，最近一次 ${sayTime(t, heard, now)}` : ""}。`, `${well.length} of ${sources.length} sources are heard${heard ? `, last at ${sayTime(t, heard, now)}` : ""}.`)}
    </>} />
  );
}
