import { Link, Navigate, useParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { EmptyState, Page, Refused, TodoList, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listCases } from "../contract.ts";
import { CaseRow } from "./list.tsx";

/** The case of a topic, where the radar leads to; of several, all that the person sees. */
export function CasesOfTopic() {
  const t = useT();
  const now = useNow(20);
  const { topicId = "" } = useParams();
  const { data, error } = useRead(listCases, { query: { page: 1, size: 20, state: "all", topicId } });
  const [only, another] = data?.items ?? [];
  if (only && !another) return <Navigate to={`/cases/${only.id}`} replace />;
  return (
    <Page>
      <Bar title={t("这个话题的处置", "Cases of this topic")} />
      {error ? <Refused problem={error} /> : !data ? <Waiting /> : data.items.length === 0
        ? <EmptyState title={t("没有你看得到的事件", "No case that you see")} why={t("别的单位立了案而没有请你们单位参加，或者案已撤回。", "Another unit has one without yours, or it was taken back.")} action={<Link to={`/radar?topic=${topicId}`}>{t("回到雷达", "Back to the radar")}</Link>} />
        : <TodoList label={t("这个话题的处置", "Cases of this topic")}>{data.items.map((line) => <CaseRow key={line.id} line={line} now={now} />)}</TodoList>}
    </Page>
  );
}
