import { useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Columns, EmptyState, Refused, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listHandPosts } from "../contract.ts";
import { HandPostPanel, type HandPostRow } from "./hand-post.tsx";
import { sayHandDue } from "./words.ts";
import "./dispatch.css";
import "./hands.css";

/** 手工投放: what waits for my hands, the pack to carry over, and the way back with link and screenshot. */
export function Hands() {
  const t = useT();
  const now = useNow();
  const [query, setQuery] = useSearchParams();
  const { data, error, refetch } = useRead(listHandPosts, {}, { topics: ["board"], everySeconds: 60 });
  const items = data?.items ?? [];
  const chosen = items.find((p) => p.key === query.get("key")) ?? items[0];
  return (
    <>
      <Bar title={t("手工投放", "Posts by hand")} crumbs={[{ to: "/boards", label: t("投放", "Dispatch") }]} beside={data ? t(`${items.length} 篇等您发`, `${items.length} wait for you`) : undefined} />
      {error && <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>}
      {!data && !error && <Waiting />}
      {data && !chosen && <EmptyState title={t("没有等您手工发的", "Nothing waits for your hands")} why={t("有的平台不让系统直接发，就请账号负责人照着签好的文图发一遍，再把链接和截图交回来。轮到您时，这里会有，待办里也会有。", "Some platforms have no door for us: the owner of the account posts what was signed and brings back link and screenshot. When it is your turn it stands here.")} />}
      {chosen && (
        <Columns shape="desk" fill label={t("手工投放", "Posts by hand")} columns={[
          { key: "one", label: t("这一篇", "This post"), node: <HandPostPanel key={chosen.key} post={chosen} now={now} /> },
          { key: "all", label: t(`等您发的 ${items.length} 篇`, `${items.length} waiting`), node: <HandList items={items} chosen={chosen.key} now={now} onChoose={(key) => { setQuery({ key }, { replace: true }); }} /> },
        ]} />
      )}
    </>
  );
}

function HandList({ items, chosen, now, onChoose }: { items: readonly HandPostRow[]; chosen: string; now: Date; onChoose: (key: string) => void }) {
  const t = useT();
  return (
    <ul className="hand-list" aria-label={t("等您发的", "Waiting for you")}>
      {items.map((p) => (
        <li key={p.key}>
          <button type="button" className={p.key === chosen ? "on" : ""} aria-current={p.key === chosen} onClick={() => { onChoose(p.key); }}>
            <b>{p.accountName}</b>
            <span className="i2">{p.withdraw ? t("撤下：", "Take back: ") : ""}{p.title}</span>
            <span className={new Date(p.dueAt) < now ? "t12 fault" : "t12 i3"}>{sayHandDue(t, p.dueAt, now)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
