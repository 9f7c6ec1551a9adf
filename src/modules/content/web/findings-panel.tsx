import { Button } from "antd";
import { useState, type ReactNode } from "react";
import type { z } from "zod";
import type { Finding } from "#kernel/finding.ts";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Findings, Heading, type FindingItem } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { checkPiece, waiveFinding, type CheckView, type FactView } from "../contract.ts";
import { limitCodes } from "../rules/limits.ts";
import { editorRefusals } from "../rules/prosemirror.ts";
import { tunableKinds, type TunableKind } from "../rules/variants.ts";
import type { Place } from "./editor/places.ts";
import { sayFinding, sayPlace } from "./finding-words.ts";
import { variantWords } from "./words.ts";

type Checked = z.output<typeof CheckView>["findings"][number];
/** A finding on the desk: `key` null where it was made here and the house has not said it yet. */
export type Found = Finding & { key: string | null; waivedBy: string | null };

const local: readonly string[] = [...limitCodes, ...editorRefusals];
const same = (a: Finding, b: Finding) => a.code === b.code && a.at === b.at && (a.quote ?? "") === (b.quote ?? "") && a.block === b.block;

/** What the house found, with everything that can be counted here counted anew as people type. */
export function findingsNow(checked: readonly Checked[] | undefined, counted: readonly Finding[]): Found[] {
  const house = checked ?? [];
  const fresh = counted.map((finding): Found => ({ ...finding, key: house.find((c) => same(c, finding))?.key ?? null, waivedBy: house.find((c) => same(c, finding))?.waivedBy ?? null }));
  return [...fresh, ...house.filter((c) => !local.includes(c.code))];
}

/** What the panel can do with a finding. */
export type FindingActs = { show: (place: Place) => void; take: (place: Place, by: { words: string } | { factId: string }) => boolean; tune: (kind: TunableKind) => void };

const isTunable = (at: string): at is TunableKind => (tunableKinds as readonly string[]).includes(at);

/** 待处理: what blocks first, each with the one thing that mends it. `below` holds the reviewers' comments and acts. */
export function FindingsPanel({ pieceId, found, facts, editable, acts, below }: { pieceId: string; found: readonly Found[]; facts: readonly FactView[]; editable: boolean; acts: FindingActs; below?: ReactNode }) {
  const t = useT();
  const [waiving, setWaiving] = useState<Found | null>(null);
  const { act } = useAct(waiveFinding, { refresh: [checkPiece], said: t("记下了：这条不采纳", "Noted: not taken") });
  const open = found.filter((f) => f.waivedBy === null);
  const waived = found.filter((f) => f.waivedBy !== null);
  const say = (f: Found) => t(...sayFinding(f, (code, words) => sayRefusal({ code, facts: words })));
  const item = (f: Found, i: number): FindingItem => ({
    key: f.key ?? `${f.code} ${f.at} ${f.block ?? ""} ${i}`, level: f.level, by: t(...sayPlace(f.at)), text: say(f),
    actions: editable ? <Acts found={f} facts={facts} acts={acts} onWaive={() => { setWaiving(f); }} /> : f.at === "text" && f.block !== undefined ? <Show found={f} acts={acts} /> : undefined,
  });
  return (
    <div className="stack">
      <section>
        <Heading level={3} title={t(`待处理 ${open.length}`, `To do: ${open.length}`)} note={t("先处理的在上", "most pressing first")} />
        {open.length === 0 ? <p className="i2">{t("检查过了，没有要处理的。", "Checked; nothing to deal with.")}</p> : <Findings items={open.map(item)} />}
        {waived.length > 0 && <details className="waived"><summary>{t(`没采纳的 ${waived.length} 条`, `${waived.length} not taken`)}</summary><ul>{waived.map((f, i) => <li key={f.key ?? i}>{say(f)} <span className="i3">{f.waivedBy}</span></li>)}</ul></details>}
      </section>
      {below}
      <ConfirmReason open={waiving !== null} title={t("不采纳这条？", "Not take this?")} verb={t("不采纳", "Not take it")} consequence={waiving ? say(waiving) : ""} presets={[t("核对过，写法没错", "Checked; it is right"), t("与本稿主题无关", "Not to the point here")]}
        confirm={async (reason) => waiving?.key != null && (await act({ params: { pieceId }, body: { key: waiving.key, reason } })) !== undefined} onClose={() => { setWaiving(null); }} />
    </div>
  );
}

function Show({ found: f, acts }: { found: Found; acts: FindingActs }) {
  const t = useT();
  return <Button size="small" onClick={() => { acts.show({ block: f.block ?? null, quote: f.quote ?? "" }); }}>{t("定位", "Show me")}</Button>;
}

function Acts({ found: f, facts, acts, onWaive }: { found: Found; facts: readonly FactView[]; acts: FindingActs; onWaive: () => void }) {
  const t = useT();
  const inText = f.at === "text" && f.block !== undefined;
  const place = { block: f.block ?? null, quote: f.quote ?? "" };
  const fact = facts.find((known) => !known.retired && known.text === f.suggestion);
  const take = () => { if (f.suggestion !== undefined && !acts.take(place, fact ? { factId: fact.id } : { words: f.suggestion })) acts.show(place); };
  return (
    <>
      {isTunable(f.at) && <Button size="small" onClick={() => { if (isTunable(f.at)) acts.tune(f.at); }}>{t(`改${variantWords[f.at][0]}版`, `Change the ${variantWords[f.at][1]}`)}</Button>}
      {inText && f.suggestion !== undefined && f.quote && <Button size="small" onClick={take}>{fact ? t("换成事实", "Use the fact") : t(`改成“${f.suggestion}”`, `Write "${f.suggestion}"`)}</Button>}
      {inText && <Show found={f} acts={acts} />}
      {f.level !== "blocking" && f.key !== null && <Button size="small" type="link" onClick={onWaive}>{t("不采纳", "Not take it")}</Button>}
    </>
  );
}
