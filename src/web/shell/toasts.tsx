import { hush, sayings } from "../say.ts";
import { useStore } from "../store.ts";
import { useT } from "../t.ts";

/** Sentences over the page: plain ones leave by themselves, faults wait to be closed. */
export function Toasts() {
  const t = useT();
  const said = useStore(sayings);
  return (
    <div className="toasts" aria-live="polite">
      {said.map((s) => (
        <div key={s.id} className={s.tone === "fault" ? "toast bad" : "toast"} role={s.tone === "fault" ? "alert" : "status"}>
          <p>{s.text}</p>
          <button type="button" onClick={() => { hush(s.id); }}>{t("知道了", "Close")}</button>
        </div>
      ))}
    </div>
  );
}
