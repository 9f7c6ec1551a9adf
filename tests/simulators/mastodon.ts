import { jsonOf, startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

/** A post as the server holds it: the words it was given, and the body that brought them last. */
export type Toot = { id: string; key: string; text: string; body: string; at: Date; edits: number; deleted: boolean };

export const mastodonToken = "mastodon-demo-token";
const accountId = "109348572093485720";
const hour = 3_600_000;

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
const linked = (text: string): string => text.replace(/https?:\/\/[^\s&<]+/g, (url) => `<a href="${url}" rel="nofollow noopener noreferrer" target="_blank"><span class="invisible">https://</span><span class="">${url.replace(/^https?:\/\//, "")}</span></a>`);
/** The server turns words into a page: paragraphs, breaks, addresses as links. */
const page = (text: string): string => text.split("\n\n").map((part) => `<p>${linked(escape(part)).replaceAll("\n", "<br />")}</p>`).join("");
const long = (text: string): boolean => [...text.replace(/https?:\/\/\S+/g, "x".repeat(23))].length > 500;

/** A server that speaks Mastodon's API as its documents say: bearer token, a key kept for an hour, 500 characters, edits, deletion, and the source of a post. */
export async function startMastodon(options: SimulatorOptions = {}): Promise<Simulator<Toot>> {
  const ledger: Toot[] = [];
  const account = { id: accountId, username: "jlyj", acct: "jlyj", url: "https://social.example/@jlyj" };
  const view = (toot: Toot) => ({
    id: toot.id, created_at: toot.at.toISOString(), edited_at: toot.edits > 0 ? toot.at.toISOString() : null, visibility: "public", language: "zh", uri: `https://social.example/users/jlyj/statuses/${toot.id}`,
    url: `https://social.example/@jlyj/${toot.id}`, content: page(toot.text), account, media_attachments: [], mentions: [], tags: [], emojis: [], spoiler_text: "", sensitive: false,
  });
  const gone: Reply = { status: 404, body: { error: "Record not found" } };
  const write = ({ headers, body, at }: Heard): Reply => {
    const status = wordsIn(headers, body);
    if (status === null || status.trim() === "") return { status: 422, body: { error: "Validation failed: Text can't be blank" } };
    if (long(status)) return { status: 422, body: { error: "Validation failed: Text character limit of 500 exceeded" } };
    const key = headers["idempotency-key"] ?? "";
    const known = key === "" ? undefined : ledger.find((toot) => toot.key === key && at.getTime() - toot.at.getTime() < hour);
    if (known) return { body: view(known) };
    const toot: Toot = { id: String(113_000_000_000_000_000n + BigInt(ledger.length)), key, text: status, body, at, edits: 0, deleted: false };
    return { body: view(toot), effect: () => { ledger.push(toot); } };
  };
  const rewrite = (toot: Toot, { headers, body, at }: Heard): Reply => {
    const status = wordsIn(headers, body);
    if (status === null || status.trim() === "" || long(status)) return { status: 422, body: { error: "Validation failed" } };
    const next = { text: status, body, at, edits: toot.edits + 1 };
    return { body: view({ ...toot, ...next }), effect: () => { Object.assign(toot, next); } };
  };
  return startPlatform(options, ledger, (heard): Reply => {
    const { method, url, headers } = heard;
    if (headers["authorization"] !== `Bearer ${mastodonToken}`) return { status: 401, body: { error: "The access token is invalid" } };
    const path = url.pathname.replace(/^\/api\/v1/, "");
    if (method === "GET" && path === "/accounts/verify_credentials") return { body: account };
    if (method === "GET" && path === `/accounts/${accountId}/statuses`) return { body: ledger.filter((toot) => !toot.deleted).toReversed().slice(0, Number(url.searchParams.get("limit") ?? 20)).map(view) };
    if (method === "POST" && path === "/statuses") return write(heard);
    const [, id = "", source = ""] = /^\/statuses\/(\d+)(\/source)?$/.exec(path) ?? [];
    const toot = ledger.find((one) => one.id === id && !one.deleted);
    if (!toot) return gone;
    if (method === "GET") return { body: source ? { id, text: toot.text, spoiler_text: "" } : view(toot) };
    if (method === "PUT" && !source) return rewrite(toot, heard);
    if (method === "DELETE" && !source) return { body: { ...view(toot), text: toot.text }, effect: () => { toot.deleted = true; } };
    return gone;
  });
}

/** Takes JSON and forms alike, as the real one does; null where neither can be read. */
function wordsIn(headers: Record<string, string>, body: string): string | null {
  const type = headers["content-type"] ?? "";
  const said: unknown = type.startsWith("application/json") ? jsonOf(body)?.["status"] : type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(body).get("status") : null;
  return typeof said === "string" ? said : null;
}
