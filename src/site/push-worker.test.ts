import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { clientScript } from "./client-script.ts";

const key = Uint8Array.from({ length: 65 }, (_, n) => (n === 0 ? 4 : n));
const subscription = (endpoint: string, options = { applicationServerKey: key.buffer as ArrayBuffer | null }) => ({ endpoint, options, toJSON: () => ({ endpoint, keys: { p256dh: `p ${endpoint}`, auth: `a ${endpoint}` } }) });

/** The worker as a browser runs it, on a stage of our own: what it asks of the browser and what it says to the house. */
async function change(event: { oldSubscription?: object | null; newSubscription?: object | null }): Promise<{ asked: object[]; said: { url: string; body: unknown; credentials: string }[] }> {
  const listeners = new Map<string, (event: object) => void>();
  const [asked, said]: [object[], { url: string; body: unknown; credentials: string }[]] = [[], []];
  const registration = { pushManager: { subscribe: async (options: object) => { asked.push(options); return subscription("https://push.example.org/made"); } } };
  runInContext(clientScript("./client/push.ts"), createContext({
    addEventListener: (type: string, listen: (event: object) => void) => { listeners.set(type, listen); }, registration, clients: {}, btoa, location: { origin: "https://site.test" }, URL, Uint8Array, String, JSON,
    fetch: async (url: string, { body, credentials }: { body: string; credentials: string }) => { said.push({ url, body: JSON.parse(body), credentials }); return { ok: true }; },
  }));
  const works: Promise<unknown>[] = [];
  listeners.get("pushsubscriptionchange")?.({ ...event, waitUntil: (work: Promise<unknown>) => { works.push(work); } });
  await Promise.all(works);
  return { asked, said };
}

const moved = (endpoint: string) => [{
  url: "/resubscribe", credentials: "omit",
  body: { left: "https://push.example.org/old", endpoint, keys: { p256dh: `p ${endpoint}`, auth: `a ${endpoint}` }, serverKey: Buffer.from(key).toString("base64url") },
}];

test("a browser whose subscription ran out subscribes again with the same key, and tells the house both places and nothing else", async () => {
  const { asked, said } = await change({ oldSubscription: subscription("https://push.example.org/old"), newSubscription: null });
  expect(asked).toEqual([{ userVisibleOnly: true, applicationServerKey: key.buffer }]);
  expect(said).toEqual(moved("https://push.example.org/made"));
});

test("one that made the new subscription itself is not asked for another", async () => {
  const { asked, said } = await change({ oldSubscription: subscription("https://push.example.org/old"), newSubscription: subscription("https://push.example.org/new") });
  expect([asked, said]).toEqual([[], moved("https://push.example.org/new")]);
});

test.each([["does not say which it left", { oldSubscription: null }], ["left one without a key", { oldSubscription: subscription("https://push.example.org/old", { applicationServerKey: null }) }]])("one that %s says nothing", async (_, event) => {
  expect(await change(event)).toEqual({ asked: [], said: [] });
});
