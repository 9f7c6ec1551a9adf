import { useEffect, useEffectEvent } from "react";
import { refreshTopic } from "./cache.ts";
import { store, type Store } from "./store.ts";

/** How the live connection stands; `mended` is shown for a moment after `lost`. */
export type Connection = "idle" | "open" | "lost" | "mended";

/** Watched by the banner that announces a lost connection and its mending. */
export const connection: Store<Connection> = store<Connection>("idle");

type Listener = { topics: readonly string[]; hear: (topic: string) => void };
const listeners = new Set<Listener>();
let source: EventSource | null = null;
let opened = "";
let failures = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let settle: ReturnType<typeof setTimeout> | undefined;

const wanted = () => [...new Set([...listeners].flatMap((l) => l.topics))].sort().join(",");

function settleSoon(): void {
  clearTimeout(settle);
  settle = setTimeout(() => { if (wanted() !== opened) open(); }, 50);
}

function open(): void {
  clearTimeout(retry);
  source?.close();
  source = null;
  opened = wanted();
  if (opened === "") { connection.set("idle"); return; }
  const own = new EventSource(`/api/live?topics=${encodeURIComponent(opened)}`);
  source = own;
  own.onopen = mended;
  own.onmessage = (message: MessageEvent<string>) => { hear(message.data); };
  own.onerror = () => { if (own === source) lose(); };
}

function hear(topic: string): void {
  refreshTopic(topic);
  for (const listener of listeners) if (topic === "*" || listener.topics.includes(topic)) listener.hear(topic);
}

function mended(): void {
  failures = 0;
  if (connection.get() !== "lost") { connection.set("open"); return; }
  connection.set("mended");
  refreshTopic("*");
  setTimeout(() => { if (connection.get() === "mended") connection.set("open"); }, 4000);
}

function lose(): void {
  source?.close();
  source = null;
  failures += 1;
  if (failures > 1 || !navigator.onLine) connection.set("lost");
  clearTimeout(retry);
  retry = setTimeout(open, Math.min(30_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
}

addEventListener("offline", () => { if (opened !== "") connection.set("lost"); });
addEventListener("online", () => { if (opened !== "") open(); });

/** Listens to topics (`piece:<id>`, `board:<id>`, `inbox:<personId>`) over the one live connection; `useRead` does so for its own. No content travels: `*` means something may have been missed. */
export function useLive(topics: readonly string[], onChange?: (topic: string) => void): void {
  const hearIt = useEffectEvent((topic: string) => onChange?.(topic));
  const key = topics.join(",");
  useEffect(() => {
    if (key === "") return;
    const listener: Listener = { topics: key.split(","), hear: hearIt };
    listeners.add(listener);
    settleSoon();
    return () => { listeners.delete(listener); settleSoon(); };
  }, [key]);
}
