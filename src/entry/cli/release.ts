import { release as releaseHouse } from "#modules/house/index.ts";
import { textOf, type Errand } from "./errand.ts";
import { withHouse } from "./place.ts";

/** `tongsheng release`: publications leave again after a restore. */
export const release: Errand = {
  name: "release", takes: "[--reason …]", zh: "恢复后放行对外发布", en: "let publications leave again after a restore", options: { reason: { type: "string" } },
  run: (given, terminal) => withHouse(terminal, async ({ ctx }) => {
    const waiting = await releaseHouse(ctx, { reason: textOf(given, "reason") ?? "命令行放行" });
    terminal.out(waiting === null ? "对外发布本来就开着 / publications were leaving already" : `✓ 已放行，${waiting >= 1000 ? "1000+" : waiting} 条到期的投放开始发出 / released; that many due deliveries leave now`);
    return 0;
  }),
};
