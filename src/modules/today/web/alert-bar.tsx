import { Grade } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { Today } from "../contract.ts";
import { Go } from "./go.tsx";
import { hourMinute, sayWhen } from "./words.ts";

/** The gravest warning in force and what was seen of it; who keeps watch in my unit. Nothing in force, nothing drawn. */
export function AlertBar({ today, now }: { today: Today; now: Date }) {
  const t = useT();
  const [first, ...others] = today.inForce;
  if (!first || first.urgency === "routine") return null;
  const where = first.regions.length > 0 ? first.regions.slice(0, 4).join(t("、", ", ")) + (first.regions.length > 4 ? t(`等 ${first.regions.length} 地`, ` and ${first.regions.length - 4} more`) : "") : t("全省", "everywhere");
  const until = first.validUntil ? t(`，至 ${sayWhen(t, first.validUntil, now)}`, `, until ${sayWhen(t, first.validUntil, now)}`) : "";
  const wrong = [first.unknown > 0 ? t(`${first.unknown} 个结果不明`, `${first.unknown} unknown`) : "", first.failed > 0 ? t(`${first.failed} 个没发出`, `${first.failed} failed`) : ""].filter(Boolean);
  const seen = t(`${first.accounts} 个账号中 ${first.verified} 个已核验`, `${first.verified} of ${first.accounts} accounts verified`);
  const watch = today.duty[0];
  return (
    <aside className="alertbar" aria-label={t("生效中的预警", "Warnings in force")}>
      <Grade grade={first.urgency} />
      <b className="alertbar-title" title={first.title}>{first.title}</b>
      <span className="alertbar-says i2" title={`${where}${until}`}>{where}{until}{t("。", ". ")}{[seen, ...wrong].join(t("，", ", "))}{t("。", ".")}</span>
      {others.length > 0 && <span className="i3 nw">{t(`另有 ${others.length} 条`, `${others.length} more`)}</span>}
      <Go to={`/boards/${first.pieceId}`} size="small">{t("看投放", "See the board")}</Go>
      {watch && watch.people.length > 0 && <span className="alertbar-watch i3 nw">{t(`值班 ${watch.people.slice(0, 2).join("、")}`, `On duty: ${watch.people.slice(0, 2).join(", ")}`)}{watch.until && t(` · ${hourMinute(watch.until)} 交接`, ` · until ${hourMinute(watch.until)}`)}</span>}
    </aside>
  );
}
