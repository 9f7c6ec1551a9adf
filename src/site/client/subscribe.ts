/** What this device is set to; `failed` is said until the next try. */
type State = "off" | "on-all" | "on-urgent" | "denied" | "cannot" | "failed";

const box = document.querySelector<HTMLElement>("#push");
const remembered = "reminders";

/** Shows the words of one state and hides the others. */
function show(state: State): void {
  if (!box) return;
  for (const part of box.querySelectorAll<HTMLElement>("[data-when]")) part.hidden = !(part.dataset["when"] ?? "").split(" ").includes(state);
  box.hidden = false;
  document.querySelector("#unscripted")?.remove();
}

const able = (): boolean => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
const on = (): State => (localStorage.getItem(remembered) === "urgent" ? "on-urgent" : "on-all");

/** The key as browsers want it: bytes. */
const bytesOf = (key: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function tellHouse(path: string, said: object): Promise<void> {
  const answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(said), credentials: "omit", signal: AbortSignal.timeout(15_000) });
  if (!answer.ok) throw new Error(String(answer.status));
}

/** Asks the browser, then tells the house; a subscription made with a key the site has no more is given up first. */
async function start(key: string, urgentOnly: boolean): Promise<State> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  await navigator.serviceWorker.register("/push.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  const subscription = await pushManager.subscribe(options).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint, keys } = subscription.toJSON();
  try {
    await tellHouse("/subscribe", { endpoint, keys: { p256dh: keys?.["p256dh"], auth: keys?.["auth"] }, serverKey: key, urgentOnly });
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  localStorage.setItem(remembered, urgentOnly ? "urgent" : "all");
  return on();
}

/** The house forgets first; whatever becomes of that, the browser shows nothing more. */
async function stop(): Promise<State> {
  const subscription = await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();
  localStorage.removeItem(remembered);
  if (!subscription) return "off";
  await tellHouse("/unsubscribe", { endpoint: subscription.endpoint }).finally(() => subscription.unsubscribe());
  return "off";
}

async function now(): Promise<State> {
  if (!able()) return "cannot";
  if (Notification.permission === "denied") return "denied";
  return (await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()) ? on() : "off";
}

const work: Record<string, (key: string) => Promise<State>> = { all: (key) => start(key, false), urgent: (key) => start(key, true), stop: () => stop() };
for (const button of box?.querySelectorAll<HTMLButtonElement>("[data-do]") ?? []) {
  button.addEventListener("click", () => {
    const all = [...(box?.querySelectorAll<HTMLButtonElement>("[data-do]") ?? [])];
    for (const one of all) one.disabled = true;
    void (work[button.dataset["do"] ?? ""]?.(box?.dataset["key"] ?? "") ?? now()).catch((): State => "failed").then(show).finally(() => { for (const one of all) one.disabled = false; });
  });
}
void now().catch((): State => "cannot").then(show);

export {};
