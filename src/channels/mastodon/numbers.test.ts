import { expect, test } from "vitest";
import type { ConnectorContext, Outbound } from "#kernel/connector.ts";
import { readNumbers } from "./numbers.ts";

const day = (n: number): string => new Date(Date.UTC(2026, 2, n, 4)).toISOString();
const post = (id: number, n: number, over: object = {}) => ({ id: String(id), created_at: day(n), reblogs_count: 2, favourites_count: 5, replies_count: 1, ...over });
const period = { from: new Date("2026-03-01T00:00:00+08:00"), until: new Date("2026-04-01T00:00:00+08:00") };

function server(pages: Record<string, unknown>, status = 200) {
  const asked: string[] = [];
  const call: Outbound = ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${pathname.replace("/api/v1", "")} ${searchParams.get("max_id") ?? ""}`.trim());
    const body = pathname.endsWith("verify_credentials") ? { id: "7" } : pages[searchParams.get("max_id") ?? ""];
    return Promise.resolve({ ok: true, status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body ?? []) });
  };
  return { asked, ctx: { accountId: "a", config: { baseUrl: "https://social.example" }, secrets: { accessToken: "t" }, now: () => new Date("2026-04-03T06:00:00Z"), call, doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")), openMaterial: () => Promise.reject(new Error("none")) } satisfies ConnectorContext };
}

test("own posts of the period are counted page by page; what was passed on counts as a post and not as one's own", async () => {
  const { ctx, asked } = server({ "": [post(9, 35), post(8, 30), post(7, 20, { reblog: { id: "x" }, favourites_count: 900 })], 7: [post(6, 2), post(5, -3)] });
  expect(await readNumbers(ctx, period)).toEqual({ ok: true, numbers: { posts: 3, originalPosts: 2, reads: 0, praises: 10, shares: 4, comments: 2 } });
  expect(asked).toEqual(["/accounts/verify_credentials", "/accounts/7/statuses", "/accounts/7/statuses 7"]);
});

test("an account that wrote nothing has nothing", async () => {
  expect(await readNumbers(server({}).ctx, period)).toMatchObject({ ok: true, numbers: { posts: 0 } });
});

test.each([["a token that is not good", {}, 401, "auth"], ["an answer that is no list", { "": "<html>" }, 200, "transient"], ["a server that is busy", {}, 503, "transient"]] as const)("%s is no number", async (_, pages, status, cls) => {
  expect(await readNumbers(server(pages, status).ctx, period)).toMatchObject({ ok: false, class: cls });
});

test("a server that gives the same page for ever is not read for ever", async () => {
  const same = [post(9, 30)];
  expect(await readNumbers(server({ "": same, 9: same }).ctx, period)).toMatchObject({ ok: false, rawCode: "too-many-posts" });
});
