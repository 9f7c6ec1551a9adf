import { expect, it } from "vitest";
import { planSource, planSourceState, SourceSettings, type SourcePlan } from "./source.ts";

const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);
const plan = (over: Partial<SourcePlan> = {}): SourcePlan => ({ format: "feed", url: "https://news.example.org/rss", settings: {}, leastMinutes: 10, mostMinutes: 120, ...over });

it.each<[string, Partial<SourcePlan>, string]>([
  ["a public feed", {}, "permitted"], ["also without TLS", { url: "http://news.example.org/rss" }, "permitted"], ["not without an address", { url: " " }, "opinion.address-wrong"], ["not a file", { url: "file:///etc/passwd" }, "opinion.address-wrong"],
  ["not what needs a log-in", { url: "https://me:word@news.example.org/" }, "opinion.not-public"], ["not a JSON whose fields nobody named", { format: "json" }, "opinion.mapping-missing"], ["a JSON with its fields", { format: "json", settings: { mapping: { entries: "data", title: "t" } } }, "permitted"],
  ["a webhook, which needs no address", { format: "webhook", url: "" }, "permitted"], ["not a pace turned round", { leastMinutes: 120, mostMinutes: 10 }, "opinion.pace-reversed"],
])("a source is registered: %s", (_, over, code) => expect(codeOf(planSource(plan(over)))).toBe(code));
it("a webhook keeps no address", () => { expect(planSource(plan({ format: "webhook", url: "https://x.example.org" }))).toMatchObject({ value: { url: "" } }); });
it("no setting has a field for a person", () => { for (const field of ["author", "user", "handle", "avatar", "location"]) expect(SourceSettings.safeParse({ mapping: { entries: "d", title: "t", [field]: "x" } }).success, field).toBe(false); });
it.each([["active", "paused", "permitted"], ["paused", "active", "permitted"], ["active", "closed", "permitted"], ["active", "active", "opinion.state-unchanged"], ["closed", "active", "opinion.source-closed"]] as const)("from %s to %s: %s", (from, to, code) => expect(codeOf(planSourceState(from, to))).toBe(code));
