import * as gallery from "./gallery/index.ts";
import type { DeskModule } from "./screen.ts";

/** The modules with screens, one line each; the only place of the desk that lists them. */
export const modules: readonly DeskModule[] = [
  gallery,
];
