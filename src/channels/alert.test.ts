import { expect, test } from "vitest";
import { connectors } from "./registry.ts";

const configs: Readonly<Record<string, unknown>> = {
  email: { host: "mail.example.org", from: { address: "desk@example.org" }, recipients: ["duty@example.org"] },
  wecom: {}, dingtalk: { keyword: "同声" }, feishu: { keyword: "同声" }, webhook: { url: "https://example.org/hook" },
};
const hostile = { title: "请林知夏处理", text: `<at user_id="all">${"情况".repeat(2_000)}`, link: "https://desk.test/desk/boards/1" };

test("staff are alerted by mail, group robots and webhook, and by nothing the public reads", () => {
  expect(connectors.filter((c) => c.renderAlert).map((c) => c.id).sort()).toEqual(Object.keys(configs).sort());
});

test.each(Object.entries(configs))("an alert through %s fits its limits, keeps its link, brings its keyword and calls nobody by a command", (id, config) => {
  const payload = connectors.find((c) => c.id === id)!.renderAlert!(hostile, config);
  expect(payload).toContain(hostile.link);
  expect(payload).toContain(hostile.title);
  if (id === "wecom") expect(new TextEncoder().encode((JSON.parse(payload) as { text: { content: string } }).text.content).length).toBeLessThanOrEqual(2048);
  if (id === "dingtalk" || id === "feishu") expect(payload).toContain("同声");
  if (id === "feishu") expect(payload).not.toMatch(/<at\b/i);
});
