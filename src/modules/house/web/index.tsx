import type { Screen, Slots } from "#web/screen.ts";
import { HouseBanner } from "./house-banner.tsx";
import "./refusals.ts";

/** The house has no screen of its own; its banner stands over every other. */
export const screens: readonly Screen[] = [];

export const slots: Slots = { Banner: HouseBanner };
