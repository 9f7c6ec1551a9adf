import { isoDay } from "#kernel/clock.ts";
import { Post } from "#kernel/posts.ts";
import type { Context } from "#platform/http/context.ts";
import { createCredential } from "#modules/access/index.ts";
import { createPerson as createPersonOperation } from "#modules/organisation/contract.ts";
import { appoint, createPerson, unitByCode } from "#modules/organisation/index.ts";
import { secretOf, textOf, WrongUsage, type Errand, type Given } from "./errand.ts";
import { withHouse } from "./place.ts";

/** `tongsheng user create`: a person, their posts and their log-in, all or nothing. */
export const userCreate: Errand = {
  name: "user create",
  takes: "--username li.ming --name 李明 --unit yjt --post editor[,…] [--title …] [--password …]",
  zh: "新建用户，打印临时密码", en: "create a user and print the temporary password",
  help: [`--post      ${Post.options.join(" ")}`, "--password  不写则生成临时密码；写 - 则询问 / left out: a temporary one; - asks for it"],
  options: { username: { type: "string" }, name: { type: "string" }, unit: { type: "string" }, post: { type: "string", multiple: true }, title: { type: "string" }, password: { type: "string" } },
  required: ["username", "name", "unit", "post"],
  run: async (given, terminal) => {
    const posts = postsIn(given);
    const password = await secretOf(given, "password", "密码 / password: ", terminal);
    return withHouse(terminal, async ({ ctx }) => {
      const code = textOf(given, "unit") ?? "";
      const unit = await unitByCode(ctx.read, code, isoDay(ctx.now()));
      if (!unit) throw new Error(`没有代码为 ${code} 的单位 / no unit has the code ${code}`);
      const fields = createPersonOperation.body.safeParse({ username: textOf(given, "username"), name: textOf(given, "name"), title: textOf(given, "title") ?? "", unitId: unit.id });
      if (!fields.success) throw new WrongUsage(`--${fields.error.issues[0]?.path.join(".") ?? ""}: ${fields.error.issues[0]?.message ?? ""}`);
      const made = await inOneWrite(ctx, async (within, tx) => {
        const { id } = await createPerson(within, fields.data);
        for (const post of posts) await appoint(within, { personId: id, unitId: unit.id, post });
        return createCredential(tx, { personId: id, username: fields.data.username, now: ctx.now(), ...(password === undefined ? {} : { password }) });
      });
      terminal.out(`✓ 已创建 / created: ${fields.data.username}  ${fields.data.name}  ${unit.name}  ${posts.join(" ")}`);
      if (made.temporary) terminal.out(`  临时密码，只显示这一次 / temporary password, shown this once: ${made.password}`);
      return 0;
    });
  },
};

function postsIn({ values }: Given): Post[] {
  const names = ((values["post"] ?? []) as readonly string[]).flatMap((one) => one.split(",")).map((one) => one.trim()).filter(Boolean);
  const unknown = names.filter((name) => !Post.safeParse(name).success);
  if (names.length === 0 || unknown.length > 0) throw new WrongUsage(`--post ${unknown.join(" ")}: ${Post.options.join(" ")}`);
  return names.map((name) => Post.parse(name));
}

/** Several actions in one transaction: what one refuses undoes all. */
const inOneWrite = <T>(ctx: Context, work: (within: Context, tx: Parameters<Parameters<Context["write"]>[0]>[0]) => Promise<T>): Promise<T> =>
  ctx.write((tx) => work({ ...ctx, read: tx, write: (inner) => inner(tx) }, tx));
