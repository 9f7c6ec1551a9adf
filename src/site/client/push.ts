import type { PushNote } from "#modules/push/rules/note.ts";

/** The parts of a service worker's world that reminders use; the DOM library of TypeScript does not know them. */
type Worker = {
  addEventListener(type: "install" | "activate", listen: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "push", listen: (event: { data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "notificationclick", listen: (event: { notification: Notification; waitUntil(work: Promise<unknown>): void }) => void): void;
  skipWaiting(): Promise<void>;
  registration: { showNotification(title: string, options: object): Promise<void>; getNotifications(filter: { tag: string }): Promise<Notification[]> };
  clients: { claim(): Promise<void>; matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<{ url: string; focus(): Promise<unknown> }[]>; openWindow(url: string): Promise<unknown> };
};
const worker = globalThis as unknown as Worker;

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
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as Shown | null)?.link ?? "/"));
});
