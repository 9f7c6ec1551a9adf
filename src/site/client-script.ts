import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/** A module of ours as browsers run it: its types blanked out, what it imports beside it; nothing bundled, nothing from elsewhere. */
export const clientScript = (file: string): string =>
  stripTypeScriptTypes(readFileSync(new URL(file, import.meta.url), "utf8")).replace(/from "[^"]*\/([\w-]+\.ts)"/g, 'from "./$1"');
