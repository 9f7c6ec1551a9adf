import { createRestAPIClient } from "masto";
import { afterEach, describe, expect, test } from "vitest";
import { mastodonToken, startMastodon } from "#tests/simulators/mastodon.ts";

type Try = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const start = async (clock?: () => Date) => {
  const sim = await startMastodon(clock ? { clock } : {});
  stops.push(sim.stop);
  return sim;
};
const right = { authorization: `Bearer ${mastodonToken}`, "content-type": "application/json" };
const said = (status: unknown) => JSON.stringify({ status });
const send = (url: string, { method = "POST", path = "/api/v1/statuses", headers = right, body }: Try) =>
  fetch(`${url}${path}`, { method, headers, ...(body === undefined || method === "GET" ? {} : { body }) });

describe("the simulated Mastodon, before our connector is measured by it", () => {
  test("masto, a client that is not ours, posts, edits, reads back and deletes", async () => {
    const sim = await start();
    const client = createRestAPIClient({ url: sim.url, accessToken: mastodonToken });
    const made = await client.v1.statuses.create({ status: "清明禁火 <严禁> https://example.org/a?b=1&c=2", visibility: "public" });
    expect(made.content).toContain("&lt;严禁&gt;");
    expect((await client.v1.statuses.$select(made.id).source.fetch()).text).toBe("清明禁火 <严禁> https://example.org/a?b=1&c=2");
    expect((await client.v1.statuses.$select(made.id).update({ status: "清明禁火，更正" })).id).toBe(made.id);
    const who = await client.v1.accounts.verifyCredentials();
    expect((await client.v1.accounts.$select(who.id).statuses.list({ limit: 40 })).map(({ id }) => id)).toEqual([made.id]);
    await client.v1.statuses.$select(made.id).remove();
    await expect(client.v1.statuses.$select(made.id).fetch()).rejects.toThrow("Record not found");
  });
  test("one key is one post within the hour and another after it", async () => {
    let now = new Date("2026-04-03T06:00:00Z");
    const sim = await start(() => now);
    const headers = { ...right, "idempotency-key": "k" };
    for (const minutes of [0, 59, 61]) { now = new Date(Date.parse("2026-04-03T06:00:00Z") + minutes * 60_000); await send(sim.url, { headers, body: said("一") }); }
    expect(sim.ledger).toHaveLength(2);
  });
  test.each<[string, Try]>([
    ["no token", { headers: { "content-type": "application/json" } }], ["an empty token", { headers: { ...right, authorization: "Bearer " } }], ["a token one letter off", { headers: { ...right, authorization: `Bearer ${mastodonToken.slice(0, -1)}m` } }],
    ["a token cut short", { headers: { ...right, authorization: `Bearer ${mastodonToken.slice(0, -1)}` } }], ["the token alone", { headers: { ...right, authorization: mastodonToken } }], ["basic instead of bearer", { headers: { ...right, authorization: `Basic ${mastodonToken}` } }],
    ["bearer in small letters", { headers: { ...right, authorization: `bearer ${mastodonToken}` } }], ["the token in the address", { path: `/api/v1/statuses?access_token=${mastodonToken}`, headers: { "content-type": "application/json" } }],
    ["501 characters", { body: said("火".repeat(501)) }], ["an address that takes it over 500", { body: said(`${"火".repeat(478)}https://a.cn`) }], ["no words", { body: said("") }], ["only blanks", { body: said(" \n\t ") }], ["words that are no text", { body: said(["一"]) }], ["no status", { body: "{}" }],
    ["no JSON", { body: "status=一" }], ["half a JSON", { body: "{\"status\":\"一\"" }], ["text", { headers: { ...right, "content-type": "text/plain" } }], ["another version", { path: "/api/v2/statuses" }], ["another path", { path: "/api/v1/status" }],
    ["another method", { method: "PATCH" }], ["a post that is not there", { method: "PUT", path: "/api/v1/statuses/9" }], ["an address that leaves the path", { method: "PUT", path: "/api/v1/statuses/..%2F1" }],
  ])("refuses: %s", async (_title, change) => {
    const sim = await start();
    const answer = await send(sim.url, { body: said("清明禁火"), ...change });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(sim.ledger).toHaveLength(0);
  });
});
