/** The front door for neighbours: who acts, who holds what, how a unit is called on a day, what the province's plan says. */
export { actorOf } from "./views/actor.ts";
export { delegationsOf, peopleById, peopleWithPost, personByUsername, personCard, postsHeldAt, type DelegationRow, type HeldPost, type PersonCard } from "./views/people.ts";
export { addresseesOn, regionByCode, regionsBelow, unitByCode, unitIdsAbove, unitIdsBelow, unitNamesOn, unitsById, type UnitCard } from "./views/units.ts";
export { factsOf, presetOf } from "./views/facts.ts";
export { signerProposal, type SignerLine } from "./views/signers.ts";
export { placesOn, type Place } from "./views/regions.ts";
export { readPreset } from "./preset-files.ts";
export { changeFacts, loadPreset, type PresetLoad } from "./actions/preset.ts";
export { closeUnit, createUnit, moveUnit, openUnit, renameUnit } from "./actions/units.ts";
export { appoint, changePerson, createPerson, delegate, endAppointment, endPerson, revokeDelegation } from "./actions/people.ts";
export type { FactPart, PresetFacts } from "./rules/facts.ts";
export type { Preset } from "./rules/preset.ts";
