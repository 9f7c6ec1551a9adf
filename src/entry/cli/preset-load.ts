import { existsSync } from "node:fs";
import { loadPreset, readPreset } from "#modules/organisation/index.ts";
import { WrongUsage, type Errand } from "./errand.ts";
import { withHouse } from "./place.ts";

/** `tongsheng preset load`: adds what a province's preset has new; what people changed stays. */
export const presetLoad: Errand = {
  name: "preset load", takes: "<name>", zh: "装入一省的预设；已有的、被人改过的不动", en: "load a province's preset; what is there or was changed stays", words: 1,
  run: (given, terminal) => {
    const name = given.words[0] ?? "";
    if (!/^[a-z0-9-]+$/.test(name) || !existsSync(new URL(`../../../presets/${name}/`, import.meta.url))) throw new WrongUsage(`没有预设 ${name} / there is no preset ${name}`);
    return withHouse(terminal, async ({ ctx }) => {
      const { regions, units, parts, kept } = await loadPreset(ctx, await readPreset(name));
      terminal.out(`✓ ${name}: 新增 / added ${regions} 区划 regions  ${units} 单位 units  ${parts} 设置 parts`);
      if (kept.length > 0) terminal.out(`  改过的保留 / kept as changed: ${kept.join(" ")}`);
      return 0;
    }, { fresh: true });
  },
};
