import type { Context } from "#platform/http/context.ts";
import { createCredential, resetSecondFactor } from "#modules/access/index.ts";
import { personByUsername, type PersonCard } from "#modules/organisation/index.ts";
import { textOf, type Errand, type Given } from "./errand.ts";
import { withHouse } from "./place.ts";

const username = { options: { username: { type: "string" } }, required: ["username"] } as const satisfies Partial<Errand>;

async function named(ctx: Context, given: Given): Promise<PersonCard> {
  const name = textOf(given, "username") ?? "";
  const person = await personByUsername(ctx.read, name, ctx.now());
  if (!person) throw new Error(`没有用户 ${name}，或已离任 / there is no user ${name}, or they have left`);
  return person;
}

/** `tongsheng user reset-2fa`: takes a lost second factor away; all their sessions end. */
export const userResetSecondFactor: Errand = {
  name: "user reset-2fa", takes: "--username …", zh: "取消某人的第二重验证（手机丢失时）", en: "take away a lost second factor", ...username,
  run: (given, terminal) => withHouse(terminal, async ({ ctx }) => {
    const person = await named(ctx, given);
    const had = await ctx.write((tx) => resetSecondFactor(tx, { personId: person.id, now: ctx.now() }));
    terminal.out(had ? `✓ ${person.name} 的第二重验证已取消，下次登录重新绑定 / taken away; they enrol again at the next log-in` : `${person.name} 没有绑定过验证器 / no second factor was enrolled`);
    return 0;
  }),
};

/** `tongsheng user reset-password`: a temporary password for somebody who forgot theirs or is locked out; lifts the lock-out and ends all their sessions. */
export const userResetPassword: Errand = {
  name: "user reset-password", takes: "--username …", zh: "给忘记密码或被锁定的人一个临时密码", en: "a temporary password for who forgot theirs or is locked out", ...username,
  run: (given, terminal) => withHouse(terminal, async ({ ctx }) => {
    const person = await named(ctx, given);
    const { password } = await ctx.write((tx) => createCredential(tx, { personId: person.id, username: person.username, now: ctx.now() }));
    terminal.out(`✓ ${person.name}  临时密码，只显示这一次 / temporary password, shown this once: ${password}`);
    return 0;
  }),
};
