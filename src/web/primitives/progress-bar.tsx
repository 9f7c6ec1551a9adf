import { Button } from "antd";
import { useT } from "../t.ts";
import { Meter } from "./meter.tsx";
import "./rows.css";

/** Long work as it goes: what is being done, how far, and a way to stop it. `said` names the figures ("61 县中 34 县"). */
export function ProgressBar({ label, share, said, onStop }: { label: string; share: number; said: string; onStop?: () => void }) {
  const t = useT();
  return (
    <div className="progress">
      <span><b>{label}</b> <span className="i2">{said}</span></span>
      {onStop ? <Button size="small" onClick={onStop}>{t("停下", "Stop")}</Button> : <span />}
      <Meter share={share} tone="met" label={label} />
    </div>
  );
}
