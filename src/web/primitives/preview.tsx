import type { ReactNode } from "react";
import { useT } from "../t.ts";
import "./preview.css";

/** The line over a preview: which channel, and what is counted; over the limit it is fault and bold. */
export function PreviewLabel({ name, count, over = false }: { name: string; count?: string; over?: boolean }) {
  return <div className="preview-label"><span>{name}</span>{count && <span className={over ? "over" : undefined}>{count}</span>}</div>;
}

/** What a published article shows: title, account or units, time, the words, and who signs. */
export type ArticleProps = { title: string; by: string; at: string; children: ReactNode; signature?: readonly string[]; correction?: ReactNode };

const Signature = ({ units }: { units: readonly string[] | undefined }) => (units ? <p className="preview-signature">{units.map((u) => <span key={u}>{u}<br /></span>)}</p> : null);

/** An article on a phone at its true width of 375 px; it scrolls as it will. */
export function PhoneArticle({ title, by, at, children, signature, correction, titleLimit = 32 }: ArticleProps & { titleLimit?: number }) {
  const t = useT();
  const used = [...title].length;
  return (
    <div>
      <PreviewLabel name={t("手机文章", "Phone article")} count={t(`标题 ${used}/${titleLimit}`, `Title ${used}/${titleLimit}`)} over={used > titleLimit} />
      <div className="phone-frame" data-theme="light"><div className="phone-screen" tabIndex={0} role="region" aria-label={t(`手机文章预览：${title}`, `Phone article preview: ${title}`)}>
        <header><h3>{title}</h3><p>{by} · {at}</p></header>
        {correction}
        <div className="published">{children}</div>
        <Signature units={signature} />
      </div></div>
    </div>
  );
}

/** An article on the public site. */
export function WebPage({ title, by, at, children, signature, correction, address }: ArticleProps & { address: string }) {
  const t = useT();
  return (
    <div>
      <PreviewLabel name={t("网站", "Website")} />
      <div className="web-page" data-theme="light"><header>{address}</header>
        <div tabIndex={0} role="region" aria-label={t(`网站预览：${title}`, `Website preview: ${title}`)}><h3>{title}</h3><p className="by"><b>{by}</b>　{at}</p>{correction}<div className="published">{children}</div><Signature units={signature} /></div>
      </div>
    </div>
  );
}

/** A short post on its card, counted by code points; what is over the limit is marked, never cut. */
export function PostCard({ account, text, limit = 140, name, unit }: { account: string; text: string; limit?: number; name?: string; unit?: string }) {
  const t = useT();
  const points = [...text];
  const over = points.length > limit;
  return (
    <div>
      <PreviewLabel name={name ?? t("微博", "Weibo")} count={`${points.length} / ${limit} ${unit ?? t("字", "characters")}`} over={over} />
      <div className={over ? "preview-card over" : "preview-card"} data-theme="light"><b>{account}</b>{points.slice(0, limit).join("")}{over && <mark>{points.slice(limit).join("")}</mark>}</div>
    </div>
  );
}

/** A text message as its parts of 70 or 67 characters, the signature counted; parts come from the rule that cuts them. */
export function SmsParts({ parts, note }: { parts: readonly { text: string; used: number; max: number }[]; note?: string }) {
  const t = useT();
  const all = parts.reduce((sum, p) => sum + p.used, 0);
  return (
    <div>
      <PreviewLabel name={note ?? t("短信", "Text message")} count={parts.length > 1 ? t(`${all} 字，分 ${parts.length} 条`, `${all} characters in ${parts.length} parts`) : t(`${all} 字，1 条`, `${all} characters, 1 part`)} />
      <div className="preview-card" data-theme="light">{parts.map((p, i) => <div className="sms-part" key={i}><span>{t(`第 ${i + 1} 条 · ${p.used}/${p.max} 字`, `Part ${i + 1} · ${p.used}/${p.max}`)}</span>{p.text}</div>)}</div>
    </div>
  );
}

/** A message of a group robot; `count` says what is used of its limit. */
export function ChatMessage({ robot, text, count, over = false, name }: { robot: string; text: string; count?: string; over?: boolean; name?: string }) {
  const t = useT();
  return (
    <div>
      <PreviewLabel name={name ?? t("工作群", "Work chat")} over={over} {...(count ? { count } : {})} />
      <div className="chat"><i aria-hidden="true">{[...robot][0]}</i><div><p className="t12 i3">{robot}</p><div className={over ? "preview-card over" : "preview-card"} data-theme="light">{text}</div></div></div>
    </div>
  );
}
