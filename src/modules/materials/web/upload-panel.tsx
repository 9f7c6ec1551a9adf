import { Button } from "antd";
import { useRef, useState } from "react";
import { useRead } from "#web/ask.ts";
import { sayBytes, UploadRow } from "#web/primitives/index.ts";
import { sayRefusal } from "#web/refusal-words.ts";
import { useT } from "#web/t.ts";
import { listMaterials } from "../contract.ts";
import { announcedKinds, uploadDays } from "../rules.ts";
import { giveUp, goOn, mayGoOn, startUpload, stopUpload, tidy, useUploads } from "./uploads.ts";
import "./materials.css";

const accept = announcedKinds.filter((kind) => kind.includes("/") && !kind.startsWith("application")).join(",");

/** Choose or drop files; each can be stopped, goes on where it stopped, and outlives a reload. */
export function UploadPanel({ onReady }: { onReady?: (materialId: string) => void }) {
  const t = useT();
  const chosen = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const rows = useUploads();
  const begin = (files: FileList | null) => { for (const file of files ?? []) startUpload(file, onReady); };
  return (
    <section className="uploads" aria-label={t("上传素材", "Upload materials")}>
      <div className={over ? "drop over" : "drop"} onDragOver={(event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); setOver(true); } }} onDragLeave={() => { setOver(false); }}
        onDrop={(event) => { event.preventDefault(); setOver(false); begin(event.dataTransfer.files); }}>
        <div className="grow">
          <b>{t("把图片、视频拖到这里", "Drop pictures and films here")}</b>
          <p className="t12 i2">{t("JPG、PNG、WebP、GIF、MP4、MOV、WebM，单个不超过 2 GB。拍摄位置会自动去掉，断了能接着传。", "JPG, PNG, WebP, GIF, MP4, MOV, WebM up to 2 GB. Where it was taken is removed; a broken line goes on where it stopped.")}</p>
        </div>
        <Button onClick={() => { chosen.current?.click(); }}>{t("选文件", "Choose files")}</Button>
        <input ref={chosen} type="file" multiple accept={accept} hidden aria-hidden="true" onChange={(event) => { begin(event.target.files); event.target.value = ""; }} />
      </div>
      <ul aria-live="polite">
        {rows.map((row) => [
          <UploadRow key={row.key} name={row.name} bytes={row.bytes} sent={row.sent} state={row.state} {...(row.refusal ? { reason: sayRefusal(row.refusal) } : {})} onStop={() => { stopUpload(row.key); }} {...(mayGoOn(row) ? { onGo: () => { goOn(row.key); } } : {})} />,
          (row.state === "resting" || row.state === "failed") && <li key={`${row.key}-less`} className="upload-less"><Button type="link" size="small" onClick={() => { giveUp(row.key); }}>{t("不传了", "Give up")}</Button></li>,
        ])}
        <Unfinished inHand={rows.map((row) => row.name)} />
      </ul>
      {rows.some((row) => row.state === "done") && <Button className="tidy" type="link" size="small" onClick={tidy}>{t("清掉传完的", "Clear finished")}</Button>}
    </section>
  );
}

/** Uploads of mine from before a reload, or from another machine: the browser must be given the file again. */
function Unfinished({ inHand }: { inHand: readonly string[] }) {
  const t = useT();
  const { data } = useRead(listMaterials, { query: { state: "uploading", mine: "true", size: 50 } });
  const left = (data?.items ?? []).filter((m) => !inHand.includes(m.name));
  return left.map((m) => (
    <li className="upload" key={m.id}>
      <div className="grow"><b className="el" title={m.name}>{m.name}</b><span className="t12 i2">{t(`上次传到 ${sayBytes(m.received ?? 0)} / ${sayBytes(m.bytes)}。再选一次同一个文件，就从这里接着传；放着不管，${uploadDays} 天后清掉`, `Stopped at ${sayBytes(m.received ?? 0)} of ${sayBytes(m.bytes)}. Choose the same file again to go on; cleared after ${uploadDays} days`)}</span></div>
    </li>
  ));
}
