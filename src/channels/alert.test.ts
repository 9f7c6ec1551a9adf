import { expect, test } from "vitest";
import { connectors } from "./registry.ts";

const gateway = { host: "gateway.example.org", signName: "吉林应急", phones: ["13800000001"] };
const configs: Readonly<Record<string, unknown>> = {
  email: { host: "mail.example.org", from: { address: "desk@example.org" }, recipients: ["duty@example.org"] },
  "aliyun-sms": { accessKeyId: "LTAI5tDemoKeyOfTests", signName: "吉林应急", templateCode: "SMS_1", templateText: "值班通知：${content}，请知悉。", phones: ["13800000001"] },
  "tencent-sms": { secretId: "AKIDtestsDemoKeyOfTests", sdkAppId: "1400006666", signName: "吉林应急", templateCode: "1", templateText: "值班通知：{1}，请知悉。", variableMax: 35, phones: ["13800000001"] },
  "wecom-app": { corpId: "wwdemo0123456789ab", agentId: 1000002, users: ["linzhixia"] },
  cmpp: { ...gateway, version: "2.0", spId: "901234", srcId: "10691", serviceId: "YJT" }, smgp: { ...gateway, clientId: "43100001", srcTermId: "10691", serviceId: "YJT" },
  sgip: { ...gateway, nodeId: 3_043_112_345, loginName: "sp", spNumber: "10691", corpId: "12345", serviceType: "YJT" }, smpp: { ...gateway, systemId: "desk", sourceAddress: "10691" },
  wecom: {}, dingtalk: { keyword: "同声" }, feishu: { keyword: "同声" }, webhook: { url: "https://example.org/hook" },
};
const hostile = { title: "请林知夏处理", text: `<at user_id="all">${"情况".repeat(2_000)}`, link: "https://desk.test/desk/boards/1" };

const short = ["aliyun-sms", "tencent-sms"];

test("staff are alerted by mail, SMS, group robots, an application of their work chat and webhook, and by nothing the public reads", () => {
  expect(connectors.filter((c) => c.renderAlert).map((c) => c.id).sort()).toEqual(Object.keys(configs).sort());
});

test.each(short.map((id) => [id, configs[id]] as const))("an alert through %s is short, says whom it is for and where to act, and holds no address", (id, config) => {
  const payload = connectors.find((c) => c.id === id)!.renderAlert!(hostile, config);
  const { words } = JSON.parse(payload) as { words: string };
  expect(words).toMatch(/^请林知夏处理：.*…，请登录工作台处理$/);
  expect([...words].length).toBe(35);
  expect(payload).not.toContain("desk.test");
});

test.each(Object.entries(configs).filter(([id]) => !short.includes(id)))("an alert through %s fits its limits, keeps its link, brings its keyword and calls nobody by a command", (id, config) => {
  const payload = connectors.find((c) => c.id === id)!.renderAlert!(hostile, config);
  expect(payload).toContain(hostile.link);
  expect(payload).toContain(hostile.title);
  if (id === "wecom") expect(new TextEncoder().encode((JSON.parse(payload) as { text: { content: string } }).text.content).length).toBeLessThanOrEqual(2048);
  if (id === "wecom-app") expect(payload).not.toContain("<");
  if (id === "dingtalk" || id === "feishu") expect(payload).toContain("同声");
  if (id === "feishu") expect(payload).not.toMatch(/<at\b/i);
});
