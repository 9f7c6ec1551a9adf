import { Button } from "antd";
import { useNavigate } from "react-router";
import { useMe } from "#modules/access/web/index.ts";
import { countdown, EmptyState, PageHead, Refused, TodoList, TodoRow, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import type { WaitingForMe } from "../contract.ts";
import { useWaiting } from "./waiting.ts";
import { sayWait, sayWaiting } from "./words.ts";

const verbs: Record<WaitingForMe["kind"], readonly [string, string]> = { review: ["去审", "Review"], sign: ["去签", "Sign"], returned: ["去改", "Change it"], "after-review": ["补审", "After-review"] };

/** Where a matter that waits is dealt with. */
const placeOf = (item: Pick<WaitingForMe, "kind" | "manifestId" | "pieceId">): string => (item.kind === "sign" && item.manifestId ? `/sign/${item.manifestId}` : `/pieces/${item.pieceId}`);

/** 待我审签: everything in review, signing, return or after-review that waits for me, most urgent first. */
export function ReviewList() {
  const t = useT();
  const { data, error, refetch } = useWaiting(useMe()?.personId);
  return (
    <>
      <Bar title={t("审签", "To sign")} />
      <PageHead title={t(`待我审签 ${data?.items.length ?? ""}`, `Waiting for me: ${data?.items.length ?? ""}`)}>{t("先急后缓，等得久的在前。", "Urgent first, then who has waited longest.")}</PageHead>
      <div className="page">
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!data && !error && <Waiting />}
        {data && data.items.length === 0 && <EmptyState title={t("现在没有等您审签的", "Nothing waits for you")} why={t("送到您手上的初审、复审、终审和会签会按急缓排在这里；轮到您时，消息里的链接直接打开要签的那一版。", "Reviews and signatures that reach you stand here; the link in your message opens the very edition.")} />}
        {data && data.items.length > 0 && <WaitingRows items={data.items} />}
      </div>
    </>
  );
}

function WaitingRows({ items }: { items: readonly WaitingForMe[] }) {
  const t = useT();
  const now = useNow();
  const go = useNavigate();
  return (
    <TodoList label={t("待我审签", "Waiting for me")}>
      {items.map((item, i) => (
        <TodoRow key={`${item.kind} ${item.pieceId}`} lifted={i === 0} clock={clockOf(t, item, now)} title={item.title} {...(item.urgency === "routine" ? {} : { grade: { grade: item.urgency } })} sentence={sayWaiting(t, item)}
          action={<Button size={i === 0 ? "large" : "middle"} type={i === 0 ? "primary" : "default"} onClick={() => { void go(placeOf(item)); }}>{t(...verbs[item.kind])}</Button>} />
      ))}
    </TodoList>
  );
}

function clockOf(t: ReturnType<typeof useT>, item: WaitingForMe, now: Date) {
  const due = item.dueAt ? new Date(item.dueAt) : null;
  const waited = Math.max(0, (now.getTime() - new Date(item.since).getTime()) / 60_000);
  if (!due || item.kind === "after-review") return { figure: waited < 48 * 60 ? countdown(new Date(item.since), now) : sayWait(t, waited), note: t("已等", "waited") };
  return due > now ? { figure: countdown(now, due), note: t(`到计划发布\n已等 ${sayWait(t, waited)}`, `to the planned time\nwaited ${sayWait(t, waited)}`) } : { figure: t(`超 ${countdown(due, now)}`, `${countdown(due, now)} over`), note: t("过了计划发布", "past the planned time"), missed: true };
}
