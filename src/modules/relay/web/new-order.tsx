import { Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { listPieces } from "#modules/content/contract.ts";
import { useAct, useRead } from "#web/ask.ts";
import { EmptyState, Field, InstantField, Page, Refused, Seal, Waiting, WhyNot, Words } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { issueOrder, listOrders, readAskable, type AskableView } from "../contract.ts";
import "./relay.css";

/** 下发转发令: a public piece, the accounts that are asked, a time. From a board, `?piece=` names the piece. */
export function NewOrder() {
  const t = useT();
  const go = useNavigate();
  const [query, setQuery] = useSearchParams();
  const pieceId = query.get("piece");
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dueAt, setDue] = useState<string | null>(() => new Date(Date.now() + 2 * 3_600_000).toISOString());
  const [note, setNote] = useState("");
  const pieces = useRead(listPieces, { query: { page: 1, size: 20, stage: "published", ...(words ? { q: words } : {}) } });
  const askable = useRead(readAskable, { query: { pieceId: pieceId ?? "" } }, { when: pieceId !== null });
  const { act, pending, refusal } = useAct(issueOrder, { refresh: [listOrders], inline: true, said: t("下发了，各单位的联络员和值守已被提醒。", "Asked; the desks of the units were called.") });
  const why = pieceId === null ? t("先选稿件", "Choose the piece") : chosen.size === 0 ? t("选要请的账号", "Choose accounts") : dueAt === null ? t("写明时限", "Give the time") : null;
  const send = async () => {
    if (pieceId === null || dueAt === null) return;
    const made = await act({ body: { pieceId, accountIds: [...chosen], dueAt, note: note.trim() } });
    if (made) void go(`/relay/${made.id}`);
  };
  const choosePiece = (id: string) => { setChosen(new Set()); setQuery({ piece: id }, { replace: true }); };
  const options = [...new Map([...(askable.data ? [[askable.data.piece.id, askable.data.piece.title] as const] : []), ...(pieces.data?.items ?? []).map((p) => [p.id, p.title] as const)])].map(([value, label]) => ({ value, label }));
  return (
    <Page narrow>
      <Bar title={t("下发转发令", "Ask for relays")} crumbs={[{ to: "/relay", label: t("联动", "Relay") }]} />
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (why === null) void send(); }}>
        <Field label={t("转发哪篇", "Which piece")} hint={t("只能是已经公开发布的稿件；对方转发原文，不改字", "only what is public; they pass on the original and change no word")}>
          <Select<string> showSearch={{ filterOption: false, onSearch: setWords }} size="large" aria-label={t("转发哪篇", "Which piece")} placeholder={t("写几个字找", "Type to find")} {...(pieceId ? { value: pieceId } : {})} onChange={choosePiece} options={options} />
        </Field>
        {pieceId !== null && askable.error && <Refused problem={askable.error} onAgain={() => { void askable.refetch(); }} />}
        {pieceId !== null && !askable.error && !askable.data && <Waiting />}
        {askable.data && <Accounts units={askable.data.units} chosen={chosen} onChange={setChosen} />}
        <InstantField label={t("最晚什么时候转发", "Relay by")} value={dueAt} onChange={setDue} />
        <Words label={t("附言", "Note")} hint={t("给办事同事的话，不是要发的内容", "for the officers; it is not published")} value={note} onChange={setNote} rows={2} max={200} />
        <Refused problem={refusal} />
        <div><WhyNot type="primary" size="large" htmlType="submit" why={why} loading={pending}>{chosen.size > 0 ? t(`下发给 ${chosen.size} 个账号`, `Ask ${chosen.size} accounts`) : t("下发", "Ask")}</WhyNot></div>
      </form>
    </Page>
  );
}

/** Accounts by unit to tick; those that carry the piece themselves say so and cannot be ticked. */
function Accounts({ units, chosen, onChange }: { units: AskableView["units"]; chosen: ReadonlySet<string>; onChange: (ids: ReadonlySet<string>) => void }) {
  const t = useT();
  if (units.length === 0) return <EmptyState title={t("没有可请的账号", "No account can be asked")} why={t("各单位的公开账号登记在“账号”里，登记了才能请它转发。", "Units register their public accounts under Accounts; only those can be asked.")} />;
  const free = (unit: AskableView["units"][number]) => unit.accounts.filter((a) => !a.carries).map((a) => a.id);
  const all = units.flatMap(free);
  const set = (ids: readonly string[], on: boolean) => { const next = new Set(chosen); for (const id of ids) if (on) next.add(id); else next.delete(id); onChange(next); };
  return (
    <fieldset className="relay-choose">
      <legend>{t("请哪些账号", "Which accounts")}</legend>
      <div className="row wrap"><Button size="small" onClick={() => { set(all, true); }}>{t(`全选 ${all.length} 个`, `All ${all.length}`)}</Button><Button size="small" onClick={() => { onChange(new Set()); }}>{t("都不选", "None")}</Button></div>
      <ul>
        {units.map((unit) => {
          const own = free(unit);
          const ticked = own.filter((id) => chosen.has(id)).length;
          return (
            <li key={unit.id}>
              <Checkbox checked={own.length > 0 && ticked === own.length} indeterminate={ticked > 0 && ticked < own.length} disabled={own.length === 0} onChange={(e) => { set(own, e.target.checked); }}><span className="row"><Seal char={unit.seal} unit={unit.name} /><b>{unit.name}</b></span></Checkbox>
              <div>{unit.accounts.map((a) => <Checkbox key={a.id} checked={chosen.has(a.id)} disabled={a.carries} onChange={(e) => { set([a.id], e.target.checked); }}>{a.name} <span className="t12 i3">{t(a.platform.zh, a.platform.en)}{a.carries && t("，直接发布，不用转", ", carries it itself")}</span></Checkbox>)}</div>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
