import { Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import type { z } from "zod";
import { useAct } from "#web/ask.ts";
import { Refused } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { exportPath, orderExport, sealPath } from "../contract.ts";
import { dayStart } from "./ask.ts";

type Ordered = z.output<typeof orderExport.result>;

/** Orders an export and hands over both files: the lines and their seal; with the words how anybody checks them offline. */
export function ExportRecord({ from: first = "", to: last = "", onClose }: { from?: string; to?: string; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(last);
  const [ordered, setOrdered] = useState<Ordered | null>(null);
  const { act, pending, refusal } = useAct(orderExport, { inline: true });
  const go = async () => {
    const answer = await act({ body: { from: dayStart(from) ?? null, to: dayStart(to, 1) ?? null } });
    if (answer) setOrdered(answer);
  };
  return (
    <Modal open onCancel={onClose} title={t("导出台账", "Export the record")} footer={ordered
      ? [<Button key="done" type="primary" onClick={onClose}>{t("好了", "Done")}</Button>]
      : [<Button key="no" onClick={onClose}>{t("先不办", "Not now")}</Button>, <Button key="go" type="primary" loading={pending} onClick={() => { void go(); }}>{t("导出", "Export")}</Button>]}>
      {ordered ? (
        <div className="stack">
          <p>{t(`第 ${ordered.firstSeq} 至 ${ordered.lastSeq} 条，共 ${ordered.rows} 条。两个文件放在一起保存：`, `Rows ${ordered.firstSeq} to ${ordered.lastSeq}, ${ordered.rows} in all. Keep both files together:`)}</p>
          <ul className="export-files">
            <li><a className="link" href={exportPath(ordered.exportId)} download={ordered.fileName}>{ordered.fileName}</a><span className="i2">{t("每行一条，原文和哈希", "one row a line, its very bytes and hash")}</span></li>
            <li><a className="link" href={sealPath(ordered.exportId)} download={`${ordered.fileName}.sha256`}>{ordered.fileName}.sha256</a><span className="i2">{t("封条，同样的值也记在链上", "the seal; the same value stands in the chain")}</span></li>
          </ul>
          <p className="i2">{t("离线核对，不用联网，也不用这套系统的数据库：", "To check it anywhere, without network or database:")}</p>
          <pre className="export-command" tabIndex={0}>npx tongsheng verify {ordered.fileName}</pre>
        </div>
      ) : (
        <div className="stack">
          <p className="i2">{t("导出的是一段连续的台账，一条不漏，谁拿到都能验真。导出这件事本身也记一条。", "A run of rows without a gap, which anybody can prove genuine. The export itself leaves a row.")}</p>
          <div className="row wrap">
            <label htmlFor={`${id}-from`}>{t("从", "From")}</label><Input id={`${id}-from`} type="date" className="export-day" value={from} onChange={(e) => { setFrom(e.target.value); }} />
            <label htmlFor={`${id}-to`}>{t("到", "to")}</label><Input id={`${id}-to`} type="date" className="export-day" value={to} onChange={(e) => { setTo(e.target.value); }} />
          </div>
          <p className="t12 i3">{t("不填就是从第一条到现在。", "Leave empty for everything up to now.")}</p>
          <Refused problem={refusal} />
        </div>
      )}
    </Modal>
  );
}
