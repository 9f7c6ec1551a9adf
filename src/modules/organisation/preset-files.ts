import { readdir, readFile } from "node:fs/promises";
import { Problem, accept } from "#kernel/errors.ts";
import { checkPreset, Preset } from "./rules/preset.ts";

const presets = new URL("../../../presets/", import.meta.url);

/** Reads a province from its folder under `presets/`: every JSON file holds some parts, together they are one `Preset`. */
export async function readPreset(name: string, folder = new URL(`${name}/`, presets)): Promise<Preset> {
  const parts: Record<string, unknown> = {};
  for (const file of (await readdir(folder)).filter((f) => f.endsWith(".json")).sort()) {
    for (const [part, value] of Object.entries(JSON.parse(await readFile(new URL(file, folder), "utf8")) as object)) {
      if (part in parts) throw new Problem("invalid", { code: "organisation.preset-part-twice", facts: { part, file } });
      parts[part] = value;
    }
  }
  const parsed = Preset.safeParse(parts);
  if (parsed.success) return accept(checkPreset(parsed.data));
  const issue = parsed.error.issues[0];
  throw new Problem("invalid", { code: "organisation.preset-broken", facts: { at: issue?.path.join(".") ?? "", reason: issue?.message ?? "" } });
}
