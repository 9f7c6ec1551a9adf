import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

export { HouseBanner } from "./house-banner.tsx";

/** The house has no screen of its own; its banner stands over every other. */
export const screens: readonly Screen[] = [];
