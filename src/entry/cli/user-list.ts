import { sql } from "kysely";
import type { Errand } from "./errand.ts";
import { withHouse } from "./place.ts";

type Row = { username: string; name: string; unit: string; posts: string; can: boolean; second: boolean; left: boolean };

/** `tongsheng user list`: who there is, with unit, posts, and whether they can log in. */
export const userList: Errand = {
  name: "user list", takes: "", zh: "列出用户", en: "list the users",
  run: (_given, terminal) => withHouse(terminal, async ({ ctx }) => {
    const now = ctx.now();
    const { rows } = await sql<Row>`
      select p.username, p.name, u.code as unit, coalesce(a.posts, '') as posts, c.person_id is not null as can, f.confirmed_at is not null as second, p.left_at is not null as left
      from organisation.person p join organisation.unit u on u.id = p.unit_id left join auth.credential c on c.person_id = p.id left join auth.second_factor f on f.person_id = p.id
      left join lateral (select string_agg(distinct post, ' ') as posts from organisation.appointment where person_id = p.id and valid_from <= ${now} and (valid_to is null or ${now} < valid_to)) a on true
      order by u.region_code, u.code, p.username`.execute(ctx.read);
    for (const row of rows) {
      const log = row.left ? "已离任 left" : !row.can ? "不能登录 no log-in" : row.second ? "双重验证 2fa" : "仅密码 password";
      terminal.out([row.username.padEnd(18), row.unit.padEnd(12), log.padEnd(20), row.name, row.posts].join("  ").trimEnd());
    }
    terminal.out(`${rows.length} 人 / users`);
    return 0;
  }),
};
