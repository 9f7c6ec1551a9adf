import { Button, DatePicker, InputNumber, Select, Switch } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { Grade as Level } from "#kernel/urgency.ts";
import { laneOf } from "#kernel/urgency.ts";
import { shortTime } from "#kernel/clock.ts";
import { Dialog, EmptyState, Field, Grade, Tag } from "#web/primitives/index.ts";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { arrangeGroup, showScreens, type Group, type Place, type ScreenAccount, type ShownPiece } from "../contract.ts";
import { interrupts } from "../rules/playlist.ts";

const isUrgent = (piece: ShownPiece): boolean => interrupts(laneOf(piece.urgency));
const fresh = (pieceId: string): Place => ({ pieceId, shown: true, seconds: null, from: null, until: null });

/** Every piece the group may order, as it stands: what it placed first, then what came since. */
function begin(group: Group, ordinary: readonly ShownPiece[]): Place[] {
  const placed = group.places.filter((place) => ordinary.some(({ pieceId }) => pieceId === place.pieceId));
  return [...placed, ...ordinary.filter(({ pieceId }) => !placed.some((place) => place.pieceId === pieceId)).map(({ pieceId }) => fresh(pieceId))];
}

type Draft = { places: Place[]; standing: string | null; from: string | null; until: string | null };

/** Orders the playlist of a group: order, seconds, windows, and what stands when nothing else does. */
export function PlaylistDialog({ account, group, onClose }: { account: ScreenAccount; group: Group; onClose: () => void }) {
  const t = useT();
  const ordinary = account.pieces.filter((piece) => !isUrgent(piece));
  const [draft, setDraft] = useState<Draft>(() => ({ places: begin(group, ordinary), standing: group.standing, from: group.from, until: group.until }));
  const { act, pending, refusal } = useAct(arrangeGroup, { refresh: [showScreens], inline: true, said: t("节目单存好了，屏在几秒内照新的播。", "Saved; screens follow within seconds.") });
  const set = (change: Partial<Draft>) => { setDraft({ ...draft, ...change }); };
  const rows = draft.places.filter(({ pieceId }) => pieceId !== draft.standing);
  const change = (pieceId: string, over: Partial<Place>) => { set({ places: draft.places.map((place) => (place.pieceId === pieceId ? { ...place, ...over } : place)) }); };
  const swap = (n: number, by: -1 | 1) => {
    const [one, other] = [rows[n]?.pieceId, rows[n + by]?.pieceId];
    set({ places: draft.places.map((place) => (place.pieceId === one ? rows[n + by] ?? place : place.pieceId === other ? rows[n] ?? place : place)) });
  };
  const standing = draft.standing && ordinary.some(({ pieceId }) => pieceId === draft.standing) ? draft.standing : null;
  const go = async () => { if (group.id && await act({ params: { groupId: group.id }, body: { version: group.version, from: draft.from, until: draft.until, standing, places: rows } })) onClose(); };
  const wrong = [draft, ...rows].some(({ from, until }) => from !== null && until !== null && from >= until) ? t("有一个时段的结束不晚于开始", "A window ends before it begins") : null;
  return (
    <Dialog wide title={t(`“${group.name}”的节目单`, `Playlist of "${group.name}"`)} verb={t("存节目单", "Save")} missing={wrong} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <p className="i2">{t("这里只定在哪儿播、什么时候播；字是签发过的，谁也改不了。红色、橙色的一到就插播，不用排。", "This says only where and when; the words were signed and cannot be changed. Red and orange texts interrupt by themselves.")}</p>
      <ol className="signage-list">
        {account.pieces.filter(isUrgent).map((piece) => <li key={piece.pieceId} className="signage-slot"><span /><PieceWords piece={piece} /><Tag tone="ink">{t("插播", "interrupts")}</Tag></li>)}
        {rows.map((place, n) => {
          const piece = ordinary.find(({ pieceId }) => pieceId === place.pieceId);
          return piece && <Slot key={place.pieceId} piece={piece} place={place} isNew={!group.places.some(({ pieceId }) => pieceId === place.pieceId) && group.version > 0} onChange={(over) => { change(place.pieceId, over); }} onUp={n > 0 ? () => { swap(n, -1); } : null} onDown={n < rows.length - 1 ? () => { swap(n, 1); } : null} />;
        })}
      </ol>
      {account.pieces.length === 0 && <EmptyState title={t("还没有签发到这个账号的内容", "Nothing was signed for this account yet")} why={t("稿件投放时选上这个账号，签发后就会出现在这里。", "Choose this account when a piece is sent; once signed it appears here.")} />}
      <Field label={t("垫播：没有别的要播时播哪一条", "Stands by when nothing else is due")} hint={t("比如 119 火警提示。不选就黑屏。", "For example the 119 hotline. Without one the screen is blank.")}>
        <Select<string> allowClear aria-label={t("垫播", "Stands by")} placeholder={t("不垫，黑屏", "None: blank")} value={standing ?? null} onChange={(id?: string) => { set({ standing: id ?? null }); }} options={ordinary.map(({ pieceId, title }) => ({ value: pieceId, label: title }))} />
      </Field>
      <div className="signage-field">
        <b>{t("节目单什么时候有效", "When the playlist is on")}</b>
        <Times label={t("节目单", "Playlist")} value={draft} onChange={set} />
        <span className="t12 i3">{t("过了这段时间只垫播；插播不受限制。", "Outside it only what stands by is shown; interruptions are not limited.")}</span>
      </div>
    </Dialog>
  );
}

function PieceWords({ piece }: { piece: ShownPiece }) {
  const t = useT();
  return (
    <div className="signage-words">
      <b>{piece.urgency !== "routine" && <Grade grade={piece.urgency satisfies Level} />}{piece.title}</b>
      <span className="t12 i3 el" title={piece.text}>{piece.text}</span>
      <span className="t12 i2">{piece.validUntil ? t(`签到 ${shortTime(new Date(piece.validUntil))}，到时自动撤下`, `signed until ${shortTime(new Date(piece.validUntil))}`) : t("没有写失效时间", "no end was signed")}</span>
    </div>
  );
}

function Slot({ piece, place, isNew, onChange, onUp, onDown }: { piece: ShownPiece; place: Place; isNew: boolean; onChange: (over: Partial<Place>) => void; onUp: (() => void) | null; onDown: (() => void) | null }) {
  const t = useT();
  return (
    <li className={place.shown ? "signage-slot" : "signage-slot off"}>
      <span className="signage-order">
        {onUp ? <Button size="small" aria-label={t(`把《${piece.title}》提前`, `Move ${piece.title} up`)} onClick={onUp}>↑</Button> : <i />}
        {onDown ? <Button size="small" aria-label={t(`把《${piece.title}》推后`, `Move ${piece.title} down`)} onClick={onDown}>↓</Button> : <i />}
      </span>
      <PieceWords piece={piece} />
      <label className="row nw"><Switch checked={place.shown} onChange={(shown) => { onChange({ shown }); }} aria-label={t(`《${piece.title}》在这组播`, `Show ${piece.title} here`)} />{place.shown ? t("播", "shown") : t("不播", "not here")}{isNew && <Tag>{t("新到", "new")}</Tag>}</label>
      {place.shown && (
        <div className="signage-when">
          <InputNumber<number> min={5} max={3600} precision={0} aria-label={t(`《${piece.title}》每次至少播几秒`, `Seconds for ${piece.title}`)} placeholder={t("播一遍", "one pass")} suffix={t("秒", "s")} value={place.seconds} onChange={(seconds) => { onChange({ seconds }); }} />
          <Times label={`《${piece.title}》`} value={place} onChange={onChange} />
        </div>
      )}
    </li>
  );
}

const instant = (value: dayjs.Dayjs | null): string | null => (value ? value.toISOString() : null);

/** A window of time; each side may be left open. */
function Times({ label, value, onChange }: { label: string; value: { from: string | null; until: string | null }; onChange: (over: { from: string | null } | { until: string | null }) => void }) {
  const t = useT();
  const time = { showTime: { format: "HH:mm" }, format: "YYYY-MM-DD HH:mm" };
  return (
    <span className="signage-times">
      <DatePicker {...time} aria-label={t(`${label}从什么时候起`, `${label} from`)} placeholder={t("马上", "at once")} value={value.from ? dayjs(value.from) : null} onChange={(at) => { onChange({ from: instant(at) }); }} />
      <span className="i3">{t("至", "to")}</span>
      <DatePicker {...time} aria-label={t(`${label}到什么时候止`, `${label} until`)} placeholder={t("不限", "open")} value={value.until ? dayjs(value.until) : null} onChange={(at) => { onChange({ until: instant(at) }); }} />
    </span>
  );
}
