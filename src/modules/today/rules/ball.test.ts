import { describe, expect, it } from "vitest";
import { ballOf, sealsOf, type Asked, type Way } from "./ball.ts";

const lead: Asked = { unitId: "yjt", role: "lead", decision: null };
const fire: Asked = { unitId: "xfj", role: "co", decision: null };
const forest: Asked = { unitId: "slxf", role: "co", decision: null };
const signed = (asked: Asked): Asked => ({ ...asked, decision: "signed" });
const aWay = (over: Partial<Way>): Way => ({ stage: "first", unitId: "yjt", submittedBy: "writer", reviewer: null, passedBy: [], asked: [], inOrder: false, writerUnitIds: ["yjt", "xfj"], line: ["yjt", "xfj", "slxf"], ...over });
const holders = (way: Way) => ballOf(way).map((h) => [h.unitId, ...h.posts].join(" "));

describe("who has the ball", () => {
  it.each([
    ["a draft: every unit that writes", aWay({ stage: null }), ["yjt", "xfj"]],
    ["初审: the first reviewers of the lead", aWay({}), ["yjt first-reviewer"]],
    ["终审: the signers of the lead", aWay({ stage: "final" }), ["yjt signer"]],
    ["会签: the lead signs first", aWay({ stage: "cosign", asked: [lead, fire, forest] }), ["yjt signer"]],
    ["会签 in parallel: all that are left", aWay({ stage: "cosign", asked: [signed(lead), fire, forest] }), ["xfj signer liaison", "slxf signer liaison"]],
    ["会签 in order: the next", aWay({ stage: "cosign", asked: [signed(lead), fire, forest], inOrder: true }), ["xfj signer liaison"]],
    ["returned: who submitted it", aWay({ stage: "returned" }), ["yjt"]],
    ["everybody signed: the senders, no person", aWay({ stage: "cleared" }), []],
  ])("%s", (_, way, expected) => expect(holders(way)).toEqual(expected));
  it("somebody asked by name has it alone", () => expect(ballOf(aWay({ reviewer: "li" }))[0]?.personId).toBe("li"));
  it("the one who submitted and those who passed it are not waited for", () => expect(ballOf(aWay({ stage: "final", passedBy: ["wang"] }))[0]?.barred).toEqual(["writer", "wang"]));
});

describe("seals", () => {
  it("before signing stand as planned", () => expect(sealsOf(aWay({})).map((s) => s.state)).toEqual(["not-yet", "not-yet", "not-yet"]));
  it("show who signed, whose turn it is, who declined", () => expect(sealsOf(aWay({ stage: "cosign", asked: [signed(lead), { ...fire, decision: "declined" }, forest] })).map((s) => s.state)).toEqual(["signed", "declined", "turn"]));
});
