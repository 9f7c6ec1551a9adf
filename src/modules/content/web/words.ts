import type { FactKind } from "#kernel/document.ts";
import type { VariantKind } from "#kernel/edition.ts";
import type { z } from "zod";
import type { Form, PieceStage } from "../contract.ts";

/** Words in both languages: [中文, English]. */
export type Words = readonly [zh: string, en: string];

/** What a piece is. */
export const formWords: Record<z.infer<typeof Form>, Words> = {
  notice: ["通报", "Notice"], tip: ["安全提示", "Safety tip"], warning: ["预警", "Warning"], news: ["新闻", "News"], rumour: ["辟谣", "Rumour answered"], psa: ["公益宣传", "Public service"],
};

/** Where a piece stands, in a word for lists. */
export const stageWords: Record<z.infer<typeof PieceStage>, Words> = {
  draft: ["起草", "Draft"], "first-review": ["初审", "First review"], "second-review": ["复审", "Second review"], "final-review": ["终审", "Final review"], cosigning: ["会签", "Co-signing"], returned: ["退回修改", "Returned"],
  cleared: ["已签齐", "Cleared"], publishing: ["投放中", "Going out"], published: ["已发布", "Published"], recalled: ["已撤回", "Recalled"], withdrawn: ["已搁置", "Put away"],
};

/** The same as a sentence: who has the ball. */
export const stageSentences: Record<z.infer<typeof PieceStage>, Words> = {
  draft: ["起草组在写", "With the writers"], "first-review": ["等初审", "Waits for the first review"], "second-review": ["等复审", "Waits for the second review"], "final-review": ["等终审签发", "Waits for the final review"],
  cosigning: ["等各家会签", "Waits for the co-signers"], returned: ["退回了，等起草组改", "Returned to the writers"], cleared: ["签齐了，到点就发", "All signed; it leaves on time"], publishing: ["正在发往各账号", "On its way to the accounts"],
  published: ["公众看得到", "The public reads it"], recalled: ["从各账号收回了", "Taken back from the accounts"], withdrawn: ["不往下办了", "Not taken further"],
};

/** Stages in which an edition is frozen and the draft says the same. */
export const underReview = (stage: z.infer<typeof PieceStage>): boolean => ["first-review", "second-review", "final-review", "cosigning", "cleared"].includes(stage);

/** How urgent a piece is. */
export const urgencyWords = { red: ["一级（红）", "Red"], orange: ["二级（橙）", "Orange"], yellow: ["三级（黄）", "Yellow"], blue: ["四级（蓝）", "Blue"], routine: ["日常", "Routine"] } as const satisfies Record<string, Words>;

/** What a fact says. */
export const factKindWords: Record<FactKind, Words> = {
  time: ["时间", "Time"], place: ["地点", "Place"], deaths: ["遇难人数", "Deaths"], injured: ["受伤人数", "Injured"], missing: ["失联人数", "Missing"], evacuated: ["转移人数", "Evacuated"], hotline: ["电话", "Hotline"],
  level: ["等级", "Level"], area: ["面积", "Area"], unit: ["单位", "Unit"], figure: ["其他数字", "Other figure"], statement: ["表述", "Statement"],
};

/** Kinds whose number is asked for beside the words. */
export const countedKinds: readonly FactKind[] = ["deaths", "injured", "missing", "evacuated", "area", "figure"];

/** The forms of one text. */
export const variantWords: Record<VariantKind, Words> = {
  web: ["网站", "Website"], phone: ["文章", "Article"], short: ["微博", "Short post"], sms: ["短信", "Text message"], led: ["屏幕", "LED screen"], chat: ["工作群", "Work chat"], caption: ["视频字幕", "Captions"],
};

/** Where a finding is: a form, or a part of the text. */
export const placeWords = (at: string): Words => (variantWords as Record<string, Words>)[at] ?? ({ title: ["标题", "Title"], summary: ["摘要", "Summary"], text: ["正文", "Text"] } as Record<string, Words>)[at] ?? [at, at];

const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric" });
const dayIso = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** 14:17:52, Beijing time. */
export const sayClock = (at: Date): string => clock.format(at);

/** 14:17 today, 4月3日 14:17 on another day. */
export function sayWhen(at: Date, now: Date): string {
  const time = clock.format(at).slice(0, 5);
  return dayIso.format(at) === dayIso.format(now) ? time : `${day.format(at).replace("/", "月")}日 ${time}`;
}
