import { useState } from "react";
import { Button } from "antd";
import { EmptyState, Heading, TodoList, TodoRow } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { Waiting } from "../contract.ts";
import { Go } from "./go.tsx";
import { clockOf, gradeWord, sayWaiting } from "./words.ts";

const shown = 6;

/** 待办: what waits for me, the most urgent lifted and with the only primary button. */
export function WaitingList({ items, now, mayWrite }: { items: readonly Waiting[]; now: Date; mayWrite: boolean }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const list = all ? items : items.slice(0, shown);
  return (
    <section>
      <Heading level={1} title={items.length > 0 ? t(`等我办的 ${items.length} 件`, `${items.length} waiting for me`) : t("等我办的", "Waiting for me")} {...(items.length > 1 ? { note: t("先急后缓", "most urgent first") } : {})} />
      {items.length === 0 && (
        <EmptyState
          title={t("没有等您办的", "Nothing waits for you")}
          why={t("轮到您初审、复审、签发、会签、手工代发，或者哪一路投放说不准，都会排在这里：最急的在最前面，带着时限和一个按钮。", "When it is your turn to review, sign or post, or when nobody knows whether something is out, it stands here: most urgent first, with its clock and one button.")}
          {...(mayWrite ? { action: <Go to="/pieces/new" type="primary">{t("写一篇新稿", "Write a piece")}</Go> } : {})}
        />
      )}
      <TodoList label={t("等我办的", "Waiting for me")}>
        {list.map((item, i) => {
          const { title, sentence, verb } = sayWaiting(t, item);
          return (
            <TodoRow key={item.key} lifted={i === 0} title={title} sentence={sentence} clock={clockOf(t, item, now)}
              {...(item.urgency === "routine" ? {} : { grade: { grade: item.urgency, word: gradeWord(t, item.urgency) } })}
              action={<Go to={item.link} {...(i === 0 ? { type: "primary" as const, size: "large" as const } : {})}>{verb}</Go>} />
          );
        })}
      </TodoList>
      {items.length > shown && <Button type="link" className="today-more" onClick={() => { setAll(!all); }}>{all ? t("只看最急的", "Show the most urgent") : t(`还有 ${items.length - shown} 件`, `${items.length - shown} more`)}</Button>}
    </section>
  );
}
