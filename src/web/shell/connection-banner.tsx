import { useSyncExternalStore } from "react";
import { connection } from "../live.ts";
import { useStore } from "../store.ts";
import { useT } from "../t.ts";

const watchLine = (listener: () => void) => {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => { removeEventListener("online", listener); removeEventListener("offline", listener); };
};

/** Announces a lost connection and its mending, in one sentence. */
export function ConnectionBanner() {
  const t = useT();
  const online = useSyncExternalStore(watchLine, () => navigator.onLine);
  const state = useStore(connection);
  const lost = !online || state === "lost";
  return (
    <div role="status" aria-live="polite">
      {lost && <p className="banner lost"><b>{t("连接断了，正在重连", "Connection lost, reconnecting")}</b><span>{t("您写的都在，连上后自动补上。", "What you wrote is kept and catches up by itself.")}</span></p>}
      {!lost && state === "mended" && <p className="banner">{t("连上了，已补到最新。", "Connected again; everything is up to date.")}</p>}
    </div>
  );
}
