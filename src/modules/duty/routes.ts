import { done } from "#kernel/contract.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import * as alerts from "./actions/alerts.ts";
import * as roster from "./actions/roster.ts";
import * as contract from "./contract.ts";

/** The operations of duty. */
export const routes: readonly Binding[] = [
  bind(contract.listAlerts, (ctx, { query }) => alerts.listAlerts(ctx, query)),
  bind(contract.readTellings, (ctx, { params }) => alerts.readTellings(ctx, params)),
  bind(contract.acknowledgeAlert, (ctx, { params }) => alerts.acknowledgeAlert(ctx, params).then(() => done)),
  bind(contract.closeAlert, (ctx, { params, body }) => alerts.closeAlert(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.readRoster, (ctx, { query }) => roster.readRoster(ctx, query)),
  bind(contract.readToday, (ctx) => roster.readToday(ctx)),
  bind(contract.setShift, (ctx, { body }) => roster.setShift(ctx, body)),
  bind(contract.removeShift, (ctx, { params }) => roster.removeShift(ctx, params).then(() => done)),
  bind(contract.swapShifts, (ctx, { params, body }) => roster.swapShifts(ctx, { ...params, ...body }).then(() => done)),
];
