/** The parts of a service worker's world that the keeper uses; the DOM library of TypeScript does not know them. */
type KeeperScope = {
  addEventListener(type: "install" | "activate", listen: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listen: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<{ url: string }[]> };
};
const keeper = globalThis as unknown as KeeperScope;
const shelf = "led-player";
const parts = ["led", "playlist", "shelf", "stage"].map((name) => `/led/client/${name}.ts`);

/** Keeps the player itself, so that a screen that is switched off and on without a line still starts. */
keeper.addEventListener("install", (event) => event.waitUntil(
  caches.open(shelf).then(async (cache) => {
    const open = await keeper.clients.matchAll({ type: "window", includeUncontrolled: true });
    await cache.addAll([...parts, ...open.map((client) => new URL(client.url).pathname).filter((path) => /^\/led\/[\w-]{43}$/.test(path))]);
    await keeper.skipWaiting();
  }),
));
keeper.addEventListener("activate", (event) => event.waitUntil(keeper.clients.claim()));

/** Page and parts: from the house when it answers, else from the shelf. Playlist and proofs are the player's own business. */
keeper.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || pathname.endsWith(".json")) return;
  event.respondWith(fetch(event.request, { signal: AbortSignal.timeout(10_000) }).then(async (answer) => {
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (answer.ok) await (await caches.open(shelf)).put(pathname, answer.clone());
    return answer;
  }).catch(async () => (await caches.match(pathname)) ?? Response.error()));
});
