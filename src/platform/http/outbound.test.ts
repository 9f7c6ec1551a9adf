import { createServer, type RequestListener, type Server } from "node:http";
import { connect, createServer as createTcp, type AddressInfo, type Server as TcpServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { outbound, reach } from "./outbound.ts";

const open: (Server | TcpServer)[] = [];
afterEach(() => { for (const server of open.splice(0)) server.close(); });

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const free = outbound({ allow: () => true });

test("an answer comes with status, headers and body", async () => {
  const url = await serve((request, response) => { void request.resume().on("end", () => response.writeHead(201, { "x-a": "b" }).end("好")); });
  expect(await free({ method: "POST", url, body: "正文" })).toMatchObject({ ok: true, status: 201, headers: { "x-a": "b" }, body: "好" });
});

test("the bytes of an answer come as they were sent, in whatever writing", async () => {
  const written = Buffer.from("\ufeff火灾", "utf16le");
  const url = await serve((_request, response) => response.end(written));
  const answer = await free({ method: "GET", url });
  expect(answer.ok && answer.bytes && Buffer.from(answer.bytes).equals(written)).toBe(true);
});

test("a refused connection reached nobody", async () => {
  const tcp = createTcp();
  await new Promise<void>((done) => tcp.listen(0, "127.0.0.1", done));
  const { port } = tcp.address() as AddressInfo;
  await new Promise((done) => tcp.close(done));
  await expect(new Promise((_, reject) => connect(port, "127.0.0.1").on("error", reject))).rejects.toThrow();
  expect(await free({ method: "POST", url: `http://127.0.0.1:${port}`, body: "x" })).toEqual({ ok: false, reached: false, reason: "ECONNREFUSED" });
});

test("a name that does not exist reached nobody", async () => {
  expect(await free({ method: "GET", url: "http://no-such-host.invalid" })).toMatchObject({ ok: false, reached: false });
});

test("TLS that fails reached nobody: no byte of the request left", async () => {
  const url = (await serve((_request, response) => response.end())).replace("http:", "https:");
  expect(await free({ method: "POST", url, body: "x" })).toMatchObject({ ok: false, reached: false });
});

test.each([
  ["silence", (() => undefined) satisfies RequestListener],
  ["a hang-up", ((request) => request.socket.destroy()) satisfies RequestListener],
  ["half an answer", ((_request, response) => { response.writeHead(200, { "content-length": "10" }); response.write("12345", () => response.destroy()); }) satisfies RequestListener],
])("%s after the bytes went out is a maybe", async (_title, listener) => {
  const url = await serve(listener);
  expect(await free({ method: "POST", url, body: "x", timeoutMs: 200 })).toMatchObject({ ok: false, reached: "maybe" });
});

test("a redirect is an answer and is not followed", async () => {
  let calls = 0;
  const url = await serve((_request, response) => { calls += 1; response.writeHead(302, { location: "/elsewhere" }).end(); });
  expect(await free({ method: "GET", url })).toMatchObject({ ok: true, status: 302 });
  expect(calls).toBe(1);
});

test("an endless answer is cut at one MiB", async () => {
  const url = await serve((_request, response) => { const more = () => { while (response.write("x".repeat(65_536))); response.once("drain", more); }; more(); });
  const answer = await free({ method: "GET", url });
  expect(answer.ok && answer.body.length).toBe(1024 * 1024);
});

test.each([
  "http://127.0.0.1", "http://10.1.2.3", "http://192.168.0.1", "http://169.254.169.254/latest/meta-data", "http://[::1]", "http://[::ffff:127.0.0.1]", "http://[fd00::1]",
  "http://2130706433", "http://0x7f.1", "http://localhost", "https://user:pass@example.org", "file:///etc/passwd", "nonsense",
])("%s is forbidden unless the configuration allows it", async (url) => {
  const answer = await outbound({ allow: () => false })({ method: "GET", url });
  expect(answer).toMatchObject({ ok: false, reached: false });
  expect(answer.ok ? "" : answer.reason).toMatch(/^forbidden/);
});

test("a strict list refuses every host that is not on it", async () => {
  const strict = outbound({ allow: (hostname) => hostname === "oapi.dingtalk.com", publicHosts: "listed" });
  expect(await strict({ method: "GET", url: "https://example.org" })).toMatchObject({ ok: false, reached: false, reason: "forbidden: example.org is not on the list" });
});

test.each([
  ["a private address that nobody allowed", "10.1.2.3", { allow: () => false }, { ok: false, reason: "forbidden: 10.1.2.3 is a private address" }],
  ["this machine by its name", "localhost", { allow: () => false }, { ok: false, reason: "forbidden: localhost resolves to a private address" }],
  ["a host that is not on the list where only the list counts", "203.0.113.7", { allow: () => false, publicHosts: "listed" as const }, { ok: false, reason: "forbidden: 203.0.113.7 is not on the list" }],
  ["a private address that is allowed with its port", "10.1.2.3", { allow: (host: string, port: number) => host === "10.1.2.3" && port === 7890 }, { ok: true, address: "10.1.2.3" }],
  ["a public address", "203.0.113.7", { allow: () => false }, { ok: true, address: "203.0.113.7" }],
  ["a name that does not exist", "no-such-host.invalid", { allow: () => true }, { ok: false }],
])("a line that is not HTTP leaves by the same rules: %s", async (_title, host, rules, expected) => { expect(await reach(rules)(host, 7890)).toMatchObject(expected); });
