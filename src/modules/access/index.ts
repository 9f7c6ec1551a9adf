export { createCredential, enrolSecondFactor, resetSecondFactor } from "./actions/administration.ts";
export { needsSecondFactor } from "./rules.ts";
export type { Me } from "./contract.ts";
