import { Button, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAct } from "#web/ask.ts";
import { ConfirmReason, Dialog, Field, Seal, Tag, useNow, Words } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { acceptFinding, listFindings, readFile, readMatrix, recheck, rectify, type FindingView } from "../contract.ts";
import { levelWords, outcomeWords, sayFound, sayStep, sayWhen, stateWords } from "./words.ts";

const refresh = [listFindings, readFile, readMatrix];
type Task = "rectify" | "pass" | "back" | "accept";

/** One finding: what, at which account, how it stands, and the one next step. `brief` leaves out the account. */
export function FindingRow({ finding: f, brief = false }: { finding: FindingView; brief?: boolean }) {
  const t = useT();
  const now = useNow(60);
  const [task, setTask] = useState<Task | null>(null);
  const close = () => { setTask(null); };
  return (
    <li className="matrix-finding">
      <div>
        <div className="matrix-finding-head">
          <Tag tone={f.level === "veto" && f.state !== "closed" ? "fault" : "plain"}>{t(...levelWords[f.level])}</Tag>
          <b>{t(f.check.zh, f.check.en)}</b>
          <Tag tone={f.state === "closed" ? "house" : f.state === "rectified" ? "ink" : "plain"}>{f.outcome ? t(...outcomeWords[f.outcome]) : t(...stateWords[f.state])}</Tag>
        </div>
        {!brief && <p className="row"><Seal char={f.unit.seal} unit={f.unit.name} /><Link className="link el" to={`/matrix/accounts/${f.account.id}`}>{f.account.name}</Link><span className="t12 i3 nw">{t(f.account.platform.zh, f.account.platform.en)}</span></p>}
        <p>{sayFound(t, f)}{f.note && <span className="matrix-words i2">{f.note}</span>}</p>
        <p className="t12 i3">{t(`${f.foundByName} ${sayWhen(f.foundAt, now)} 发现`, `found by ${f.foundByName}, ${sayWhen(f.foundAt, now)}`)}{f.state === "open" && <span className={f.overdue ? "fault" : ""}>{f.overdue ? t(`，${sayWhen(f.dueAt, now)} 就该改好`, `; was due ${sayWhen(f.dueAt, now)}`) : t(`，${sayWhen(f.dueAt, now)} 前改好`, `; due ${sayWhen(f.dueAt, now)}`)}</span>}</p>
        {f.events.length > 1 && <ol className="matrix-course">{f.events.slice(1).map((e, i) => <li key={i}><span className="t12 i3 nw">{sayWhen(e.at, now)}</span><span>{sayStep(t, e.kind)}{e.note && <span className="i2">{t("：", ": ")}{e.note}</span>} <span className="t12 i3 nw">{e.byName}</span></span></li>)}</ol>}
      </div>
      {(f.mayRectify || f.mayRecheck || f.mayAccept) && (
        <div className="row wrap">
          {f.mayRectify && <Button type="primary" onClick={() => { setTask("rectify"); }}>{t("报整改", "Report mended")}</Button>}
          {f.mayRecheck && <Button type="primary" onClick={() => { setTask("pass"); }}>{t("复查销号", "Recheck and close")}</Button>}
          {f.mayRecheck && <Button onClick={() => { setTask("back"); }}>{t("退回重改", "Send back")}</Button>}
          {f.mayAccept && <Button onClick={() => { setTask("accept"); }}>{t("限期接受", "Accept for a time")}</Button>}
        </div>
      )}
      {task === "rectify" && <Rectify finding={f} onClose={close} />}
      {(task === "pass" || task === "back") && <Recheck finding={f} pass={task === "pass"} onClose={close} />}
      {task === "accept" && <Accept finding={f} onClose={close} />}
    </li>
  );
}

type One = { finding: FindingView; onClose: () => void };

function Rectify({ finding: f, onClose }: One) {
  const t = useT();
  const { act } = useAct(rectify, { refresh, said: t("报上去了，等上级复查。", "Reported; a unit above rechecks.") });
  return <ConfirmReason open title={t(`整改：${f.check.zh}`, `Mend: ${f.check.en}`)} verb={t("报上去", "Report")} consequence={t("写明做了什么。系统会再查一遍，还不合格的销不了号。", "Say what was done. The house looks again; what is not mended cannot be closed.")} onClose={onClose} confirm={async (note) => (await act({ params: { findingId: f.id }, body: { note } })) !== undefined} />;
}

function Recheck({ finding: f, pass, onClose }: One & { pass: boolean }) {
  const t = useT();
  const [note, setNote] = useState("");
  const { act, pending, refusal } = useAct(recheck, { refresh, inline: true, said: pass ? t("销号了。", "Closed.") : t("退回了。", "Sent back.") });
  const go = async () => { if (await act({ params: { findingId: f.id }, body: { pass, note: note.trim() } })) onClose(); };
  return (
    <Dialog title={pass ? t("复查合格，销号", "Recheck and close") : t("退回重改", "Send back")} verb={pass ? t("销号", "Close it") : t("退回", "Send back")} missing={!pass && [...note.trim()].length < 2 ? t("写明哪里不行", "Say what is not right") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose}>
      <Words label={t("复查情况", "What was seen")} {...(pass ? { hint: t("可以不写", "may stay empty") } : {})} value={note} onChange={setNote} rows={2} max={300} />
    </Dialog>
  );
}

function Accept({ finding: f, onClose }: One) {
  const t = useT();
  const [note, setNote] = useState("");
  const [until, setUntil] = useState("");
  const { act, pending, refusal } = useAct(acceptFinding, { refresh, inline: true, said: t("记下了，到期再查。", "Noted; it is inspected again then.") });
  const go = async () => { if (await act({ params: { findingId: f.id }, body: { note: note.trim(), until } })) onClose(); };
  return (
    <Dialog title={t("限期接受", "Accept for a time")} verb={t("接受", "Accept")} missing={[...note.trim()].length < 2 ? t("写明理由", "Give the reason") : until === "" ? t("写明到哪天", "Give the day") : null} pending={pending} refusal={refusal} onDo={() => { void go(); }} onClose={onClose} why={t("只用于一时改不了的提醒，最长一年；到期还不合格会再列出来。", "For warnings that cannot be mended now; a year at most.")}>
      <Words label={t("理由", "Reason")} value={note} onChange={setNote} rows={2} max={300} />
      <Field label={t("到哪天", "Until")}><Input type="date" value={until} onChange={(e) => { setUntil(e.target.value); }} /></Field>
    </Dialog>
  );
}
