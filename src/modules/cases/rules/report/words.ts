import { sayDuration, shortTime } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import { numerals } from "../checklist.ts";
import type { T0Kind } from "../grade.ts";
import type { CaseStage } from "../stage.ts";

/** The stages as documents name them (clause 3.6). */
export const stageNames: Readonly<Record<CaseStage, string>> = { watch: "监测", verify: "核实", grade: "定级", notify: "通报", handle: "处置", release: "发布", debrief: "评估", archived: "归档", dismissed: "不立案" };

/** What T0 was taken from. */
export const t0Names: Readonly<Record<T0Kind, string>> = { event: "事件发生", discovery: "发现舆情", onset: "舆情起点" };

/** What people want, as it is counted. */
export const concernNames: Readonly<Record<string, string>> = { question: "询问", help: "求助", report: "反映", complaint: "投诉" };

/** What a clock is for. */
export const clockNames: Readonly<Record<string, string>> = { notify: "通报省厅", "first-information": "首次权威信息", "press-conference": "新闻发布会", answer: "回应" };

/** Ⅲ级（较大）. */
export const gradeName = (grade: Grade): string => `${numerals[grade]}级（${{ red: "特别重大", orange: "重大", yellow: "较大", blue: "一般" }[grade]}）`;

/** 已超 2 小时, 还有 40 分钟: how a deadline stands. */
export function sayDeadline(deadline: Date, now: Date): string {
  const minutes = (deadline.getTime() - now.getTime()) / 60_000;
  return minutes >= 0 ? `${shortTime(deadline)} 到期，还有 ${sayDuration(minutes)}` : `${shortTime(deadline)} 到期，已超 ${sayDuration(-minutes)}`;
}

/** The sentence without its own full stop, so that it can stand inside another. */
export const open = (text: string): string => text.trim().replace(/[。．.；;，,\s]+$/u, "");
