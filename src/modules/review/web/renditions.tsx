import { Drawer, Segmented } from "antd";
import { useState } from "react";
import { ChatMessage, CorrectionNote, Fingerprint, Heading, LedStrip, PhoneArticle, PostCard, PreviewLabel, useNow, WebPage } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { SigningView } from "../contract.ts";
import { formWords, sayTime } from "./words.ts";

type Rendition = SigningView["renditions"][number];

/** 发出去是这样: the forms with how many accounts take each; a press opens the thing itself. */
export function Renditions({ signing }: { signing: SigningView }) {
  const t = useT();
  const [open, setOpen] = useState<string | null>(null);
  const forms = [...Map.groupBy(signing.renditions, (r) => r.kind)];
  const shown = signing.renditions.filter((r) => r.kind === open);
  return (
    <section>
      <Heading level={3} title={t("发出去是这样", "As it will go out")} note={t("点开看实物", "open the thing itself")} />
      <ul className="sign-forms">
        {forms.map(([kind, all]) => (
          <li key={kind}>
            <button type="button" onClick={() => { setOpen(kind); }}>
              <span><b>{t(...(formWords[kind] ?? [kind, kind]))} {all.length}</b><small className="el">{all.map((r) => r.accountName).join("、")}</small></span>
              <span className="link">{t("看", "See")}</span>
            </button>
          </li>
        ))}
      </ul>
      <Drawer open={open !== null} size={520} title={t(...(formWords[open ?? ""] ?? ["", ""]))} onClose={() => { setOpen(null); }}>{shown.length > 0 && <Things key={open} things={shown} signing={signing} />}</Drawer>
    </section>
  );
}

function Things({ things, signing }: { things: readonly Rendition[]; signing: SigningView }) {
  const t = useT();
  const [chosen, setChosen] = useState(things[0]?.accountId ?? "");
  const thing = things.find((r) => r.accountId === chosen) ?? things[0];
  if (!thing) return null;
  return (
    <div className="stack sign-thing">
      {things.length > 1 && <Segmented className="sign-accounts" vertical={things.length > 1 && things.some((r) => [...r.accountName].length > 8)} value={thing.accountId} onChange={setChosen} options={things.map((r) => ({ value: r.accountId, label: r.accountName }))} />}
      <Thing thing={thing} signing={signing} />
      <p className="t12 i3">{t(`${thing.accountName} 收到的就是这些字节，签后不再截短。`, `${thing.accountName} gets these very bytes.`)}</p>
      <Fingerprint hash={thing.hash} />
    </div>
  );
}

/** One rendition as people will meet it. */
function Thing({ thing, signing }: { thing: Rendition; signing: SigningView }) {
  const t = useT();
  const now = useNow();
  const at = signing.sendAt ? sayTime(t, new Date(signing.sendAt), now) : t("签齐就发", "once signed");
  const title = thing.title ?? signing.title;
  const lines = thing.text.split("\n").filter((line) => line.trim() && line.trim() !== title).map((line, i) => <p key={i}>{line}</p>);
  const signature = signing.line.every((u) => thing.text.includes(u.name)) ? {} : { signature: signing.line.map((u) => u.name) };
  const correction = signing.correction && !thing.text.includes(signing.correction.reason) ? { correction: <CorrectionNote changes={signing.correction.changes}>{signing.correction.reason}</CorrectionNote> } : {};
  switch (thing.kind) {
    case "phone": return <PhoneArticle title={title} by={thing.accountName} at={at} {...signature} {...correction}>{lines}</PhoneArticle>;
    case "web": return <WebPage title={title} by={thing.accountName} at={at} address={thing.accountName} {...signature} {...correction}>{lines}</WebPage>;
    case "short": return <PostCard account={thing.accountName} name={t("短文", "Post")} text={thing.text} limit={2000} />;
    case "led": return <LedStrip text={thing.text} />;
    case "chat": return <ChatMessage robot={thing.accountName} text={thing.text} count={t(`${[...thing.text].length} 字`, `${[...thing.text].length} characters`)} />;
    default: return <div><PreviewLabel name={thing.accountName} count={t(`${[...thing.text].length} 字`, `${[...thing.text].length} characters`)} /><div className="preview-card" data-theme="light">{thing.text}</div></div>;
  }
}
