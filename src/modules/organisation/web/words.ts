import type { Post } from "#kernel/posts.ts";
import type { System } from "#kernel/actor.ts";
import type { UnitOfDay } from "../contract.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];

/** The posts as the field calls them. */
export const postWords: Record<Post, Word> = {
  editor: ["编辑", "Editor"], "first-reviewer": ["初审", "First reviewer"], "second-reviewer": ["复审", "Second reviewer"], signer: ["终审（签发）", "Signer"], liaison: ["联络员", "Liaison"],
  "duty-officer": ["值班员", "Duty officer"], "leading-group": ["领导小组成员", "Leading group"], "system-admin": ["系统管理员", "System administrator"], "security-admin": ["安全管理员", "Security administrator"], "audit-admin": ["审计管理员", "Audit administrator"],
};

/** A post by its code, as refusals carry it. */
export const postWord = (post: string | number | undefined): Word => postWords[post as Post] ?? [String(post ?? ""), String(post ?? "")];

/** The lines of command. */
export const systemWords: Record<System, Word> = { emergency: ["应急管理", "Emergency management"], fire: ["消防救援", "Fire and rescue"], forest_fire: ["森林消防", "Forest fire"], partner: ["联动单位", "Partners"] };

/** Levels of units. */
export const levelWords: Record<UnitOfDay["level"], Word> = { province: ["省级", "Province"], city: ["市（州）级", "City"], county: ["县级", "County"], partner: ["联动单位", "Partner"] };

/** How well a fact is founded. */
export const evidenceWords: Record<UnitOfDay["evidence"], Word> = { seed: ["出自通知", "In the notice"], seen: ["见过文字，未核原件", "Read in a copy"], known: ["常识，未核", "General knowledge"], assumed: ["暂定，待确认", "Assumed, to be confirmed"] };
