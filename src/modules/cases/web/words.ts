import { beijing, sayDuration } from "#kernel/clock.ts";
import type { Grade } from "#kernel/urgency.ts";
import type { t as T } from "#web/t.ts";
import type { CaseLine, CaseView, ClockView, ConcernView, NoticeView } from "../contract.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];
export type Say = typeof T;

/** The stages of the way (clause 3.6). */
export const stageWords: Readonly<Record<CaseView["stage"], Word>> = {
  watch: ["监测", "Watch"], verify: ["核实", "Verify"], grade: ["定级", "Grade"], notify: ["通报", "Notify"], handle: ["处置", "Respond"], release: ["发布", "Release"], debrief: ["评估", "Debrief"], archived: ["归档", "Archived"], dismissed: ["不立案", "Dismissed"],
};

/** Ⅲ级 较大, as it stands in its mark. */
export const gradeWords: Readonly<Record<Grade, Word>> = { red: ["Ⅰ级 特别重大", "Ⅰ Grave"], orange: ["Ⅱ级 重大", "Ⅱ Major"], yellow: ["Ⅲ级 较大", "Ⅲ Larger"], blue: ["Ⅳ级 一般", "Ⅳ General"] };

/** What T0 was taken from. */
export const t0Words: Readonly<Record<CaseView["t0"]["kind"], Word>> = { event: ["事件发生", "the event"], discovery: ["发现舆情", "discovery"], onset: ["舆情起点", "onset of talk"] };

/** What a clock is for. */
export const clockWords: Readonly<Record<ClockView["code"], Word>> = { notify: ["通报省厅", "Tell the department"], "first-information": ["首次权威信息", "First authoritative word"], "press-conference": ["新闻发布会", "Press conference"], answer: ["公开回应", "Public answer"] };

/** Why a clock runs no more without having been met. */
export const endWords: Readonly<Record<NonNullable<ClockView["ended"]>, Word>> = { regraded: ["改级后不再计时", "not asked at this grade"], "not-holding": ["决定不召开", "decided not to hold"], closed: ["已结案", "closed"] };

/** What people want. */
export const concernKindWords: Readonly<Record<ConcernView["kind"], Word>> = { question: ["询问", "Question"], help: ["求助", "Call for help"], report: ["反映", "Report"], complaint: ["投诉", "Complaint"] };

/** Notices between units. */
export const noticeWords: Readonly<Record<NoticeView["kind"], Word>> = { report: ["通报单", "Report"], involve: ["告知", "Told"], guidance: ["指导意见", "Guidance"] };

/** What a 联络函 is for; the list is closed (rules/liaison.ts). */
export const liaisonKindWords: Readonly<Record<CaseView["liaisonNotes"][number]["kind"], Word>> = { inform: ["通报情况", "to inform"], verify: ["商请核实", "to verify together"], "help-publish": ["商请协助发布", "to help publish"], "give-facts": ["提供权威信息", "to give facts"] };

/** How it was handed over. */
export const wayWords: Readonly<Record<CaseView["liaisonNotes"][number]["way"], Word>> = { "by-hand": ["当面送达", "by hand"], "official-document": ["公文", "official document"], "gov-network": ["政务内网", "government network"], fax: ["传真", "fax"], telephone: ["电话并留文", "telephone, text kept"] };

/** What is said of a claim. */
export const verdictWords: Readonly<Record<CaseView["debunks"][number]["verdict"], Word>> = { false: ["不属实", "false"], misleading: ["断章取义", "misleading"] };

/** What a piece is to the case. */
export const roleWords: Readonly<Record<CaseView["releases"][number]["role"], Word>> = { release: ["发布", "release"], answer: ["答复", "answer"], debunk: ["辟谣", "correction of a rumour"] };

/** What became of the proposal. */
export const proposalWords: Readonly<Record<NonNullable<CaseView["proposal"]>["state"], Word>> = { open: ["等省厅定", "waits for the department"], accepted: ["省厅牵头", "the department leads"], declined: ["省厅不牵头", "declined"], lapsed: ["理由消失，已撤回", "taken back by the rule"], "handed-back": ["已交回", "handed back"] };

const hazards: Readonly<Record<string, Word>> = {
  flood: ["洪涝", "flood"], rainstorm: ["暴雨", "rainstorm"], typhoon: ["台风", "typhoon"], earthquake: ["地震", "earthquake"], landslide: ["地质灾害", "landslide"], snow_cold: ["低温冰雪", "snow and cold"], drought: ["干旱", "drought"], forest_fire: ["森林草原火灾", "forest fire"], fire: ["火灾", "fire"],
  explosion: ["爆炸", "explosion"], traffic: ["交通事故", "traffic accident"], collapse: ["坍塌", "collapse"], mine: ["矿山事故", "mine accident"], gas: ["燃气泄漏", "gas leak"], poisoning: ["中毒窒息", "poisoning"], drowning: ["溺水", "drowning"], missing: ["失联", "missing"], hazard: ["险情隐患", "hazard"],
  epidemic: ["疫情", "epidemic"], attack: ["袭击", "attack"], other: ["其他", "other"],
};

/** What happened: the radar's own kinds in words, anything else as it was written. */
export const sayHazard = (t: Say, hazard: string): string => t(...(hazards[hazard] ?? [hazard, hazard]));

const grounds: Readonly<Record<string, Word>> = { major: ["重大", "major"], "cross-unit": ["跨单位", "more than one unit"] };

/** Why the department might lead. */
export const sayGrounds = (t: Say, list: readonly string[]): string => list.map((ground) => t(...(grounds[ground] ?? [ground, ground]))).join(t("、", ", "));

const loose: Readonly<Record<string, (n: number) => Word>> = {
  "nothing-released": () => ["还没有公开发布", "nothing was released"], "press-undecided": () => ["发布会开不开没有定", "the press conference is undecided"], "concerns-open": (n) => [`${n} 项关切没有公开答复`, `${n} concerns have no public answer`],
  "tasks-open": (n) => [`预案还有 ${n} 项没办`, `${n} lines of the plan are open`], "not-acknowledged": (n) => [`${n} 份通报没有签收`, `${n} notices are not acknowledged`], "lead-undecided": () => ["省厅牵不牵头没有定", "the department has not decided whether it leads"],
};

/** What is still open, in a row. */
export const sayLoose = (t: Say, ends: CaseView["loose"]): string[] => ends.map(({ code, count }) => t(...(loose[code]?.(count) ?? [code, code])));

const two = (n: number) => String(n).padStart(2, "0");

/** A time as people say it today: 16:04, 明天 09:00, 4月6日 20:00; always Beijing time. */
export function sayTime(t: Say, at: Date | string, now: Date): string {
  const [a, n] = [beijing(new Date(at)), beijing(now)];
  const clock = `${two(a.hour)}:${two(a.minute)}`;
  if (a.year === n.year && a.month === n.month && a.day === n.day) return clock;
  const day = t(`${a.month}月${a.day}日`, `${a.month}/${a.day}`);
  return a.year === n.year ? `${day} ${clock}` : t(`${a.year}年${day} ${clock}`, `${day}/${a.year} ${clock}`);
}

/** 2 小时 10 分, 2 h 10 min. */
export function saySpan(t: Say, minutes: number): string {
  const m = Math.max(0, Math.round(minutes));
  return t(sayDuration(m), m < 60 ? `${m} min` : m < 2880 ? `${Math.floor(m / 60)} h${m % 60 ? ` ${m % 60} min` : ""}` : `${Math.floor(m / 1440)} days`);
}

const needs = (c: Pick<CaseView, "stage"> & { nextStage?: CaseView["nextStage"] }): Readonly<Record<CaseView["ball"]["need"], Word>> => {
  const to = c.nextStage ? stageWords[c.nextStage] : (["下一步", "the next stage"] as const);
  return { grade: ["定级", "grade it"], tell: ["把情况通报省厅", "tell the department"], debrief: ["写评估", "file the debrief"], move: [`转入${to[0]}`, `take it to "${to[1]}"`], nothing: ["", ""] };
};

/** Who has the ball, in one plain sentence; `fault` when it lies on the ground because nobody holds the post. */
export function sayBall(t: Say, c: Pick<CaseView, "stage" | "ball" | "nextStage">): { who: string; text: string; fault: boolean } {
  const { ball } = c;
  if (ball.need === "nothing") return c.stage === "dismissed" ? { who: t("不立案", "Dismissed"), text: t("核实后没有立案，可以由签发人退回监测再办", "Found groundless; a signer may open it again"), fault: false } : { who: t("已归档", "Archived"), text: t("进了案例库，随时可查", "In the library of cases"), fault: false };
  const what = t(...needs(c)[ball.need]);
  if (ball.people.length === 0) return { who: t("没人接球", "Nobody has the ball"), text: t(`${ball.unitName}没有在岗的人能${what}。请这家单位任命一位。`, `Nobody on post at ${ball.unitName} can ${what}. Have somebody appointed.`), fault: true };
  return { who: t(`球在${ball.unitName}`, `With ${ball.unitName}`), text: t(`等 ${ball.people.join("、")} ${what} · 已等 ${saySpan(t, ball.sinceMinutes)}`, `Waiting for ${ball.people.join(", ")} to ${what} · ${saySpan(t, ball.sinceMinutes)}`), fault: false };
}

/** The same for a line of the list, by posts. */
export function sayLineBall(t: Say, line: CaseLine): string {
  if (line.ball.need === "nothing") return t(...stageWords[line.stage]);
  const after = { watch: "verify", verify: "grade", grade: "notify", notify: "handle", handle: "release", release: "debrief", debrief: "archived", archived: "archived", dismissed: "watch" } as const;
  const what = t(...needs({ stage: line.stage, nextStage: after[line.stage] })[line.ball.need]);
  return t(`${stageWords[line.stage][0]}阶段，等${line.ball.unitName}${what}`, `${stageWords[line.stage][1]}: ${line.ball.unitName} to ${what}`);
}

/** A clock as a figure and what it counts to. */
export function sayClock(t: Say, k: ClockView, now: Date): { figure: string; state: "met" | "running" | "missed" | "ended" } {
  const deadline = new Date(k.deadline);
  const span = (a: Date, b: Date) => { const m = Math.max(0, Math.floor((b.getTime() - a.getTime()) / 60_000)); return `${Math.floor(m / 60)}:${two(m % 60)}`; };
  if (k.metAt !== null) {
    const met = new Date(k.metAt);
    if (met > deadline) return { figure: t(`迟 ${span(deadline, met)} 完成`, `Done ${span(deadline, met)} late`), state: "missed" };
    return k.missed ? { figure: t("曾超时", "Was overdue"), state: "missed" } : { figure: t(`${span(new Date(k.startAt), met)} 完成`, `Done in ${span(new Date(k.startAt), met)}`), state: "met" };
  }
  if (k.ended !== null) return { figure: k.missed ? t("曾超时", "Was overdue") : t(...endWords[k.ended]), state: k.missed ? "missed" : "ended" };
  if (now > deadline) return { figure: t(`已超 ${span(deadline, now)}`, `${span(deadline, now)} over`), state: "missed" };
  return k.missed ? { figure: t(`曾超时，还有 ${span(now, deadline)}`, `Was overdue; ${span(now, deadline)} left`), state: "missed" } : { figure: t(`还有 ${span(now, deadline)}`, `${span(now, deadline)} left`), state: "running" };
}

type Event = CaseView["events"][number];
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const stageOf = (value: unknown): Word => stageWords[text(value) as CaseView["stage"]] ?? ["", ""];
const gradeOf = (value: unknown): Word => gradeWords[text(value) as Grade] ?? ["", ""];

/** What happened, kind by kind, without who and when. */
export const eventWords: Readonly<Record<string, (f: Event["facts"]) => Word>> = {
  open: () => ["立案", "opened the case"], summarise: () => ["更新已核实的情况", "updated what is verified"], move: (f) => [`转入${stageOf(f["to"])[0]}`, `took it to ${stageOf(f["to"])[1]}`], "send-back": (f) => [`退回${stageOf(f["to"])[0]}`, `sent it back to ${stageOf(f["to"])[1]}`], dismiss: () => ["不立案", "dismissed it"],
  grade: (f) => (f["before"] ? [`由${gradeOf(f["before"])[0]}调为${gradeOf(f["grade"])[0]}`, `regraded from ${gradeOf(f["before"])[1]} to ${gradeOf(f["grade"])[1]}`] : [`定为${gradeOf(f["grade"])[0]}`, `graded it ${gradeOf(f["grade"])[1]}`]),
  "choose-start": (f) => [`计时起点改取${(t0Words[text(f["kind"]) as "event"] ?? ["", ""])[0]}`, `chose ${(t0Words[text(f["kind"]) as "event"] ?? ["", ""])[1]} as T0`], assign: (f) => [`交给${text(f["to"])}承办`, `gave it to ${text(f["to"])}`], involve: (f) => [`请${text(f["unitName"])}参与`, `let ${text(f["unitName"])} take part`],
  "tell-department": (f) => [`向省厅发第 ${text(f["number"])} 份通报单`, `sent report ${text(f["number"])} to the department`], guide: (f) => [`发第 ${text(f["number"])} 份指导意见`, `sent guidance ${text(f["number"])}`], acknowledge: (f) => [`签收${(noticeWords[text(f["kind"]) as "report"] ?? ["", ""])[0]}`, `acknowledged: ${(noticeWords[text(f["kind"]) as "report"] ?? ["", ""])[1]}`],
  "propose-lead": () => ["按规则建议由省厅牵头", "by rule: the department is proposed to lead"], "lapse-lead": () => ["按规则撤回牵头建议", "by rule: the proposal lapsed"], "answer-lead": (f) => [`答复牵头建议：${(proposalWords[text(f["state"]) as "open"] ?? ["", ""])[0]}`, `answered the proposal: ${(proposalWords[text(f["state"]) as "open"] ?? ["", ""])[1]}`],
  "write-liaison-note": (f) => [`给${text(f["unitName"])}${text(f["to"])}发联络函`, `liaison note to ${text(f["to"])}, ${text(f["unitName"])}`], "record-liaison-receipt": (f) => [`记下${text(f["unitName"])}${text(f["by"])}签收联络函`, `${text(f["by"])}, ${text(f["unitName"])}, acknowledged`],
  tick: (f) => [`${{ done: "办了", "not-needed": "不需要", open: "重办" }[text(f["state"])] ?? ""}预案：${text(f["task"])}`, `plan, ${text(f["state"])}: ${text(f["task"])}`], "add-concern": () => ["归并一项关切", "added a concern"], "count-concern": (f) => [`“${text(f["question"])}”问到 ${text(f["count"])} 次`, `"${text(f["question"])}" asked ${text(f["count"])} times`],
  "link-answer": (f) => [`给“${text(f["question"])}”挂上答复《${text(f["title"])}》`, `linked "${text(f["title"])}" as the answer to "${text(f["question"])}"`], draft: (f) => [`起草《${text(f["title"])}》`, `began "${text(f["title"])}"`], debunk: () => ["写辟谣卡", "wrote a debunk card"], "link-release": (f) => [`挂上《${text(f["title"])}》`, `linked "${text(f["title"])}"`],
  "unlink-release": (f) => [`取下《${text(f["title"])}》`, `took "${text(f["title"])}" off`], "decide-press": (f) => (f["hold"] ? ["决定召开发布会", "decided to hold a press conference"] : ["决定不召开发布会", "decided not to hold a press conference"]), "record-press": () => ["记下发布会情况", "wrote down the press conference"],
  debrief: () => ["写了评估", "filed the debrief"], "issue-report": (f) => [`签发${text(f["kind"]) === "flash" ? "快报" : "专报"}第 ${text(f["number"])} 期`, `issued ${text(f["kind"])} report ${text(f["number"])}`],
};

/** An event as a sentence. */
export const sayEvent = (t: Say, e: Event): string => t(...(eventWords[e.kind]?.(e.facts) ?? [e.kind, e.kind]));
