import { Button, Modal } from "antd";
import { useRef, useState } from "react";
import { Figures, Heading, Refused, Waiting } from "#web/primitives/index.ts";
import { call } from "#web/call.ts";
import { useAct } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { importPeople, listPeople, peopleTemplate } from "../contract.ts";
import { download, fileToSend, mostBytes } from "#web/sheets.ts";
import type { z } from "zod";
import type { Refusal } from "#kernel/decision.ts";
import { CallProblem } from "#web/call.ts";

type Outcome = z.output<typeof importPeople.result>;

/** People from Excel: template, file, what was done, and the rows given back. */
export function ImportPeople({ onClose }: { onClose: () => void }) {
  const t = useT();
  const picker = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const { act, pending, refusal, clear } = useAct(importPeople, { refresh: [listPeople], inline: true });
  const take = async (file: File | undefined) => {
    if (!file) return;
    setOutcome(null); setTrouble(null); clear();
    if (file.size > mostBytes) { setTrouble({ code: "sheet.unreadable" }); return; }
    const done = await act({ body: await fileToSend(file) });
    if (done) setOutcome(done);
    if (picker.current) picker.current.value = "";
  };
  const template = async () => {
    try { download(await call(peopleTemplate, {})); } catch (cause) { if (!(cause instanceof CallProblem)) throw cause; setTrouble(cause.refusal); }
  };
  return (
    <Modal open title={t("从 Excel 导入人员", "Import people from Excel")} onCancel={onClose} footer={[<Button key="close" onClick={onClose}>{t("关上", "Close")}</Button>]}>
      <div className="stack">
        <p className="i2">{t("每行单独核对：对的登记，不对的连同原因退回，一行不丢。同一份表再导一次不会重复。岗位不在表里，由安全管理员任命。", "Each row is judged by itself: good rows are written down, bad ones come back with the reason. The same sheet again changes nothing. Posts are not part of it.")}</p>
        <div className="row wrap">
          <Button onClick={() => { void template(); }}>{t("下载模板", "Template")}</Button>
          <Button type="primary" loading={pending} onClick={() => { picker.current?.click(); }}>{t("选文件导入", "Choose a file")}</Button>
          <input ref={picker} type="file" hidden aria-label={t("人员表", "Sheet of people")} accept=".xlsx" onChange={(e) => { void take(e.target.files?.[0]); }} />
        </div>
        {pending && <Waiting />}
        <Refused problem={trouble ?? refusal} />
        {outcome && <Result outcome={outcome} />}
      </div>
    </Modal>
  );
}

function Result({ outcome }: { outcome: Outcome }) {
  const t = useT();
  const { rejectedSheet } = outcome;
  return (
    <div className="stack" aria-live="polite">
      <Figures figures={[{ label: t("新登记", "New"), value: outcome.created }, { label: t("有修改", "Changed"), value: outcome.changed }, { label: t("没有变化", "Unchanged"), value: outcome.same }, { label: t("退回", "Given back"), value: outcome.rejected.length }]} />
      {rejectedSheet && <><Heading level={3} title={t("退回的行", "Rows given back")} note={<Button size="small" onClick={() => { download(rejectedSheet); }}>{t("下载退回的行", "Download them")}</Button>} />
        <ul className="org-rejected" tabIndex={0} aria-label={t("退回的行", "Rows given back")}>{outcome.rejected.map((r) => <li key={r.row}>{t(`第 ${r.row} 行：${r.reason}`, `Row ${r.row}: ${r.reason}`)}</li>)}</ul></>}
    </div>
  );
}
