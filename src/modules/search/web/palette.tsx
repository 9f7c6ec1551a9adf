import { Modal } from "antd";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useRead } from "#web/ask.ts";
import type { RailPlace } from "#web/screen.ts";
import { useT } from "#web/t.ts";
import { search, type Found } from "../contract.ts";
import { Marked } from "./marked.tsx";
import { groupName, hitsOf, sayCount, type Hit, type Say } from "./words.ts";
import "./search.css";

/** What is typed, once the hands rest. */
export function useRested(value: string, ms = 150): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setRested(value); }, ms);
    return () => { clearTimeout(timer); };
  }, [value, ms]);
  return rested;
}

function listOf(t: Say, typed: string, found: Found | undefined, rail: readonly RailPlace[]): Hit[] {
  const places = rail.filter((place) => typed === "" || place.zh.includes(typed) || place.en.toLowerCase().includes(typed.toLowerCase()))
    .map((place): Hit => ({ key: place.to, group: "place", title: t(place.zh, place.en), note: "", to: place.to }));
  if (typed === "" || !found) return places;
  const all: Hit[] = found.pieces.total > found.pieces.items.length
    ? [{ key: "all", group: "all", title: t(`看全部 ${sayCount(t, found.pieces)}`, `Show all ${sayCount(t, found.pieces)} pieces`), note: "", to: `/search?q=${encodeURIComponent(typed)}` }] : [];
  const hits = hitsOf(t, found);
  return [...hits.filter((hit) => hit.group === "piece"), ...all, ...hits.filter((hit) => hit.group !== "piece"), ...places];
}

/** Ctrl K: one line to type in, answers while typing, everything by keyboard. */
export function Palette({ onClose, places }: { onClose: () => void; places: readonly RailPlace[] }) {
  const t = useT();
  const id = useId();
  const go = useNavigate();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const q = useRested(typed.trim());
  const { data } = useRead(search, { query: { q: q || "-", size: 6 } }, { when: q !== "" });
  const found = q === "" ? undefined : data;
  const hits = listOf(t, q, found, places);
  const open = (hit: Hit | undefined) => { if (hit) { onClose(); void go(hit.to); } };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); setChosen((chosen + step + hits.length) % Math.max(1, hits.length)); }
    if (event.key === "Enter") { event.preventDefault(); open(hits[chosen]); }
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={640} style={{ top: 72 }} className="palette" title={<span className="unseen">{t("查找", "Find")}</span>}>
      <input className="palette-input" autoFocus role="combobox" aria-expanded aria-controls={`${id}-list`} aria-autocomplete="list" {...(hits[chosen] ? { "aria-activedescendant": `${id}-${chosen}` } : {})}
        aria-label={t("找稿件、单位、人员、账号", "Find pieces, units, people, accounts")} placeholder={t("找稿件、单位、人员、账号", "Find pieces, units, people, accounts")} value={typed} maxLength={80} onKeyDown={key}
        onChange={(event) => { setTyped(event.target.value); setChosen(0); }} />
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={t("找到的", "Found")}>
        {hits.map((hit, i) => (
          <div key={`${hit.group} ${hit.key}`} role="presentation">
            {hit.group !== "all" && hits[i - 1]?.group !== hit.group && !(hit.group === "piece" && i > 0) && <p className="palette-group" role="presentation">{groupName(t, hit.group)}</p>}
            <div role="option" id={`${id}-${i}`} aria-selected={i === chosen} className={i === chosen ? "palette-hit on" : "palette-hit"} onMouseMove={() => { setChosen(i); }} onClick={() => { open(hit); }}>
              <span className={hit.group === "all" ? "link el" : "el"} title={hit.title}><Marked text={hit.title} words={found?.words ?? []} /></span>{hit.note && <small className="el" title={hit.note}>{hit.note}</small>}
            </div>
          </div>
        ))}
      </div>
      {q !== "" && found && hits.length === 0 && <p className="palette-none i2" role="status">{t(`没有找到“${q}”。只找您能看的稿件、单位、人员和账号；换个词，或少写几个字。`, `Nothing found for "${q}" within what you may see. Try another word, or fewer.`)}</p>}
      <p className="palette-keys i3" aria-hidden="true">{t("↑↓ 选，回车打开，Esc 关", "↑↓ choose, Enter opens, Esc closes")}</p>
    </Modal>
  );
}
