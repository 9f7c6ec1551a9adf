import { done } from "#kernel/contract.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import * as filing from "./actions/filing.ts";
import * as findings from "./actions/findings.ts";
import { addFinding, runRound } from "./actions/inspection.ts";
import * as reading from "./actions/reading.ts";
import * as contract from "./contract.ts";

/** The operations of matrix. */
export const routes: readonly Binding[] = [
  bind(contract.readMatrix, (ctx) => reading.readMatrix(ctx)),
  bind(contract.runRound, (ctx) => runRound(ctx)),
  bind(contract.listFindings, (ctx, { query }) => reading.listFindings(ctx, query)),
  bind(contract.readFile, (ctx, { params }) => reading.readFile(ctx, params)),
  bind(contract.saveFile, (ctx, { params, body }) => filing.saveFile(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.addFinding, (ctx, { params, body }) => addFinding(ctx, { ...params, ...body })),
  bind(contract.rectify, (ctx, { params, body }) => findings.rectify(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.recheck, (ctx, { params, body }) => findings.recheck(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.acceptFinding, (ctx, { params, body }) => findings.acceptFinding(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.enterReading, (ctx, { params, body }) => filing.enterReading(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.fetchReading, (ctx, { params, body }) => filing.fetchReading(ctx, { ...params, ...body }).then(() => done)),
  bind(contract.readingTemplate, (ctx) => filing.readingTemplate(ctx)),
  bind(contract.importReadings, (ctx, { body }) => filing.importReadings(ctx, body)),
  bind(contract.readDoctor, (ctx, { query }) => reading.readDoctor(ctx, query)),
];
