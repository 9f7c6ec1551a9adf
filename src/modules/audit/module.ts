import { handler, type Handler } from "#platform/jobs/jobs.ts";
import { runVerification } from "./actions.ts";
import { verify } from "./jobs.ts";

/** What the entry points mount: operations, the files of exports, the nightly check. Neighbours use index.ts instead. */
export { mountExports, routes } from "./routes.ts";
export const handlers: readonly Handler[] = [handler(verify, (ctx) => runVerification(ctx))];
