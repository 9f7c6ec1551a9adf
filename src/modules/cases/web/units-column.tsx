import { Button } from "antd";
import { Heading, Seal, Tag, WhyNot } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { CaseView } from "../contract.ts";
import type { Part } from "./task.ts";
import { gradeWords, liaisonKindWords, noticeWords, proposalWords, sayGrounds, sayTime, wayWords } from "./words.ts";

/** Who leads, who takes part, who was told and whether they know. */
export function UnitsColumn(part: Part) {
  return <div className="stack case-column"><Leads {...part} /><Notices {...part} /><Participants {...part} /><Letters {...part} /></div>;
}

function Leads({ c, open }: Part) {
  const t = useT();
  const department = c.department?.unitId === c.lead.unitId && c.lead.unitId !== c.unit.unitId;
  return (
    <section>
      <Heading title={t("谁牵头", "Who leads")} note={t("方案四（三）", "clause 4.3")} />
      {c.lead.unitId === c.unit.unitId
        ? <Lead unit={c.lead} role={t("应对和报道都由它牵头", "leads response and publicity")} lead />
        : <><Lead unit={c.lead} role={t("舆情应对牵头", "leads the response")} lead /><Lead unit={c.unit} role={t("宣传报道牵头", "leads the publicity")} /></>}
      {c.proposal && (
        <div className="case-proposal">
          <p><b>{t("建议由省厅牵头", "The department is proposed to lead")}</b> <Tag tone={c.proposal.state === "open" ? "ink" : c.proposal.state === "accepted" ? "house" : "plain"}>{t(...proposalWords[c.proposal.state])}</Tag></p>
          <p className="t12 i2">{t(`理由：${sayGrounds(t, c.proposal.grounds)}。“可由”省厅牵头，定不定都不挡往下办。`, `Because: ${sayGrounds(t, c.proposal.grounds)}. It may; it blocks nothing.`)}{c.proposal.decidedByName && t(`${c.proposal.decidedByName}${c.proposal.reason ? `：${c.proposal.reason}` : ""}`, ` ${c.proposal.decidedByName}${c.proposal.reason ? `: ${c.proposal.reason}` : ""}`)}</p>
          {c.may.lead === null && (
            <div className="row wrap">
              {c.proposal.state === "open" && <Button size="small" onClick={() => { open({ kind: "lead", accept: true }); }}>{t("由省厅牵头", "We lead")}</Button>}
              <Button size="small" onClick={() => { open({ kind: "lead", accept: false }); }}>{c.proposal.state === "open" ? t("不牵头", "Decline") : t("交回事件单位", "Hand it back")}</Button>
            </div>
          )}
        </div>
      )}
      {department && <p className="t12 i3">{t("两个牵头是两回事：应对由省厅统筹，报道仍由事件单位负责。", "Two leads: the department runs the response, the unit its own publicity.")}</p>}
    </section>
  );
}

function Lead({ unit, role, lead = false }: { unit: CaseView["unit"]; role: string; lead?: boolean }) {
  return <div className="case-lead"><Seal char={unit.seal} unit={unit.name} lg state={lead ? "signed" : "not-yet"} /><div><b className="el" title={unit.name}>{unit.shortName}</b><span className="i2">{role}</span></div></div>;
}

/** Reasons that are no news to the reader: the button is left out instead of grey. */
const silent: ReadonlySet<string> = new Set(["cases.department-itself", "cases.not-your-unit", "cases.closed"]);

function Notices({ c, now, open }: Part) {
  const t = useT();
  const clocks = c.clocks.filter((k) => k.code === "notify");
  const late = clocks.some((k) => k.missed);
  const told = c.notices.filter((n) => n.kind !== "involve");
  return (
    <section>
      <Heading title={t("通报与指导", "Notices")} note={c.mustTell ? t("要及时通报省厅", "the department must be told") : t("签收不是审批", "no approval is asked")} />
      {c.mustTell && !c.told && <p className="case-owed">{t("还没有通报省厅，往下办不了。", "The department was not told; the case cannot go on.")}</p>}
      {late && <p className="fault">{t("通报超过时限，记录里一直是红的。", "A report was late; the record keeps it red.")}</p>}
      <ul className="case-rows">
        {told.map((n) => (
          <li key={n.id}>
            <div className="row apart"><b>{t(...noticeWords[n.kind])} {n.number}</b>{n.grade && <span className="t12 i3">{t(...gradeWords[n.grade])}</span>}</div>
            <p className="case-words">{n.body}</p>
            <p className="t12 i2">{t(`${n.from.shortName} ${n.sentByName} ${sayTime(t, n.sentAt, now)} 发${n.to.shortName}`, `${n.from.shortName}, ${n.sentByName}, ${sayTime(t, n.sentAt, now)} to ${n.to.shortName}`)}</p>
            <Acknowledged notice={n} now={now} open={open} />
          </li>
        ))}
      </ul>
      {told.length === 0 && !c.mustTell && <p className="i3">{t("还没有通报单和指导意见。", "No report and no guidance yet.")}</p>}
      <div className="row wrap">
        {!silent.has(c.may.tell?.code ?? "") && <WhyNot quiet why={c.may.tell} size="small" onClick={() => { open({ kind: "tell" }); }}>{told.some((n) => n.kind === "report") ? t("再发通报单", "Report again") : t("发通报单", "Report")}</WhyNot>}
        {c.may.guide === null && <Button size="small" onClick={() => { open({ kind: "guide" }); }}>{t("发指导意见", "Send guidance")}</Button>}
      </div>
    </section>
  );
}

function Acknowledged({ notice: n, now, open }: { notice: CaseView["notices"][number] } & Pick<Part, "now" | "open">) {
  const t = useT();
  if (n.acknowledgedAt) return <p className="t12 house">{t(`${n.acknowledgedByName ?? ""} ${sayTime(t, n.acknowledgedAt, now)} 签收${n.remark ? `：${n.remark}` : ""}`, `acknowledged by ${n.acknowledgedByName ?? ""}, ${sayTime(t, n.acknowledgedAt, now)}${n.remark ? `: ${n.remark}` : ""}`)}</p>;
  return <div className="row apart"><span className="t12 i3">{t(`等${n.to.shortName}签收`, `waits for ${n.to.shortName}`)}</span>{n.whyNotAcknowledge === null && <Button size="small" onClick={() => { open({ kind: "acknowledge", notice: n }); }}>{t("签收", "Acknowledge")}</Button>}</div>;
}

function Participants({ c, now, open }: Part) {
  const t = useT();
  return (
    <section>
      <Heading title={t("参与单位", "Units taking part")} note={t(`${c.participants.length} 家`, String(c.participants.length))} />
      <ul className="case-rows">
        {c.participants.map((p) => {
          const notice = c.notices.find((n) => n.kind === "involve" && n.to.unitId === p.unitId);
          return <li key={p.unitId}><div className="row"><Seal char={p.seal} unit={p.name} state={notice?.acknowledgedAt ? "signed" : "turn"} /><b className="el grow" title={p.name}>{p.shortName}</b></div><p className="t12 i2">{p.reason}</p>{notice && <Acknowledged notice={notice} now={now} open={open} />}</li>;
        })}
      </ul>
      {c.participants.length === 0 && <p className="i3">{t("只涉及本单位。别的单位也有份，就请它参与：马上告知，能看到全部经过。", "Only one unit so far. Let another take part: it is told at once and sees everything.")}</p>}
      {c.may.work === null && <Button size="small" onClick={() => { open({ kind: "involve" }); }}>{t("请一家单位参与", "Let a unit take part")}</Button>}
    </section>
  );
}

function Letters({ c, now, open }: Part) {
  const t = useT();
  return (
    <section>
      <Heading title={t("联络函", "Liaison notes")} note={t("宣传、网信、网安", "partners")} />
      <ul className="case-rows">
        {c.liaisonNotes.map((n) => (
          <li key={n.id}>
            <div className="row apart"><b className="el" title={n.unitName}>{n.unitName}</b><Tag>{t(...liaisonKindWords[n.kind])}</Tag></div>
            <p className="case-words">{n.body}</p>
            <p className="t12 i2">{t(`${n.sentByName} ${sayTime(t, n.sentAt, now)} ${wayWords[n.way][0]}，${n.personName}${n.personPost ? `（${n.personPost}）` : ""}收`, `${n.sentByName}, ${sayTime(t, n.sentAt, now)}, ${wayWords[n.way][1]}, to ${n.personName}${n.personPost ? ` (${n.personPost})` : ""}`)}</p>
            {n.receipt
              ? <p className="t12 house">{t(`${n.receipt.personName} ${sayTime(t, n.receipt.at, now)} 签收，${n.receipt.recordedByName}记`, `acknowledged by ${n.receipt.personName}, ${sayTime(t, n.receipt.at, now)}; recorded by ${n.receipt.recordedByName}`)}</p>
              : <div className="row apart"><span className="t12 i3">{t("还没有签收", "not acknowledged yet")}</span>{c.may.work === null && <Button size="small" onClick={() => { open({ kind: "receipt", note: n }); }}>{t("记签收", "Record it")}</Button>}</div>}
          </li>
        ))}
      </ul>
      {c.liaisonNotes.length === 0 && <p className="i3">{t("还没有联络函。只用来通报情况、商请核实、协助发布、提供权威信息。", "None yet. They inform, verify, help publish, give facts; nothing else.")}</p>}
      {c.may.work === null && <Button size="small" onClick={() => { open({ kind: "letter" }); }}>{t("写联络函", "Write one")}</Button>}
    </section>
  );
}
