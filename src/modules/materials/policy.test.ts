import { expect, test } from "vitest";
import { anOfficer, units } from "./fixtures/people.ts";
import { mayEdit, mayJudge, maySee, mayUpload, type Owned } from "./policy.ts";

const uploader = anOfficer({ n: 9, posts: ["duty-officer"] });
const photo: Owned = { unitId: units.fire, system: "fire", regionCode: "220000", uploadedBy: uploader.personId, sharedWith: [] };
const shared: Owned = { ...photo, sharedWith: [units.forest] };
const forest = anOfficer({ n: 2, unit: "forest" });

test.each([
  ["an editor of the unit", anOfficer(), photo, { see: true, edit: true, judge: true }],
  ["the duty officer who brought it", uploader, photo, { see: true, edit: true, judge: false }],
  ["another duty officer of the unit", anOfficer({ n: 3, posts: ["duty-officer"] }), photo, { see: true, edit: false, judge: false }],
  ["a signer of the unit", anOfficer({ n: 4, posts: ["signer"] }), photo, { see: true, edit: false, judge: true }],
  ["an editor of another unit", forest, photo, { see: false, edit: false, judge: false }],
  ["an editor of a unit it is shared with", forest, shared, { see: true, edit: false, judge: false }],
  ["an audit administrator elsewhere", anOfficer({ n: 5, unit: "forest", posts: ["audit-admin"] }), photo, { see: false, edit: false, judge: false }],
])("%s: %#", (_, actor, material, may) => {
  expect({ see: maySee(actor, material), edit: mayEdit(actor, material), judge: mayJudge(actor, material) }).toEqual(may);
});

test("material is gathered for one's own unit only", () => {
  expect([mayUpload(anOfficer(), units.fire), mayUpload(anOfficer(), units.forest), mayUpload(anOfficer({ posts: ["signer"] }), units.fire)]).toEqual([true, false, false]);
});
