import { Pagination, Segmented, Switch } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { EmptyState, FilterBar, Page, Refused, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listFindings } from "../contract.ts";
import { FindingRow } from "./finding-row.tsx";
import { Tabs } from "./tabs.tsx";
import "./matrix.css";

const size = 30;
const states = ["standing", "open", "rectified", "closed"] as const;

/** 检查整改: what inspection found, the gravest and the most overdue first, each with its next step. */
export function Findings() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const [page, setPage] = useState(1);
  const state = states.find((one) => one === query.get("state")) ?? "standing";
  const idle = query.get("code") === "idle";
  const { data, error, refetch } = useRead(listFindings, { query: { page, size, state, ...(idle ? { code: "idle" } : {}) } }, { topics: ["matrix"] });
  const set = (next: { state?: string; idle?: boolean }) => { setPage(1); setQuery({ ...((next.state ?? state) === "standing" ? {} : { state: next.state ?? state }), ...((next.idle ?? idle) ? { code: "idle" } : {}) }, { replace: true }); };
  const words = { standing: t("没办结的", "Standing"), open: t("待整改", "To mend"), rectified: t("待复查", "To recheck"), closed: t("已销号", "Closed") };
  return (
    <>
      <Bar title={t("检查整改", "Findings")} crumbs={[{ to: "/matrix", label: t("矩阵", "Matrix") }]} beside={<span className="el">{t("单位整改，上级复查；系统还看得见的问题，谁说了都不算。", "Units mend, units above recheck; what the house still sees is closed by nobody's word.")}</span>} />
      <Page>
        <Tabs at="findings" />
        <section>
          <FilterBar {...(data ? { summary: t(`${data.total}${data.capped ? " 个以上" : " 个"}`, `${data.total}${data.capped ? "+" : ""}`) } : {})}>
            <Segmented value={state} onChange={(next) => { set({ state: next }); }} aria-label={t("看哪些", "Which")} options={states.map((value) => ({ value, label: words[value] }))} />
            <label className="row"><Switch checked={idle} onChange={(on) => { set({ idle: on }); }} aria-label={t("只看清理名单", "Only the clean-up list")} />{t("只看清理名单（3 个月没用）", "Only the clean-up list (idle for 3 months)")}</label>
          </FilterBar>
          <Refused problem={error} onAgain={() => { void refetch(); }} />
          {!data && !error && <Waiting />}
          {data?.items.length === 0 && <EmptyState title={state === "closed" ? t("还没有销号的", "Nothing closed yet") : t("没有要办的问题", "Nothing stands")} why={t("系统每天检查更新、互动、备案、认证、一单位一平台一账号、注销备案和闲置；买粉、泄密由检查人记。", "The house checks updates, interaction, registration, certification, one per platform, filed closings and idleness; people write down the rest.")} />}
          <ul className="matrix-findings">{data?.items.map((one) => <FindingRow key={one.id} finding={one} />)}</ul>
          {data && data.total > size && <Pagination current={page} pageSize={size} total={data.total} showSizeChanger={false} onChange={setPage} />}
        </section>
      </Page>
    </>
  );
}
