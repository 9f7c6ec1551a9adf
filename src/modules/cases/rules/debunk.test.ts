import { expect, it } from "vitest";
import { debunkDraft, planDebunk } from "./debunk.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const card = { claim: "永吉火灾毒气飘到市区。", verdict: "false" as const, evidence: "监测点 6 处数据正常。", source: "吉林市生态环境局", sourceLink: "https://sthjj.example.gov.cn/t2026/1.html" };

it.each([
  ["with a claim, evidence and a source that can be opened", card, "permitted"],
  ["not without a link", { ...card, sourceLink: "" }, "cases.no-source"],
  ["not with something that is no link", { ...card, sourceLink: "见内部材料" }, "cases.no-source"],
  ["not with a link nobody else can open", { ...card, sourceLink: "file:///data/1.pdf" }, "cases.no-source"],
  ["not without saying whose source it is", { ...card, source: " " }, "cases.no-source"],
  ["not without evidence", { ...card, evidence: "" }, "cases.no-evidence"],
  ["not about nothing", { ...card, claim: " " }, "cases.no-evidence"],
] as const)("a verdict is given %s", (_, c, code) => expect(codeOf(planDebunk(c))).toBe(code));

it("the draft says the claim, the verdict, the evidence and the source, and nothing else", () => {
  const { title, doc } = debunkDraft(card);
  const runs = doc.blocks.map((block) => (block.type === "paragraph" ? block.content : []));
  expect(title).toBe("不属实：“永吉火灾毒气飘到市区”");
  expect(runs.map((line) => line.map((run) => (run.type === "text" ? run.text : "")).join(""))).toEqual(["网上流传：“永吉火灾毒气飘到市区。”", "经核实，这一说法不属实。", "监测点 6 处数据正常。", "依据：吉林市生态环境局。"]);
  expect(runs.flat().flatMap((run) => (run.type === "text" && run.href ? [run.href] : [])), "the link can be opened from the source's own name").toEqual(["https://sthjj.example.gov.cn/t2026/1.html"]);
});
