import { Button, Radio } from "antd";
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Fingerprint, Refused, useNow, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { decline, readReview, readSigning, sign, waitingForMe, type SigningView } from "../contract.ts";
import { ReturnButton } from "./gate-check.tsx";
import { PressTwice } from "./press-twice.tsx";
import { sayTime, voidWords } from "./words.ts";

/** The foot of the signing page: sign or decline, or what became of it and what to do next. */
export function SignFoot({ signing }: { signing: SigningView }) {
  const [signedFor, setSignedFor] = useState<readonly string[]>([]);
  const mine = signing.signers.filter((s) => signing.mySigners.includes(s.unitId));
  return (
    <footer className="sign-foot">
      {signing.void ? <VoidState signing={signing} /> : mine.length > 0 ? <SignNow signing={signing} mine={mine} signedFor={signedFor} onSigned={(name) => { setSignedFor([...signedFor, name]); }} /> : <After signing={signing} signedFor={signedFor} />}
      {(signing.void || mine.length === 0) && <div className="sign-alt"><span /><Fingerprint hash={signing.hash} /></div>}
    </footer>
  );
}

const Told = ({ title, children, tone = "plain" }: { title: string; children: ReactNode; tone?: "plain" | "fault" }) => <div className={tone === "fault" ? "sign-told fault-edge" : "sign-told"} role="status"><b>{title}</b><p>{children}</p></div>;

function SignNow({ signing, mine, signedFor, onSigned }: { signing: SigningView; mine: SigningView["signers"]; signedFor: readonly string[]; onSigned: (name: string) => void }) {
  const t = useT();
  const [chosen, setChosen] = useState(mine[0]?.unitId ?? "");
  const [declining, setDeclining] = useState(false);
  const unit = mine.find((s) => s.unitId === chosen) ?? mine[0];
  const signer = useAct(sign, { refresh: [readSigning, readReview, waitingForMe], inline: true });
  const refuser = useAct(decline, { refresh: [readSigning, readReview, waitingForMe] });
  if (!unit) return null;
  const params = { manifestId: signing.manifestId };
  const go = async () => { if (await signer.act({ params, body: { unitId: unit.unitId, seenHash: signing.hash } })) onSigned(unit.shortName); };
  const word = unit.role === "lead" ? t(`签发，代表${unit.shortName}`, `Sign for ${unit.shortName}`) : t(`会签，代表${unit.shortName}`, `Co-sign for ${unit.shortName}`);
  return (
    <>
      {signedFor.length > 0 && <p className="t12 i2" role="status">{t(`已代表${signedFor.join("、")}签好，还有一家等您。`, `Signed for ${signedFor.join(", ")}; one more waits for you.`)}</p>}
      {mine.length > 1 && <Radio.Group aria-label={t("这次代表哪一家", "For which unit")} value={unit.unitId} onChange={(e) => { setChosen(String(e.target.value)); }} options={mine.map((s) => ({ value: s.unitId, label: s.shortName }))} />}
      <Refused problem={signer.refusal} />
      {signing.secondFactor
        ? <PressTwice again={t("再按一次，确认签字", "Press again to sign")} pending={signer.pending} onPress={() => { void go(); }}>{word}</PressTwice>
        : <div className="sign-locked"><WhyNot type="primary" size="large" why={{ code: "review.second-factor-missing" }}>{word}</WhyNot><Link className="link" to="/me/access">{t("去开通或通过第二道验证", "To the second factor")}</Link></div>}
      <div className="sign-alt">
        {unit.role === "lead" ? <ReturnButton review={{ pieceId: signing.pieceId, editionNumber: signing.editionNumber }} stage="final" /> : <Button type="text" className="sign-no" onClick={() => { setDeclining(true); }}>{t("不签，写明理由", "Decline, with a reason")}</Button>}
        <Fingerprint hash={signing.hash} />
      </div>
      <ConfirmReason open={declining} danger title={t(`${unit.shortName}不签这一版？`, `${unit.shortName} declines this edition?`)} verb={t("不签", "Decline")} consequence={t("这一版作废，已有的签名也作废，稿件带着您的理由退回起草人；改好会再请您签。", "This edition and every signature on it are void; the writers get your reason, and you are asked again.")} presets={[t("事实还没有核实", "Facts not verified"), t("口径与我单位不一致", "Not our wording"), t("不涉及我单位职责", "Not our duty")]} confirm={async (reason) => (await refuser.act({ params, body: { unitId: unit.unitId, reason } })) !== undefined} onClose={() => { setDeclining(false); }} />
    </>
  );
}

function VoidState({ signing }: { signing: SigningView }) {
  const t = useT();
  const refused = signing.signers.find((s) => s.state === "declined");
  const why = refused ? t(`${refused.shortName}${refused.personName ?? ""}不签：${refused.reason ?? ""}`, `${refused.shortName} declined: ${refused.reason ?? ""}`) : signing.voidReason ? t(...voidWords[signing.voidReason]) : t("有了新版", "there is a newer edition");
  return (
    <Told tone="fault" title={t("这一版已作废", "This edition is void")}>
      {t(`${why}。`, `${why}. `)}
      {signing.newer?.asked ? <Link className="link" to={`/sign/${signing.newer.manifestId}`}>{t(`新版在这里（第 ${signing.newer.editionNumber} 版）`, `The new one is here (edition ${signing.newer.editionNumber})`)}</Link> : signing.newer ? t(`已有第 ${signing.newer.editionNumber} 版，不再请您的单位签。`, `Edition ${signing.newer.editionNumber} is here; your unit is not asked to sign it.`) : t("起草人在改，有新版会再请您签。", "The writers are at work; you will be asked again.")}
    </Told>
  );
}

function After({ signing, signedFor }: { signing: SigningView; signedFor: readonly string[] }) {
  const t = useT();
  const now = useNow();
  const turn = signing.signers.filter((s) => s.state === "turn");
  const waiting = turn.map((s) => `${s.shortName} ${s.people.join("、")}`.trim()).join("，");
  const plan = signing.sendAt && new Date(signing.sendAt) > now ? t(`按计划 ${sayTime(t, new Date(signing.sendAt), now)} 发到 ${signing.renditions.length} 个账号。`, `It goes to ${signing.renditions.length} accounts at ${sayTime(t, new Date(signing.sendAt), now)}.`) : t(`正在发到 ${signing.renditions.length} 个账号。`, `It is going to ${signing.renditions.length} accounts.`);
  const mine = signedFor.length > 0 ? t(`已代表${signedFor.join("、")}签好`, `Signed for ${signedFor.join(", ")}`) : null;
  if (signing.cleared) return <Told title={mine ?? t("各家都签了", "Every unit has signed")}>{t("已签齐放行。", "It is cleared. ")}{plan} <Link className="link" to={`/boards/${signing.pieceId}`}>{t("看投放", "See the board")}</Link></Told>;
  const next = waiting ? t(`还等${waiting}签。`, `Waiting for ${waiting}.`) : "";
  return <Told title={mine ?? t("现在不用您签", "Nothing for you to sign now")}>{next} <Link className="link" to="/review">{t("看别的待签", "What else waits")}</Link></Told>;
}
