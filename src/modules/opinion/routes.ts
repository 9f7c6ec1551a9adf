import { done } from "#kernel/contract.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import { testSource } from "./actions/asking.ts";
import { enterItem, importTable } from "./actions/bringing.ts";
import * as deciding from "./actions/deciding.ts";
import * as profiles from "./actions/profiles.ts";
import * as radar from "./actions/radar.ts";
import { readRetention, setRetention } from "./actions/retention.ts";
import * as sources from "./actions/sources.ts";
import * as contract from "./contract.ts";

/** The operations of the radar. */
export const routes: readonly Binding[] = [
  bind(contract.listTopics, (ctx, { query }) => radar.listTopics(ctx, query)),
  bind(contract.readOverview, (ctx, { query }) => radar.readOverview(ctx, query)),
  bind(contract.readTopic, (ctx, { params }) => radar.readTopic(ctx, params)),
  bind(contract.triage, (ctx, { body }) => deciding.triage(ctx, body)),
  bind(contract.undoTriage, (ctx, { params }) => deciding.undoTriage(ctx, params).then(() => done)),
  bind(contract.listTriage, (ctx) => radar.listTriage(ctx)),
  bind(contract.mergeTopics, (ctx, { params, body }) => deciding.mergeTopics(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.splitTopic, (ctx, { params, body }) => deciding.splitTopic(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.listSources, (ctx) => sources.listSources(ctx)),
  bind(contract.createSource, (ctx, { body }) => sources.createSource(ctx, body)),
  bind(contract.changeSource, (ctx, { params, body }) => sources.changeSource(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.changeSourceState, (ctx, { params, body }) => sources.changeSourceState(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.setSourceSecret, (ctx, { params, body }) => sources.setSourceSecret(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.testSource, (ctx, { params }) => testSource(ctx, params)),
  bind(contract.enterItem, (ctx, { body }) => enterItem(ctx, body)),
  bind(contract.importTable, (ctx, { body }) => importTable(ctx, body)),
  bind(contract.listProfiles, (ctx) => profiles.listProfiles(ctx)),
  bind(contract.createProfile, (ctx, { body }) => profiles.createProfile(ctx, body)),
  bind(contract.changeProfile, (ctx, { params, body }) => profiles.changeProfile(ctx, { ...params, ...body })),
  bind(contract.closeProfile, (ctx, { params }) => profiles.closeProfile(ctx, params).then(() => done)),
  bind(contract.readRetention, (ctx) => readRetention(ctx)),
  bind(contract.setRetention, (ctx, { body }) => setRetention(ctx, body).then(() => done)),
];
