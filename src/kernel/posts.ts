import { z } from "zod";

/**
 * The posts a person can hold in a unit (notice clause 2; 等保 three separate administrators, GB/T 22239-2019 §8.1.4).
 * 编辑 初审 复审 终审(签发) 联络员 值班员 领导小组成员, then 系统 安全 审计 administrators.
 */
export const Post = z.enum([
  "editor",
  "first-reviewer",
  "second-reviewer",
  "signer",
  "liaison",
  "duty-officer",
  "leading-group",
  "system-admin",
  "security-admin",
  "audit-admin",
]);
export type Post = z.infer<typeof Post>;

/** Posts whose holders must log in with a second factor: they sign, or they administer. */
export const postsWithSecondFactor: readonly Post[] = ["signer", "liaison", "leading-group", "system-admin", "security-admin", "audit-admin"];

/** The three administrators exclude each other and every post that writes, reviews or signs. */
export const administratorPosts: readonly Post[] = ["system-admin", "security-admin", "audit-admin"];
