import { Button } from "antd";
import { useT } from "../t.ts";
import { Meter } from "./meter.tsx";
import "./rows.css";

/** A file on its way: bytes sent of bytes, and whether it goes, rests (stopped or offline), is done, or was refused with a reason. */
export type UploadRowProps = { name: string; bytes: number; sent: number; state: "going" | "resting" | "done" | "failed"; reason?: string; onStop?: () => void; onGo?: () => void };

/** Bytes as people say them: 1.4 GB, 220 KB. */
export function sayBytes(bytes: number): string {
  const steps = ["B", "KB", "MB", "GB"];
  const step = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** step;
  return `${value >= 10 || step === 0 ? Math.round(value) : value.toFixed(1)} ${steps[step] ?? "B"}`;
}

/** One upload: it can be stopped and goes on where it stopped. */
export function UploadRow({ name, bytes, sent, state, reason, onStop, onGo }: UploadRowProps) {
  const t = useT();
  const said = {
    going: t(`已传 ${sayBytes(sent)} / ${sayBytes(bytes)}`, `${sayBytes(sent)} of ${sayBytes(bytes)}`),
    resting: t(`停在 ${sayBytes(sent)} / ${sayBytes(bytes)}，接着传不会重来`, `Stopped at ${sayBytes(sent)} of ${sayBytes(bytes)}; it goes on from there`),
    done: t(`${sayBytes(bytes)}，已存好`, `${sayBytes(bytes)}, stored`),
    failed: reason ?? t("没有传上去", "Not uploaded"),
  }[state];
  return (
    <li className="upload">
      <div className="grow"><b className="el" title={name}>{name}</b><span className={state === "failed" ? "t12 fault" : "t12 i2"}>{said}</span></div>
      <div className="row">
        {state === "going" && onStop && <Button size="small" onClick={onStop}>{t("停下", "Stop")}</Button>}
        {state === "resting" && onGo && <Button size="small" onClick={onGo}>{t("接着传", "Go on")}</Button>}
        {state === "failed" && onGo && <Button size="small" onClick={onGo}>{t("重传", "Again")}</Button>}
      </div>
      {state !== "done" && <div style={{ gridColumn: "1 / -1" }}><Meter share={sent / Math.max(1, bytes)} tone={state === "failed" ? "missed" : "met"} label={name} /></div>}
    </li>
  );
}
