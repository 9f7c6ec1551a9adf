import { useState } from "react";
import { useT } from "../t.ts";
import { PreviewLabel } from "./preview.tsx";
import "./preview.css";

/** Seconds one round takes at `perSecond` characters a second, with the strip's own width (about 24 characters) run through first. */
export const ledSeconds = (text: string, perSecond = 3): number => Math.max(4, Math.round(([...text].length + 24) / perSecond));

/** An LED strip in motion; it can be stopped (WCAG 2.2.2) and stands still, wrapped, for who asked for less motion. */
export function LedStrip({ text, note, seconds = ledSeconds(text) }: { text: string; note?: string; seconds?: number }) {
  const t = useT();
  const [still, setStill] = useState(false);
  const round = t(`滚动一遍 ${seconds} 秒`, `${seconds} s a round`);
  return (
    <div>
      <PreviewLabel name={t("户外屏", "LED screen")} count={note ? `${round}${t("，", ", ")}${note}` : round} />
      <div className={still ? "led still" : "led"} role="img" aria-label={text}>
        <div style={{ animationDuration: `${seconds}s` }} aria-hidden="true"><span>{text}</span></div>
      </div>
      <button type="button" className="led-stop" aria-pressed={still} onClick={() => { setStill(!still); }}>{still ? t("让它滚动", "Let it run") : t("停住看", "Hold it")}</button>
    </div>
  );
}
