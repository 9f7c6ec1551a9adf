import { Drawer } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { CorrectionNote, Grade, Heading, Refused, Seal, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readSigning, type SigningView } from "../contract.ts";
import { Changes } from "./changes.tsx";
import { Renditions } from "./renditions.tsx";
import { sealsOf } from "./seals.ts";
import { SignFoot } from "./sign-foot.tsx";
import { postWord, sayTime, sayUnits, sayWait, voidWords } from "./words.ts";
import "./review.css";

/** 会签: what changed, the things themselves, the line, the signers; one button in reach of the thumb. */
export function Sign() {
  const t = useT();
  const { manifestId = "" } = useParams();
  const [whole, setWhole] = useState(false);
  const [topic, setTopic] = useState("");
  const { data, error, refetch } = useRead(readSigning, { params: { manifestId } }, { topics: topic ? [topic] : [], everySeconds: 60 });
  const signing = data?.manifestId === manifestId ? data : undefined;
  if (signing && topic === "") setTopic(`piece:${signing.pieceId}`);
  const final = signing?.signers.some((s) => s.role === "lead" && s.state === "turn") ?? false;
  return (
    <>
      <Bar title={final ? t("终审", "Final review") : t("会签", "Co-sign")} crumbs={[{ to: "/review", label: t("审签", "To sign") }]} {...(signing ? { status: <button type="button" className="link sign-whole" onClick={() => { setWhole(true); }}>{t("全文", "Full text")}</button> } : {})} />
      {error && <div className="page"><Refused problem={error} onAgain={() => { void refetch(); }} /></div>}
      {!signing && !error && <Waiting />}
      {signing && (
        <article className="sign-page">
          <div className="sign-main">
            <Head signing={signing} />
            <Changes signing={signing} />
            <Renditions signing={signing} />
          </div>
          <div className="sign-side"><Line signing={signing} /><Signers signing={signing} /></div>
          <SignFoot key={signing.manifestId} signing={signing} />
          <Drawer open={whole} size={560} title={signing.title} onClose={() => { setWhole(false); }}><WholeText signing={signing} /></Drawer>
        </article>
      )}
    </>
  );
}

function Head({ signing }: { signing: SigningView }) {
  const t = useT();
  const now = useNow();
  const places = t(`${signing.renditions.length} 个账号`, `${signing.renditions.length} accounts`);
  const sendAt = signing.sendAt ? new Date(signing.sendAt) : null;
  const left = sendAt ? Math.round((sendAt.getTime() - now.getTime()) / 60_000) : 0;
  return (
    <header className="sign-head">
      <h1>{signing.urgency !== "routine" && <Grade grade={signing.urgency} of="event" />} {signing.title}</h1>
      <p className="i2">
        {t(`第 ${signing.editionNumber} 版，`, `Edition ${signing.editionNumber}; `)}
        {sendAt === null ? t(`签齐就发到 ${places}。`, `goes to ${places} as soon as all signed.`) : left > 0
          ? <>{t(`签完即按计划发到 ${places}。`, `goes to ${places} as planned. `)}<b className="nw">{t(`还有 ${sayWait(t, left)}`, `${sayWait(t, left)} left`)}</b>{t(`到计划发布时间 ${sayTime(t, sendAt, now)}。`, ` until ${sayTime(t, sendAt, now)}.`)}</>
          : <>{t(`计划 ${sayTime(t, sendAt, now)} 发到 ${places}，`, `planned ${sayTime(t, sendAt, now)} to ${places}; `)}<b className="fault">{t(`已过 ${sayWait(t, -left)}，签齐就发`, `${sayWait(t, -left)} late, goes once signed`)}</b>{t("。", ".")}</>}
        {signing.notAfter && t(`不晚于 ${sayTime(t, new Date(signing.notAfter), now)}，过时不发。`, ` Never later than ${sayTime(t, new Date(signing.notAfter), now)}.`)}
        {signing.embargoUntil && t(`${sayTime(t, new Date(signing.embargoUntil), now)} 前不发。`, ` Not before ${sayTime(t, new Date(signing.embargoUntil), now)}.`)}
      </p>
      {signing.pathReason && <p className="sign-path"><b>{t("应急程序", "Emergency path")}</b> {t(`没有经过初审、复审。理由：${signing.pathReason}`, `Not reviewed first and second. Reason: ${signing.pathReason}`)}</p>}
      {signing.void && signing.voidReason && <p className="sign-path"><b>{t("已作废", "Void")}</b> {t(...voidWords[signing.voidReason])}</p>}
      {signing.correction && <CorrectionNote changes={signing.correction.changes}>{signing.correction.reason}</CorrectionNote>}
    </header>
  );
}

function Line({ signing }: { signing: SigningView }) {
  const t = useT();
  const how = signing.lineReason ? t("与按职责拟定的不同", "differs from the duty rule") : signing.line.length === 1 ? t("一家落款", "one unit") : t(`${sayUnits(signing.line.length)}按职责共同落款`, `${signing.line.length} units by duty`);
  return (
    <section>
      <Heading level={3} title={t("落款", "Signature line")} note={how} />
      <p className="sign-line">{signing.line.map((u) => <span key={u.unitId}>{u.name}</span>)}</p>
      {signing.lineReason && <p className="t12 i2">{t(`改动理由：${signing.lineReason}`, `Reason: ${signing.lineReason}`)}</p>}
    </section>
  );
}

function Signers({ signing }: { signing: SigningView }) {
  const t = useT();
  const now = useNow();
  const seals = sealsOf(signing.signers);
  const standing = (s: SigningView["signers"][number]) => {
    if (s.state === "signed") return <span className="i2">{t(`已签 ${s.at ? sayTime(t, new Date(s.at), now) : ""}`, `Signed ${s.at ? sayTime(t, new Date(s.at), now) : ""}`)}</span>;
    if (s.state === "declined") return <b className="fault">{t("不签", "Declined")}</b>;
    if (signing.mySigners.includes(s.unitId)) return <b className="sign-you">{t("等您", "You")}</b>;
    return <span className="i3">{s.state === "turn" ? t("等他签", "Its turn") : signing.void ? t("没有签", "Not signed") : t("还没轮到", "Not yet")}</span>;
  };
  const who = (s: SigningView["signers"][number]) => s.personName ?? (s.people.length > 0 ? s.people.join("、") : s.state === "turn" ? t("没有在岗的人", "Nobody on post") : s.shortName);
  return (
    <section>
      <Heading level={3} title={signing.inOrder ? t("按次序签", "In order") : t("谁来签", "Who signs")} note={t(`${signing.signers.filter((s) => s.state === "signed").length} / ${signing.signers.length} 已签`, `${signing.signers.filter((s) => s.state === "signed").length} of ${signing.signers.length}`)} />
      <ul className="sign-who">
        {signing.signers.map((s, i) => (
          <li key={s.unitId}>
            <Seal {...(seals[i] ?? { char: s.seal, unit: s.name })} />
            <span><b>{who(s)}</b><small>{s.shortName} {s.post ? t(...postWord(s.post)) : s.role === "lead" ? t("终审", "final review") : ""}</small>{s.state === "declined" && s.reason && <small className="fault">{s.reason}</small>}</span>
            {standing(s)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WholeText({ signing }: { signing: SigningView }) {
  const t = useT();
  return (
    <div className="stack">
      <p className="i3">{t(`${signing.submittedByName} 交审`, `Submitted by ${signing.submittedByName}`)}</p>
      <div className="sign-text">{signing.plain.split("\n").filter((line) => line.trim()).map((line, i) => <p key={i}>{line}</p>)}</div>
      {signing.facts.length > 0 && <section>
        <Heading level={3} title={t(`用到的事实 ${signing.facts.length}`, `Facts used: ${signing.facts.length}`)} note={t("锁在文字里", "locked in the text")} />
        <ul className="sign-facts">{signing.facts.map((f) => <li key={f.label + f.text}><span className="i3">{f.label}</span><b>{f.text}</b><span className="t12 i3">{t(`${f.source}，第 ${f.version} 版`, `${f.source}, version ${f.version}`)}</span></li>)}</ul>
      </section>}
    </div>
  );
}
