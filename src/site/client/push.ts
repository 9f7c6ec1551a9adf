import type { PushNote } from "#modules/push/rules/note.ts";

/** The parts of a service worker's world that reminders use; the DOM library of TypeScript does not know them. */
type Worker = {
  addEventListener(type: "install" | "activate", listen: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "push", listen: (event: { data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "pushsubscriptionchange", listen: (event: Change & { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "notificationclick", listen: (event: { notification: Notification; waitUntil(work: Promise<unknown>): void }) => void): void;
  skipWaiting(): Promise<void>;
  registration: { showNotification(title: string, options: object): Promise<void>; getNotifications(filter: { tag: string }): Promise<Notification[]>; pushManager: PushManager };
  clients: { claim(): Promise<void>; matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<{ url: string; focus(): Promise<unknown> }[]>; openWindow(url: string): Promise<unknown> };
};
const worker = globalThis as unknown as Worker;

/** A browser gave its subscription another place; it may have made the new one itself. */
type Change = { oldSubscription?: PushSubscription | null; newSubscription?: PushSubscription | null };

/** What a shown reminder remembers: where it leads, and how new it is. */
type Shown = { link: string; edition: number | null };

const unreadable = { title: "有新的发布", text: "", units: [], link: "/", pieceId: "unreadable", edition: null, urgency: "routine" };

/** Shows a reminder in place of what stands of the same piece; what came late never covers what is newer, and the same edition again makes no noise. */
async function show(note: Pick<PushNote, "title" | "text" | "link" | "pieceId" | "edition" | "urgency"> & { units: readonly string[] }): Promise<void> {
  const standing = (await worker.registration.getNotifications({ tag: note.pieceId })).at(-1);
  const seen = standing?.data as Shown | undefined;
  const late = standing && seen && note.edition !== null && (seen.edition === null || seen.edition > note.edition);
  if (late) return worker.registration.showNotification(standing.title, { body: standing.body, tag: note.pieceId, lang: "zh-CN", silent: true, data: seen });
  const again = seen !== undefined && seen.edition === note.edition;
  const data: Shown = { link: note.link, edition: note.edition };
  await worker.registration.showNotification(note.title, {
    body: [note.units.join(" "), note.text].filter(Boolean).join("\n"), tag: note.pieceId, renotify: !again, silent: again, lang: "zh-CN", requireInteraction: note.urgency === "red" || note.urgency === "orange", data,
  });
}

/** Opens the piece, in a window that shows it already where there is one; never another site. */
async function open(link: string): Promise<void> {
  const target = new URL(link, location.origin);
  if (target.origin !== location.origin) return;
  const there = (await worker.clients.matchAll({ type: "window", includeUncontrolled: true })).find(({ url }) => url === target.href);
  await (there ? there.focus() : worker.clients.openWindow(target.href));
}

/** The key as the house writes it. */
const written = (key: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(key))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Subscribes again with the key the site had, and tells the house both places and nothing else; a browser that does not say which it left cannot be found again, and its reader asks anew. */
async function move({ oldSubscription: left, newSubscription }: Change): Promise<void> {
  const key = left?.options.applicationServerKey;
  if (!left || !key) return;
  const { endpoint, keys } = (newSubscription ?? await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  const said = { left: left.endpoint, endpoint, keys: { p256dh: keys?.["p256dh"], auth: keys?.["auth"] }, serverKey: written(key) };
  await fetch("/resubscribe", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said), credentials: "omit" });
}

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("push", (event) => {
  let note: Parameters<typeof show>[0] = unreadable as Parameters<typeof show>[0];
  try {
    if (event.data) note = event.data.json() as typeof note;
  } catch {
    // A browser that shows nothing for a push takes the subscription away, so something is said.
  }
  event.waitUntil(show(note));
});
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(move(event)));
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as Shown | null)?.link ?? "/"));
});
