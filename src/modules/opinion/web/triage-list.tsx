import { Button, Checkbox } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { Meter, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { listTopics, listTriage, readOverview, triage, undoTriage, type TopicLine } from "../contract.ts";
import type { Mark } from "../rules/shapes.ts";
import { mostAtOnce } from "../rules/triage.ts";
import { TopicRow } from "./topic-row.tsx";

type Decided = Exclude<Mark, "case">;
type Progress = Readonly<Record<Mark, number>>;
const keys: Readonly<Record<string, Decided>> = { d: "dismissed", w: "watch", n: "new" };

/** What a person does to the list: where they are, what they chose, what they decide. */
function useTriage(items: readonly TopicLine[], mayTriage: boolean) {
  const t = useT();
  const go = useNavigate();
  const [reached, setAt] = useState(0);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const at = Math.min(reached, Math.max(0, items.length - 1));
  const chosen = items.filter((one) => picked.has(one.id)).map((one) => one.id);
  const refresh = [listTopics, listTriage, readOverview];
  const { act, pending } = useAct(triage, { refresh });
  const back = useAct(undoTriage, { refresh, said: t("已撤回", "Taken back") });
  const last = useRead(listTriage, {}, { topics: ["opinion"], when: mayTriage }).data?.items.find((batch) => batch.undoable);
  const here = items[at];
  const targets = chosen.length > 0 ? chosen : here ? [here.id] : [];
  return {
    at, here, chosen, last, pending, undoing: back.pending,
    goTo: (i: number) => { setAt(Math.max(0, Math.min(items.length - 1, i))); },
    toggle: (id: string) => { setPicked((before) => { const next = new Set(before); if (!next.delete(id)) next.add(id); return next; }); },
    chooseAll: () => { setPicked(chosen.length === items.length ? new Set() : new Set(items.slice(0, mostAtOnce).map((one) => one.id))); },
    decide: async (to: Decided) => { if (mayTriage && !pending && targets.length > 0 && await act({ body: { topicIds: targets, to } })) setPicked(new Set()); },
    undo: () => { if (last) void back.act({ params: { batchId: last.id } }); },
    openCase: () => { if (here && mayTriage) void go(`/cases/new?topic=${targets.length === 1 ? (targets[0] ?? here.id) : here.id}`); },
  };
}

type Hands = ReturnType<typeof useTriage>;

/** J K move, X and A choose, D W N decide, C opens a case, O opens, U takes the last batch back. */
function useKeys(h: Hands, onOpen: (id: string) => void): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || (e.target instanceof HTMLElement && e.target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=listbox], [role=combobox]"))) return;
      const acts: Readonly<Record<string, () => void>> = {
        j: () => { h.goTo(h.at + 1); }, k: () => { h.goTo(h.at - 1); }, x: () => { if (h.here) h.toggle(h.here.id); }, a: h.chooseAll, o: () => { if (h.here) onOpen(h.here.id); }, u: h.undo, c: h.openCase,
      };
      const decided = keys[e.key];
      const act = decided ? () => { void h.decide(decided); } : acts[e.key];
      if (!act) return;
      act();
      e.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => { window.removeEventListener("keydown", press); };
  });
}

/** The list of topics with the decisions over it. */
export function TriageList({ items, mayTriage, progress, now, open, onOpen, empty }: { items: readonly TopicLine[]; mayTriage: boolean; progress: Progress; now: Date; open: string | null; onOpen: (id: string) => void; empty: ReactNode }) {
  const t = useT();
  const h = useTriage(items, mayTriage);
  useKeys(h, onOpen);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" }); }, [h.at]);
  return (
    <>
      {mayTriage && <Toolbar h={h} all={items.length} progress={progress} />}
      {items.length === 0 ? empty : (
        <ul className="radar-rows" ref={list} aria-label={t("话题", "Topics")}>{items.map((one, i) => (
          <TopicRow key={one.id} line={one} now={now} here={i === h.at} open={one.id === open} onOpen={() => { h.goTo(i); onOpen(one.id); }}
            choose={mayTriage ? <Checkbox checked={h.chosen.includes(one.id)} onChange={() => { h.goTo(i); h.toggle(one.id); }} aria-label={t(`选中“${one.title}”`, `Choose "${one.title}"`)} /> : null} />))}</ul>
      )}
    </>
  );
}

function Toolbar({ h, all, progress }: { h: Hands; all: number; progress: Progress }) {
  const t = useT();
  const decided = progress.watch + progress.case + progress.dismissed;
  const sum = decided + progress.new;
  const none = all === 0 ? t("没有可研判的话题", "Nothing to decide about") : null;
  const many = h.chosen.length > 1 ? t("一件事立一个案，请只选一个", "One case per story: choose one") : none;
  return (
    <div className="radar-bar">
      <div className="radar-progress"><span><b>{t(`已研判 ${decided} / ${sum}`, `${decided} of ${sum} decided`)}</b>{progress.new > 0 && <span className="i3">{t(`，还有 ${progress.new} 个`, `, ${progress.new} to go`)}</span>}</span><Meter share={sum === 0 ? 1 : decided / sum} label={t("已研判", "Decided")} /></div>
      <div className="row wrap">
        <Checkbox checked={all > 0 && h.chosen.length === all} indeterminate={h.chosen.length > 0 && h.chosen.length < all} disabled={all === 0} onChange={h.chooseAll}>{h.chosen.length > 0 ? t(`已选 ${h.chosen.length}`, `${h.chosen.length} chosen`) : t("全选", "All")}</Checkbox>
        <WhyNot quiet size="small" why={none} loading={h.pending} onClick={() => { void h.decide("dismissed"); }}>{t("不用管", "Dismiss")}<kbd>D</kbd></WhyNot>
        <WhyNot quiet size="small" why={none} onClick={() => { void h.decide("watch"); }}>{t("持续关注", "Watch")}<kbd>W</kbd></WhyNot>
        <WhyNot quiet size="small" type="primary" why={many} onClick={h.openCase}>{t("立案", "Open a case")}<kbd>C</kbd></WhyNot>
        {h.last && <Button size="small" loading={h.undoing} onClick={h.undo}>{t(`撤回上一批，${h.last.topics} 个`, `Undo the last ${h.last.topics}`)}<kbd>U</kbd></Button>}
      </div>
      <span className="radar-help t12 i3">{t("J K 上下 · X 选 · A 全选 · O 打开 · N 重新研判", "J K move · X choose · A all · O open · N open again")}</span>
    </div>
  );
}
