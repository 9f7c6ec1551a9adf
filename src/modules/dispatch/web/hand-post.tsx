import { Button, Checkbox, Input } from "antd";
import { useId, useState } from "react";
import type { z } from "zod";
import { mediaPath } from "#kernel/article.ts";
import { shortTime } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import { filePath, type Material } from "#modules/materials/contract.ts";
import { MaterialPicker } from "#modules/materials/web/index.tsx";
import { useAct } from "#web/ask.ts";
import { Heading, Refused, Tag } from "#web/primitives/index.ts";
import { say } from "#web/say.ts";
import { useT } from "#web/t.ts";
import { completeHandPost, listHandPosts, type HandPost } from "../contract.ts";
import { openPack, Pack, Withdrawal } from "./pack.ts";

/** A post that waits for a person's hands, as the list hands it over. */
export type HandPostRow = z.output<typeof HandPost>;

/** One post to make by hand: the signed words and pictures to carry over, step by step, and what to bring back. */
export function HandPostPanel({ post, now }: { post: HandPostRow; now: Date }) {
  const t = useT();
  const late = new Date(post.dueAt) < now;
  const pack = post.withdraw ? null : openPack(Pack, post.payload);
  const taken = post.withdraw ? openPack(Withdrawal, post.payload) : null;
  return (
    <div className="hand">
      <header>
        <p>{post.platform && <Tag>{post.platform}</Tag>} <span className={late ? "fault" : "i2"}>{late ? t(`原定 ${shortTime(new Date(post.dueAt))} 前发，已经超时`, `Was due at ${shortTime(new Date(post.dueAt))}`) : t(`${shortTime(new Date(post.dueAt))} 前发`, `Due at ${shortTime(new Date(post.dueAt))}`)}</span></p>
        <h1>{post.withdraw ? t(`从${quoted(post.accountName)}撤下《${post.title}》`, `Take "${post.title}" off ${quoted(post.accountName)}`) : t(`用${quoted(post.accountName)}发《${post.title}》`, `Post "${post.title}" on ${quoted(post.accountName)}`)}</h1>
      </header>
      {taken && <section className="hand-withdraw"><p><b>{t("为什么撤：", "Why: ")}</b>{taken.reason}</p><p className="i2">{t("请到平台上删除这一篇；删不掉的，把内容改成撤回说明。办完后贴上能证明的链接，没有链接就直接交截图。", "Delete the post on the platform; where that is not possible, replace it by the recall notice. Then bring a link or a screenshot that shows it.")}</p></section>}
      {pack && <PackToCarry pack={pack} post={post} />}
      {!pack && !taken && <pre className="hand-raw" tabIndex={0}>{post.payload}</pre>}
      <BringBack post={post} />
    </div>
  );
}

function Copied({ label, text, serif = false }: { label: string; text: string; serif?: boolean }) {
  const t = useT();
  const copy = () => { void navigator.clipboard.writeText(text).then(() => { say(t(`${label}已复制，一字不差`, `${label} copied as signed`)); }); };
  return (
    <div className="hand-words">
      <div className="row apart"><b>{label}</b><Button size="small" onClick={copy}>{t(`复制${label}`, `Copy ${label.toLowerCase()}`)}</Button></div>
      <div className={serif ? "hand-text serif" : "hand-text"}>{text}</div>
    </div>
  );
}

function PackToCarry({ pack, post }: { pack: Pack; post: HandPostRow }) {
  const t = useT();
  const [done, setDone] = useState<readonly string[]>([]);
  return (
    <>
      <section>
        <Heading title={t("照着做", "Step by step")} note={t(`${done.length} / ${pack.checklist.length} 步`, `${done.length} of ${pack.checklist.length}`)} />
        <Checkbox.Group className="hand-steps" value={[...done]} onChange={setDone} options={pack.checklist.map((step, i) => ({ value: step, label: `${i + 1}. ${step}` }))} />
      </section>
      <section className="stack">
        <Copied label={t("标题", "Title")} text={pack.title} serif />
        <Copied label={t("正文", "Text")} text={pack.text} serif />
      </section>
      {pack.materials.length > 0 && (
        <section>
          <Heading title={t(`图片和视频 ${pack.materials.length} 个`, `${pack.materials.length} pictures and films`)} note={t("按这个顺序传", "upload in this order")} />
          <ol className="hand-pictures">{pack.materials.map((m, i) => <Picture key={m.sha256} order={i + 1} material={m} id={post.materials.find((own) => own.sha256 === m.sha256)?.id} />)}</ol>
        </section>
      )}
    </>
  );
}

function Picture({ order, material, id }: { order: number; material: Pack["materials"][number]; id: string | undefined }) {
  const t = useT();
  const [mine, setMine] = useState(id !== undefined);
  const address = mine && id ? filePath(id) : mediaPath(material);
  return (
    <li>
      {material.kind === "image" ? <img src={mine && id ? filePath(id, 320) : address} alt={material.alt || material.name} onError={() => { setMine(false); }} /> : <video src={address} controls preload="metadata" aria-label={material.name} />}
      <p className="el" title={material.name}>{order}. {material.name}</p>
      <p className="t12 i3">{t(`来源标注：${material.credit}`, `Credit: ${material.credit}`)}</p>
      <a className="link" href={address} download={material.name}>{t("下载", "Download")}</a>
    </li>
  );
}

function BringBack({ post }: { post: HandPostRow }) {
  const t = useT();
  const id = useId();
  const [link, setLink] = useState("");
  const [picture, setPicture] = useState<Material | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [asked, setAsked] = useState(false);
  const { act, pending, refusal } = useAct(completeHandPost, { refresh: [listHandPosts], inline: true, said: t("交回了，板上已经看得到", "Brought back; the board shows it") });
  const typed = link.trim();
  const bad = typed !== "" && !/^https?:\/\/\S+\.\S+/.test(typed);
  const missing = typed === "" && !post.withdraw;
  const go = () => {
    setAsked(true);
    if (!bad && !missing) void act({ params: { key: post.key }, body: { link: typed, screenshotId: picture?.id ?? null } });
  };
  return (
    <section className="hand-back stack">
      <Heading title={t("发完交回来", "Bring it back")} note={t("有链接写“已发布”，再有截图写“已核验”", "a link says published, a screenshot verified")} />
      <div>
        <label htmlFor={id}><b>{t("链接", "Link")}</b></label>
        <Input id={id} inputMode="url" size="large" value={link} placeholder="https://" maxLength={2000} status={bad || (asked && missing) ? "error" : ""} aria-invalid={bad || (asked && missing)} aria-describedby={`${id}-why`} onChange={(e) => { setLink(e.target.value); }} />
        <p id={`${id}-why`} className="t12 fault" aria-live="polite">{bad ? t("链接要以 http:// 或 https:// 开头", "A link begins with http:// or https://") : asked && missing ? t("请先贴上发出后的链接", "Paste the link of the post first") : ""}</p>
      </div>
      <div className="row wrap">
        {picture && <img className="hand-proof" src={filePath(picture.id, 320)} alt={t("交回的截图", "The screenshot")} />}
        <Button onClick={() => { setChoosing(true); }}>{picture ? t("换一张截图", "Another screenshot") : t("传截图", "Add a screenshot")}</Button>
        {picture && <Button type="link" onClick={() => { setPicture(null); }}>{t("不要这张", "Remove")}</Button>}
      </div>
      <Refused problem={refusal} />
      <div><Button type="primary" size="large" loading={pending} onClick={go}>{post.withdraw ? t("已撤下，交回", "Taken back") : t("已发出，交回", "Posted")}</Button></div>
      <MaterialPicker open={choosing} kind="image" onClose={() => { setChoosing(false); }} onPick={(material) => { setPicture(material); setChoosing(false); }} />
    </section>
  );
}
