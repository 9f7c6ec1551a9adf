import { done } from "#kernel/contract.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import * as importing from "./actions/import.ts";
import * as people from "./actions/people.ts";
import * as preset from "./actions/preset.ts";
import * as reading from "./actions/reading.ts";
import * as units from "./actions/units.ts";
import * as contract from "./contract.ts";

/** The operations of organisation. */
export const routes: readonly Binding[] = [
  bind(contract.readChart, (ctx, { query }) => reading.readChart(ctx, query)),
  bind(contract.readUnit, (ctx, { params, query }) => reading.readUnit(ctx, { ...params, ...query })),
  bind(contract.searchUnits, (ctx, { query }) => reading.searchUnits(ctx, query)),
  bind(contract.createUnit, (ctx, { body }) => units.createUnit(ctx, body)),
  bind(contract.renameUnit, (ctx, { params, body }) => units.renameUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.moveUnit, (ctx, { params, body }) => units.moveUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.openUnit, (ctx, { params, body }) => units.openUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.closeUnit, (ctx, { params, body }) => units.closeUnit(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.listPeople, (ctx, { query }) => reading.listPeople(ctx, query)),
  bind(contract.createPerson, (ctx, { body }) => people.createPerson(ctx, body)),
  bind(contract.changePerson, (ctx, { params, body }) => people.changePerson(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.endPerson, (ctx, { params }) => people.endPerson(ctx, params).then(() => done)),
  bind(contract.appoint, (ctx, { body }) => people.appoint(ctx, body)),
  bind(contract.endAppointment, (ctx, { params }) => people.endAppointment(ctx, params).then(() => done)),
  bind(contract.listDelegations, (ctx) => reading.listDelegations(ctx)),
  bind(contract.delegate, (ctx, { body }) => people.delegate(ctx, body)),
  bind(contract.revokeDelegation, (ctx, { params }) => people.revokeDelegation(ctx, params).then(() => done)),
  bind(contract.peopleTemplate, (ctx) => importing.peopleTemplate(ctx)),
  bind(contract.importPeople, (ctx, { body }) => importing.importPeople(ctx, body)),
  bind(contract.readFacts, (ctx) => reading.readFacts(ctx)),
  bind(contract.changeFacts, (ctx, { params, body }) => preset.changeFacts(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.proposeSigners, (ctx, { query }) => reading.proposeSigners(ctx, query)),
];
