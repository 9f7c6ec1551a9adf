import { Button, Modal } from "antd";
import { useRef, useState } from "react";
import type { z } from "zod";
import type { Operation } from "#kernel/contract.ts";
import { SheetFile } from "#kernel/contract.ts";
import type { Refusal } from "#kernel/decision.ts";
import { useAct } from "../ask.ts";
import { call, CallProblem } from "../call.ts";
import { download, fileToSend, mostBytes } from "../sheets.ts";
import { useT } from "../t.ts";
import { Figures } from "./figures.tsx";
import { Heading } from "./heading.tsx";
import { Refused } from "./refused.tsx";
import { Waiting } from "./waiting.tsx";
import "./form.css";

type Nothing = z.ZodObject<Record<never, never>>;
type Outcome = { rejected: { row: number; reason: string }[]; rejectedSheet: SheetFile | null };
type SheetFile = z.infer<typeof SheetFile>;

/** Rows from Excel: a template, a file, what was done, and the rows given back with their reasons. `figures` says what was done. */
export function ImportSheet<R extends z.ZodType<Outcome>>({ title, why, label, template, take, refresh, figures, onClose }: {
  title: string; why: string; label: string; template: Operation<Nothing, Nothing, Nothing, typeof SheetFile>; take: Operation<Nothing, Nothing, typeof SheetFile, R>; refresh: readonly Operation[];
  figures: (outcome: z.output<R>) => { label: string; value: number }[]; onClose: () => void;
}) {
  const t = useT();
  const picker = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<z.output<R> | null>(null);
  const [trouble, setTrouble] = useState<Refusal | null>(null);
  const { act, pending, refusal, clear } = useAct(take, { refresh, inline: true });
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setOutcome(null); setTrouble(null); clear();
    if (file.size > mostBytes) { setTrouble({ code: "sheet.unreadable" }); return; }
    const done = await act({ body: await fileToSend(file) } as never);
    if (done) setOutcome(done);
    if (picker.current) picker.current.value = "";
  };
  const fetchTemplate = async () => {
    try { download(await call(template, {} as never)); } catch (cause) { if (!(cause instanceof CallProblem)) throw cause; setTrouble(cause.refusal); }
  };
  return (
    <Modal open title={title} onCancel={onClose} footer={[<Button key="close" onClick={onClose}>{t("关上", "Close")}</Button>]}>
      <div className="stack">
        <p className="i2">{why}</p>
        <div className="row wrap">
          <Button onClick={() => { void fetchTemplate(); }}>{t("下载模板", "Template")}</Button>
          <Button type="primary" loading={pending} onClick={() => { picker.current?.click(); }}>{t("选文件导入", "Choose a file")}</Button>
          <input ref={picker} type="file" hidden aria-label={label} accept=".xlsx" onChange={(e) => { void choose(e.target.files?.[0]); }} />
        </div>
        {pending && <Waiting />}
        <Refused problem={trouble ?? refusal} />
        {outcome && <div className="stack" aria-live="polite"><Figures figures={figures(outcome)} /><GivenBack outcome={outcome} /></div>}
      </div>
    </Modal>
  );
}

function GivenBack({ outcome: { rejected, rejectedSheet } }: { outcome: Outcome }) {
  const t = useT();
  if (!rejectedSheet) return null;
  return (
    <>
      <Heading level={3} title={t("退回的行", "Rows given back")} note={<Button size="small" onClick={() => { download(rejectedSheet); }}>{t("下载退回的行", "Download them")}</Button>} />
      <ul className="form-rejected" tabIndex={0} aria-label={t("退回的行", "Rows given back")}>{rejected.map((r) => <li key={r.row}>{t(`第 ${r.row} 行：${r.reason}`, `Row ${r.row}: ${r.reason}`)}</li>)}</ul>
    </>
  );
}
