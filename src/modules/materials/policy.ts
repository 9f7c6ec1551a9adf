import { holds, inScope, type Actor, type System } from "#kernel/actor.ts";

/** Whose a material is and who shares it, as far as rights go. */
export type Owned = { unitId: string; system: System; regionCode: string; uploadedBy: string; sharedWith: readonly string[] };

/** Those who gather material for a unit: editors, the duty officer at night, the liaison on the scene. */
export const mayUpload = (actor: Actor, unitId: string): boolean => holds(actor, unitId, "editor", "duty-officer", "liaison");

/** A material is seen within the data scope, by the units it is shared with, and by who brought it. */
export const maySee = (actor: Actor, material: Owned): boolean =>
  actor.personId === material.uploadedBy || inScope(actor, { ...material, participantUnitIds: material.sharedWith });

/** Credit, rights and description are kept by who brought it and by the editors of its unit; so are sharing and removing. */
export const mayEdit = (actor: Actor, material: Owned): boolean =>
  holds(actor, material.unitId, "editor") || (actor.personId === material.uploadedBy && mayUpload(actor, material.unitId));

/** Whether it may be published is judged by editors, reviewers and signers of its unit. */
export const mayJudge = (actor: Actor, material: Owned): boolean => holds(actor, material.unitId, "editor", "first-reviewer", "second-reviewer", "signer");
