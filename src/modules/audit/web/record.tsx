import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { isoDay } from "#kernel/clock.ts";
import { Problem } from "#kernel/errors.ts";
import { call } from "#web/call.ts";
import { useRead } from "#web/ask.ts";
import { EmptyState, Heading, Page, Refused, useNow, Waiting } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { say } from "#web/say.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listEntries, readState, type EntryLine } from "../contract.ts";
import { askOf, narrowedIn, type Narrowed } from "./ask.ts";
import { EntryDrawer } from "./entry-drawer.tsx";
import { EntryRow } from "./entry-row.tsx";
import { ExportRecord } from "./export-record.tsx";
import { Filters } from "./filters.tsx";
import { Soundness } from "./soundness.tsx";
import "./audit.css";

/** 台账: who did what to what, newest first; the proof that nothing was changed; and the way out of the house. */
export function RecordScreen() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const narrowed = narrowedIn(query);
  const narrow = (next: Narrowed) => { setQuery(Object.fromEntries(Object.entries(next).filter(([, value]) => value)), { replace: true }); };
  const { data: state } = useRead(readState, {}, { topics: ["audit"], everySeconds: 60 });
  const [exporting, setExporting] = useState(false);
  const title = t("台账", "Record");
  return (
    <Page>
      <Bar title={title} beside={state && <span className="el">{state.all ? t("谁在什么时候对什么做了什么；只增不改，一条扣一条。", "Who did what to what, and when; only ever added to, each row chained to the last.") : t("您自己办过的事。整本台账由审计管理员看。", "What you did yourself. The whole record is for audit administrators.")}</span>}
        {...(state?.all ? { actions: <Button onClick={() => { setExporting(true); }}>{t("导出", "Export")}</Button> } : {})} />
      {state?.all && <Soundness state={state} />}
      <section>
        <Filters narrowed={narrowed} all={state?.all ?? false} onNarrow={narrow} />
        <Entries key={query.toString()} narrowed={narrowed} onNarrow={narrow} {...(state?.all && query.size === 0 ? { head: state.seq } : {})} />
      </section>
      {exporting && <ExportRecord {...(narrowed.from ? { from: narrowed.from } : {})} {...(narrowed.to ? { to: narrowed.to } : {})} onClose={() => { setExporting(false); }} />}
    </Page>
  );
}

function Entries({ narrowed, onNarrow, head }: { narrowed: Narrowed; onNarrow: (next: Narrowed) => void; head?: number }) {
  const t = useT();
  const now = useNow(60);
  const ask = askOf(narrowed);
  const { data, error, refetch } = useRead(listEntries, { query: { ...ask, size: 50 } });
  const older = usePages(ask, data);
  const [open, setOpen] = useState<EntryLine | null>(null);
  if (error) return <Refused problem={error} onAgain={() => { void refetch(); }} />;
  if (!data) return <Waiting />;
  const { items, searchedTo } = older;
  const fresh = head === undefined ? 0 : head - (items[0]?.seq ?? 0);
  const days = [...new Set(items.map((e) => isoDay(new Date(e.at))))];
  return (
    <>
      {items.length === 0 && older.next === null && <EmptyState title={t("没有这样的记录", "No such rows")} why={t("每办一件事，同声都在同一刻记下一条，谁也改不了、删不掉。放宽上面的条件再看。", "Each thing done leaves a row at the same instant; nobody can change or remove it. Widen the filters above.")} />}
      {fresh > 0 && items.length > 0 && <Button className="record-fresh" onClick={() => { older.reset(); void refetch(); }}>{t(`又记了 ${fresh} 条，看最新的`, `${fresh} new rows: show them`)}</Button>}
      {days.map((day) => (
        <section key={day} className="record-day">
          <Heading level={3} title={day === isoDay(now) ? t("今天", "Today") : day} />
          <ol>{items.filter((e) => isoDay(new Date(e.at)) === day).map((e) => <EntryRow key={e.seq} entry={e} onOpen={() => { setOpen(e); }} />)}</ol>
        </section>
      ))}
      {older.next !== null && (
        <div className="record-older">
          {searchedTo && <p className="i2">{t(`找到 ${isoDay(new Date(searchedTo))} 为止，共 ${items.length} 条；更早的还没有找。`, `Searched back to ${isoDay(new Date(searchedTo))}: ${items.length} found; older rows were not searched yet.`)}</p>}
          <Button loading={older.pending} onClick={older.more}>{searchedTo ? t("接着往前找", "Search further back") : t("看更早的", "Older rows")}</Button>
        </div>
      )}
      {open && <EntryDrawer entry={open} onNarrow={(part) => { setOpen(null); onNarrow({ ...narrowed, ...part }); }} onClose={() => { setOpen(null); }} />}
    </>
  );
}

type Chunk = { items: EntryLine[]; next: number | null; searchedTo: string | null };

/** The pages so far. Once older ones were asked for, the first stays as it was, so that no row is missed or shown twice. */
function usePages(ask: ReturnType<typeof askOf>, first: Chunk | undefined) {
  const [kept, setKept] = useState<readonly Chunk[]>([]);
  const [pending, setPending] = useState(false);
  const pages = kept.length > 0 ? kept : first ? [first] : [];
  const last = pages.at(-1);
  const more = () => {
    if (last?.next == null) return;
    setPending(true);
    void call(listEntries, { query: { ...ask, size: 50, before: last.next } })
      .then((page) => { setKept([...pages, page]); }, (cause: unknown) => { if (cause instanceof Problem) say(sayRefusal(cause.refusal), "fault"); })
      .finally(() => { setPending(false); });
  };
  return { items: pages.flatMap((page) => page.items), next: last?.next ?? null, searchedTo: last?.searchedTo ?? null, pending, more, reset: () => { setKept([]); } };
}
