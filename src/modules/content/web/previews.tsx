import { Button, Segmented } from "antd";
import { useState } from "react";
import type { CorrectionNote as Note, SignatureLine, VariantKind } from "#kernel/edition.ts";
import { useAct } from "#web/ask.ts";
import { ChatMessage, LedStrip, PhoneArticle, PostCard, PreviewLabel, Refused, SmsParts, Tag, WebPage, useNow, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { checkPiece, tuneVariant, untuneVariant, type FactView, type PieceView } from "../contract.ts";
import { defaultLimits, type Meter } from "../rules/limits.ts";
import { fillPlaceholders } from "../rules/placeholders.ts";
import { smsParts } from "../rules/sms.ts";
import { whyNotTuned } from "../rules/tuned.ts";
import { tunableKinds, variantTemplate, type TunableKind, type TunedTexts, type VariantInput } from "../rules/variants.ts";
import { DocView } from "./doc-view.tsx";
import { FactMenu } from "./fact-menu.tsx";
import type { FactShelf } from "./editor/fact-shelf.ts";
import { TemplateField } from "./editor/template-field.tsx";
import { sayWhen, variantWords } from "./words.ts";
import type { Editor } from "@tiptap/react";

/** What previews show: either every form side by side or one of them. */
export type PreviewTab = "all" | VariantKind;

/** The forms of the live text as they stand at this moment, made by the rules that will freeze them. */
export type PreviewsProps = {
  piece: PieceView; input: VariantInput; variants: Record<VariantKind, { text: string; tuned: boolean }>; meters: Partial<Record<VariantKind, Meter>>; line: SignatureLine | null; tuned: TunedTexts;
  tab: PreviewTab; onTab: (tab: PreviewTab) => void; shelf: FactShelf; editable: boolean; typing: { kind: TunableKind; template: string } | null; onTyping: (typing: { kind: TunableKind; template: string } | null) => void; correction?: Note | null;
};

const isTunable = (kind: string): kind is TunableKind => (tunableKinds as readonly string[]).includes(kind);
const order = ["phone", "short", "sms", "led", "chat", "caption", "web"] as const;

/** 并排 文章 微博 短信 屏幕 工作群 字幕 网站: the thing itself, before anyone signs (interface.md, 3). */
export function Previews(props: PreviewsProps) {
  const t = useT();
  const { tab, onTab } = props;
  const options = [{ value: "all" as const, label: t("并排", "All") }, ...order.map((kind) => ({ value: kind, label: t(...variantWords[kind]).replace(t("视频字幕", "Captions"), t("字幕", "Captions")) }))];
  return (
    <div className="previews">
      <Segmented<PreviewTab> size="middle" value={tab} options={options} onChange={onTab} aria-label={t("看哪个样子", "Which form")} />
      {tab === "all" ? <SideBySide {...props} /> : <OneForm {...props} kind={tab} />}
      <p className="t12 i3">{t("预览即实物：签的是这些样子的指纹，签后不再截短。", "What you see is what is signed: the fingerprints of these forms; nothing is cut afterwards.")}</p>
    </div>
  );
}

function SideBySide(props: PreviewsProps) {
  const kinds = ["short", "sms", "led"] as const;
  return <div className="side-by-side"><Shown {...props} kind="phone" /><div className="stack">{kinds.map((kind) => <Shown key={kind} {...props} kind={kind} />)}</div></div>;
}

function Shown({ piece, input, variants, meters, line, kind }: PreviewsProps & { kind: VariantKind }) {
  const t = useT();
  const now = useNow();
  const title = fillPlaceholders(input.title, input.facts);
  const by = line?.units.map((unit) => unit.shortName).join(" ") ?? piece.unit.shortName;
  const at = sayWhen(piece.plannedAt ? new Date(piece.plannedAt) : now, now);
  const signature = line?.units.map((unit) => unit.name) ?? [piece.unit.name];
  const { text } = variants[kind];
  switch (kind) {
    case "phone": return <PhoneArticle title={title} by={by} at={at} signature={signature}><DocView doc={input.doc} facts={input.facts} /></PhoneArticle>;
    case "web": return <WebPage title={title} by={by} at={at} signature={signature} address={`${location.host}/a/…`}><DocView doc={input.doc} facts={input.facts} /></WebPage>;
    case "short": return <PostCard account={by} text={text} limit={meters.short?.max ?? defaultLimits.short} />;
    case "sms": {
      const { parts, max } = smsParts(text);
      return <SmsParts parts={parts.map((part) => ({ text: part, used: part.length, max }))} note={t("短信，报运营商", "Text message, through carriers")} />;
    }
    case "led": return <LedStrip text={text} note={t(`行 ${meters.led?.longestLine ?? 0}/${meters.led?.lineMax ?? defaultLimits.ledLine}`, `line ${meters.led?.longestLine ?? 0}/${meters.led?.lineMax ?? defaultLimits.ledLine}`)} />;
    case "chat": return <ChatMessage robot={t("发布", "Release")} text={text} count={t(`${meters.chat?.count ?? 0}/${meters.chat?.max ?? ""} 字`, `${meters.chat?.count ?? 0}/${meters.chat?.max ?? ""}`)} over={(meters.chat?.count ?? 0) > (meters.chat?.max ?? Infinity)} />;
    case "caption": {
      const over = (meters.caption?.count ?? 0) > (meters.caption?.max ?? Infinity) || (meters.caption?.longestLine ?? 0) > (meters.caption?.lineMax ?? Infinity);
      return <div><PreviewLabel name={t("视频字幕", "Captions")} over={over} count={t(`${meters.caption?.count ?? 0}/${meters.caption?.max ?? ""} 行，最长 ${meters.caption?.longestLine ?? 0}/${meters.caption?.lineMax ?? ""} 字`, `${meters.caption?.count ?? 0}/${meters.caption?.max ?? ""} lines, longest ${meters.caption?.longestLine ?? 0}/${meters.caption?.lineMax ?? ""}`)} /><ol className="caption-lines">{text.split("\n").map((words, i) => <li key={i}>{words}</li>)}</ol></div>;
    }
  }
}

function OneForm(props: PreviewsProps & { kind: VariantKind }) {
  const t = useT();
  const { kind, variants, editable, typing, onTyping, input, tuned } = props;
  if (!isTunable(kind)) return <Shown {...props} />;
  const byHand = variants[kind].tuned && typing?.kind !== kind;
  return (
    <div className="stack">
      <div className="row apart"><Tag tone={byHand ? "house" : "plain"}>{byHand ? t("手工改过", "Tuned by hand") : t("按规则生成", "Made by rule")}</Tag>
        {editable && typing?.kind !== kind && <Button size="small" onClick={() => { onTyping({ kind, template: tuned[kind] ?? variantTemplate(kind, input) }); }}>{t("手工改", "Tune by hand")}</Button>}</div>
      <Shown {...props} />
      {typing?.kind === kind && <Tune key={kind} {...props} kind={kind} template={typing.template} />}
    </div>
  );
}

function Tune({ piece, input, shelf, line, kind, template, tuned, onTyping }: PreviewsProps & { kind: TunableKind; template: string }) {
  const t = useT();
  const [editor, setEditor] = useState<Editor | null>(null);
  const [start] = useState(template);
  const done = () => { onTyping(null); };
  const keep = useAct(tuneVariant, { refresh: [checkPiece], inline: true, said: t("这一版按您改的发", "This form goes out as you wrote it") });
  const back = useAct(untuneVariant, { refresh: [checkPiece], inline: true, said: t("交回规则生成", "The rule makes it again") });
  const params = { pieceId: piece.id, kind };
  const why = whyNotTuned({ before: tuned[kind] ?? variantTemplate(kind, { ...input, tuned: {} }), text: template, facts: input.facts, signature: line });
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); }}>
      <div className="row apart"><span className="t12 i3">{t("事实是锁住的整块；标题、链接、落款由规则加在前后。", "Facts are locked as a whole; title, link and signature are put around it by rule.")}</span><FactMenu facts={piece.facts as readonly FactView[]} onPick={(factId) => editor?.chain().focus().insertContent({ type: "fact", attrs: { factId } }).run()} /></div>
      <TemplateField value={start} shelf={shelf} label={t(`${variantWords[kind][0]}版的字`, `Words of the ${variantWords[kind][1]}`)} className="template" onChange={(next) => { onTyping({ kind, template: next }); }} onEditor={setEditor} />
      <Refused problem={keep.refusal ?? back.refusal} />
      <div className="row wrap tune-acts">
        <WhyNot type="primary" why={why} loading={keep.pending} onClick={() => { void keep.act({ params, body: { template } }).then((answer) => { if (answer) done(); }); }}>{t("就用这版", "Use this")}</WhyNot>
        {tuned[kind] !== undefined && <Button loading={back.pending} onClick={() => { void back.act({ params }).then((answer) => { if (answer) done(); }); }}>{t("交回规则生成", "Let the rule make it")}</Button>}
        <Button type="link" onClick={done}>{t("不改了", "Leave it")}</Button>
      </div>
    </form>
  );
}
