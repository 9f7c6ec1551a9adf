import type { System } from "#kernel/actor.ts";
import { shortTime } from "#kernel/clock.ts";
import type { Post } from "#kernel/posts.ts";
import type { t as T } from "#web/t.ts";
import type { Me } from "../contract.ts";

const posts: Record<Post, readonly [zh: string, en: string]> = {
  editor: ["编辑", "Editor"], "first-reviewer": ["初审", "First reviewer"], "second-reviewer": ["复审", "Second reviewer"], signer: ["终审（签发）", "Signer"],
  liaison: ["联络员", "Liaison"], "duty-officer": ["值班员", "Duty officer"], "leading-group": ["领导小组成员", "Leading group"],
  "system-admin": ["系统管理员", "System administrator"], "security-admin": ["安全管理员", "Security administrator"], "audit-admin": ["审计管理员", "Audit administrator"],
};

const systems: Record<System, readonly [zh: string, en: string]> = {
  emergency: ["应急管理系统", "emergency management"], fire: ["消防救援系统", "fire and rescue"], forest_fire: ["森林消防系统", "forest fire service"], partner: ["协作单位", "partners"],
};

/** A post in the reader's language. */
export const sayPost = (t: typeof T, post: Post): string => t(...posts[post]);

/** The posts of a person unit by unit: 省应急管理厅 编辑、值班员（代）. */
export function sayPosts(t: typeof T, held: Me["posts"]): { unitName: string; posts: string }[] {
  const say = (one: Me["posts"][number]) => sayPost(t, one.post) + (one.delegatedFrom ? t("（代）", " (delegated)") : "");
  return [...new Set(held.map((one) => one.unitName))].map((unitName) =>
    ({ unitName, posts: [...new Set(held.filter((one) => one.unitName === unitName).map(say))].join(t("、", ", ")) }));
}

/** What a person may see, as one sentence. */
export function sayScope(t: typeof T, { all, systems: whole, regions, units }: Me["scope"]): string {
  if (all) return t("看得到全部单位的工作。", "Sees the work of all units.");
  const parts = [...units, ...regions.map((region) => t(`${region}全境`, `all of ${region}`)), ...whole.map((system) => t(...systems[system]))];
  if (parts.length === 0) return t("现在没有岗位，只看得到自己的登录。", "Holds no post and sees only their own log-in.");
  return t(`看得到${parts.join("、")}的工作，以及一起参与的工作。`, `Sees the work of ${parts.join(", ")}, and joint work they take part in.`);
}

/** A moment as the list of log-ins shows it. */
export const sayWhen = (t: typeof T, at: string): string =>
  t(shortTime(new Date(at)), new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(at)));

/** Six figures in two groups, as authenticators show them. */
export const sayCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** A name as a round mark: its last two characters, or two initials. */
export const markOf = (name: string): string =>
  /^[\p{Script=Han}·]+$/u.test(name) ? [...name].slice(-2).join("") : name.split(/\s+/).map((word) => word[0] ?? "").join("").slice(0, 2).toUpperCase();
