import { beijing, isoDay, sayDuration } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import type { Urgency } from "#kernel/urgency.ts";
import type { t as speak } from "#web/t.ts";
import type { DayName, JointLine, StripEntry, Waiting } from "../contract.ts";
import type { z } from "zod";

/** Says a thing in the reader's language. */
export type Say = typeof speak;
type Day = z.output<typeof DayName>;

const two = (n: number): string => String(n).padStart(2, "0");

/** Hours and minutes in Beijing: 14:18. */
export const hourMinute = (at: Date | string): string => { const b = beijing(new Date(at)); return `${two(b.hour)}:${two(b.minute)}`; };

const weekdays = [["", ""], ["星期一", "Mon"], ["星期二", "Tue"], ["星期三", "Wed"], ["星期四", "Thu"], ["星期五", "Fri"], ["星期六", "Sat"], ["星期日", "Sun"]] as const;
const months = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 4月3日 星期五. */
export function sayDate(t: Say, { day, weekday }: Pick<Day, "day" | "weekday">): string {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
  const [zh, en] = weekdays[weekday] ?? weekdays[0];
  return t(`${month}月${date}日 ${zh}`, `${en} ${date} ${months[month] ?? ""}`);
}

/** 清明前 2 天，春季森林防火期第 20 天. */
export function saySeason(t: Say, { key, during }: Pick<Day, "key" | "during">): string {
  const parts = [
    ...(key ? [key.inDays === 0 ? t(`今天是${key.name}`, `${key.name} today`) : t(`${key.name.replace(/节$/, "")}前 ${key.inDays} 天`, `${key.inDays} days to ${key.name}`)] : []),
    ...(during ? [t(`${during.name}第 ${during.nth} 天`, `day ${during.nth} of ${during.name}`)] : []),
  ];
  return parts.join(t("，", ", "));
}

/** A time with its day where that is not today: 15:00, 明天 09:00, 5月6日 09:00. */
export function sayWhen(t: Say, at: string, now: Date): string {
  const then = new Date(at);
  const day = isoDay(then);
  if (day === isoDay(now)) return t(`今天 ${hourMinute(then)}`, `today ${hourMinute(then)}`);
  if (day === isoDay(new Date(now.getTime() + 86_400_000))) return t(`明天 ${hourMinute(then)}`, `tomorrow ${hourMinute(then)}`);
  const b = beijing(then);
  return t(`${b.month}月${b.day}日 ${two(b.hour)}:${two(b.minute)}`, `${b.day} ${months[b.month] ?? ""} ${two(b.hour)}:${two(b.minute)}`);
}

/** A stretch of minutes: 16 分钟, 2 小时 10 分. */
export function saySpan(t: Say, minutes: number): string {
  const m = Math.max(0, Math.round(minutes));
  const en = m < 60 ? `${m} min` : m < 2880 ? `${Math.floor(m / 60)} h${m % 60 ? ` ${m % 60} min` : ""}` : `${Math.floor(m / 1440)} days`;
  return t(sayDuration(m), en);
}

const minutesBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 60_000;

/** Minutes as a running clock shows them: 0:42, 43:40; whole days beyond four of them. */
export const figure = (t: Say, minutes: number): string => {
  const m = Math.max(0, Math.floor(minutes));
  return m >= 5760 ? t(`${Math.floor(m / 1440)} 天`, `${Math.floor(m / 1440)} days`) : `${Math.floor(m / 60)}:${two(m % 60)}`;
};

type Clock = { figure: string; note: string; missed?: boolean };

const sources: Record<Waiting["clock"]["source"], readonly [string, string]> = {
  planned: ["签发计划所定", "set by the plan"], "no-plan": ["没有定发布时间", "no time is planned"], channel: ["渠道时限", "the channel's deadline"], stuck: ["系统不会自动重发", "nothing is sent again by itself"],
  "by-hand": ["接单后 30 分钟内", "within 30 minutes of the order"], escalates: ["无人确认即转", "goes on when nobody takes it"], acknowledged: ["已有人接", "taken"], "after-review": ["应急通道的补审", "owed by the emergency path"], "fact-changed": ["事实已改", "a fact has changed"], undecided: ["不定就不发", "nothing leaves undecided"],
};

const reached: Partial<Record<Waiting["clock"]["source"], readonly [string, string]>> = { planned: ["到计划发布", "to publication"], "by-hand": ["到代发时限", "to the deadline"], escalates: ["到再往上转", "until it goes further up"], undecided: ["到决定时限", "to the time to decide"] };

/** The clock of something that waits: a figure, and below it what it counts to and where that comes from. */
export function clockOf(t: Say, { clock, since, kind }: Waiting, now: Date): Clock {
  const at = new Date(clock.at ?? since);
  const source = t(...sources[clock.source]);
  if (clock.kind === "until") {
    const left = minutesBetween(now, at);
    const to = t(...(reached[clock.source] ?? ["到时限", "to the deadline"]));
    const why = clock.source === "escalates" && clock.minutes ? t(`${clock.minutes} 分钟${source}`, `after ${clock.minutes} min`) : source;
    return left >= 0 ? { figure: figure(t, left), note: `${to} ${hourMinute(at)}\n${why}` } : { figure: t("已超", "Over"), note: `${saySpan(t, -left)}\n${why}`, missed: true };
  }
  const waited = saySpan(t, minutesBetween(at, now));
  if (kind === "unknown" || kind === "failed") return { figure: t("现在", "Now"), note: t(`已挂 ${waited}`, `stuck for ${waited}`) };
  if (kind === "stale-fact") return { figure: t("现在", "Now"), note: t(`事实改了 ${waited}`, `changed ${waited} ago`) };
  if (kind === "after-review") return { figure: t("补审", "Owed"), note: `${t(`已欠 ${waited}`, `for ${waited}`)}\n${source}` };
  const word = kind === "returned" ? t("退回", "Returned") : kind === "sign" ? t("待签", "To sign") : t("待审", "To review");
  return { figure: word, note: `${t(`已等 ${waited}`, `for ${waited}`)}\n${source}` };
}

const stages: Record<string, readonly [string, string]> = { first: ["初审", "first review"], second: ["复审", "second review"], final: ["终审", "final review"] };
const colours: Record<Exclude<Urgency, "routine">, readonly [string, string]> = { red: ["红", "Red"], orange: ["橙", "Orange"], yellow: ["黄", "Yellow"], blue: ["蓝", "Blue"] };

/** The word of a grade as it stands in its mark. */
export const gradeWord = (t: Say, urgency: Exclude<Urgency, "routine">): string => t(...colours[urgency]);

const matters: Record<string, (f: Waiting["facts"]) => readonly [string, string]> = {
  "channels.ill": (f) => [`账号${quoted(f["account"])}不通`, `Account ${f["account"] ?? ""} does not work`],
  "dispatch.overdue": (f) => [`${quoted(f["account"])}超过时限还没有结果`, `${f["account"] ?? ""} is overdue`],
  "dispatch.failed": (f) => [`${quoted(f["account"])}没有发出`, `${f["account"] ?? ""}: not sent`],
  "dispatch.unknown": (f) => [`${quoted(f["account"])}发没发出去说不准`, `${f["account"] ?? ""}: nobody knows`],
  "dispatch.undecided": (f) => [`${f["account"] ?? ""}：要不要用掉一次，还没有人定`, `${f["account"] ?? ""}: nobody decided whether to spend a mass send`],
  "dispatch.hand-late": (f) => [`${quoted(f["account"])}的手工投放超过时限`, `The post by hand on ${f["account"] ?? ""} is late`],
  "matrix.found": (f) => [`账号${quoted(f["account"])}检查不合格：${f["check"] ?? ""}`, `Inspection found at ${f["account"] ?? ""}: ${f["check"] ?? ""}`],
  "matrix.overdue": (f) => [`账号${quoted(f["account"])}整改超时：${f["check"] ?? ""}`, `Mending ${f["account"] ?? ""} is overdue: ${f["check"] ?? ""}`],
  "relay.asked": (f) => [`${f["from"] ?? ""}请转发《${f["title"] ?? ""}》`, `${f["from"] ?? ""} asks you to relay "${f["title"] ?? ""}"`],
  "relay.chased": (f) => [`${f["from"] ?? ""}催办：《${f["title"] ?? ""}》还没有转发`, `${f["from"] ?? ""} asks again for the relay of "${f["title"] ?? ""}"`],
  "relay.overdue": (f) => [`《${f["title"] ?? ""}》的转发超过时限`, `The relay of "${f["title"] ?? ""}" is overdue`],
  "relay.returned": (f) => [`《${f["title"] ?? ""}》的转发链接被退回`, `A relay link for "${f["title"] ?? ""}" was sent back`],
  "relay.corrected": (f) => [`《${f["title"] ?? ""}》已更正，转发要换新`, `"${f["title"] ?? ""}" was corrected: relay it anew`],
  "relay.recalled": (f) => [`《${f["title"] ?? ""}》已撤回，转发要撤下`, `"${f["title"] ?? ""}" was recalled: take the relay down`],
  "cases.turn": (f) => [`舆情《${f["title"] ?? ""}》等您往下办`, `Opinion case "${f["title"] ?? ""}" waits for you`],
  "cases.assigned": (f) => [`舆情《${f["title"] ?? ""}》由您承办`, `Opinion case "${f["title"] ?? ""}" is yours`],
  "cases.reported": (f) => [`舆情通报单《${f["title"] ?? ""}》待签收`, `Acknowledge the report on "${f["title"] ?? ""}"`],
  "cases.involved": (f) => [`舆情《${f["title"] ?? ""}》涉及本单位，待签收`, `Acknowledge: "${f["title"] ?? ""}" concerns your unit`],
  "cases.guided": (f) => [`舆情《${f["title"] ?? ""}》的指导意见待签收`, `Acknowledge the guidance on "${f["title"] ?? ""}"`],
  "cases.lead-proposed": (f) => [`舆情《${f["title"] ?? ""}》要不要由省厅牵头`, `Shall the department lead "${f["title"] ?? ""}"?`],
  "cases.concern": (f) => [`公众关切“${f["title"] ?? ""}”由您答复`, `People ask "${f["title"] ?? ""}"`],
  "cases.clock-warning": (f) => [`舆情《${f["title"] ?? ""}》的时限快到了`, `A clock of "${f["title"] ?? ""}" is nearly over`],
  "cases.clock-missed": (f) => [`舆情《${f["title"] ?? ""}》超过时限`, `A clock of "${f["title"] ?? ""}" is overdue`],
  "opinion.alert": (f) => [`${f["place"] ? `${f["place"]}：` : ""}《${f["title"] ?? ""}》像是突发事件`, `${f["place"] ? `${f["place"]}: ` : ""}"${f["title"] ?? ""}" looks like an emergency`],
  "review.waiting": (f) => [`《${f["title"] ?? ""}》没有人来审`, `Nobody reviews "${f["title"] ?? ""}"`],
  "review.returned": (f) => [`《${f["title"] ?? ""}》退回了，没有人改`, `Nobody edits "${f["title"] ?? ""}", which was returned`],
  "review.sign": (f) => [`《${f["title"] ?? ""}》没有人来签`, `Nobody signs "${f["title"] ?? ""}"`],
};

function sayAlert(t: Say, { facts, unitName, title }: Waiting): { title: string; sentence: string } {
  const known = matters[String(facts["matter"])];
  const detail = typeof facts["detail"] === "string" ? facts["detail"] : unitName;
  return {
    title: known ? t(...known(facts)) : title || t("有一件事等您处理", "Something needs you"),
    sentence: facts["owner"] ? t(`${facts["owner"]} 没有确认，转到您这里。${detail}`, `${facts["owner"]} did not answer, so it came to you. ${detail}`) : `${detail}${t("。请确认由您处理。", ". Please take it.")}`,
  };
}

const acts: Record<string, readonly [string, string]> = { publish: ["发布", "publication"], correct: ["更正", "correction"], recall: ["撤回", "recall"] };

/** What waits, in its own words: title, one sentence, one verb. */
export function sayWaiting(t: Say, item: Waiting): { title: string; sentence: string; verb: string } {
  const { facts, title } = item;
  const account = String(facts["account"] ?? "");
  const act = t(...(acts[String(facts["action"])] ?? ["", ""]));
  const list = (names: readonly string[]) => names.join(t("、", ", "));
  const stage = t(...(stages[item.stage ?? ""] ?? ["审核", "review"]));
  switch (item.kind) {
    case "review": return { title, sentence: t(`${item.unitName} 第 ${facts["edition"] ?? 1} 版，等您${stage}。`, `${item.unitName}, edition ${facts["edition"] ?? 1}: waits for your ${stage}.`), verb: t(`去${stage}`, "Review") };
    case "sign": return item.stage === "final"
      ? { title, sentence: t("前面的审核已过，等您终审签发。", "Earlier reviews passed; waits for your final word and signature."), verb: t("审阅并签发", "Review and sign") }
      : { title, sentence: item.doneUnits.length > 0 ? t(`${list(item.doneUnits)} 已签，等您会签。`, `${list(item.doneUnits)} signed; waits for you.`) : t(`${item.unitName} 牵头，等您会签。`, `Led by ${item.unitName}; waits for your signature.`), verb: t("去会签", "Sign") };
    case "returned": return { title, sentence: t(`退回修改：${facts["reason"] ?? "请看意见"}`, `Returned: ${facts["reason"] ?? "see the comments"}`), verb: t("去修改", "Edit") };
    case "after-review": return { title, sentence: t("按应急通道先发了，还欠一次补审。", "It went out by the emergency path; one review is owed."), verb: t("去补审", "Review") };
    case "unknown": return { title: t(`${quoted(account)}，${act}发没发出去说不准`, `${account}: nobody knows whether the ${act} is out`), sentence: t(`《${title}》请求发出后没有准信，核查 ${facts["checks"] ?? 0} 次无定论。系统不会自动重发，请您看一眼。`, `"${title}": no certain answer after ${facts["checks"] ?? 0} checks. Nothing is sent again by itself; please look.`), verb: t("去核实", "Look") };
    case "failed": return { title: t(`${quoted(account)}，${act}没有发出`, `${account}: the ${act} did not leave`), sentence: t(`《${title}》${facts["text"] ?? facts["code"] ?? "渠道没有收"}。只影响这一路。`, `"${title}": ${facts["text"] ?? facts["code"] ?? "the channel refused it"}. Only this leg is affected.`), verb: t("去处理", "Handle") };
    case "spend": return { title: t(`${account}：要不要用掉一次`, `${account}: spend a mass send?`), sentence: t(`《${title}》已签齐，这一路等人决定，不定就不发。其余各路照发。`, `"${title}" is signed; this leg waits for a decision and does not leave without one. The others leave.`), verb: t("去决定", "Decide") };
    case "hand-post": return { title, sentence: facts["withdraw"] ? t(`请从${quoted(account)}撤下，做完贴回凭据。`, `Please take it down from ${account} and bring the proof.`) : t(`字已签定，请照原样发到${quoted(account)}，贴回链接。`, `Signed; please post it on ${account} as it is and bring the link.`), verb: facts["withdraw"] ? t("去撤下", "Take down") : t("去代发", "Post") };
    case "alert": return { ...sayAlert(t, item), verb: t("去处理", "Handle") };
    case "stale-fact": return { title, sentence: t(`${facts["label"]}已由“${facts["before"]}”改为“${facts["after"]}”，发出去的第 ${facts["edition"]} 版还是旧的。`, `${facts["label"]} is now "${facts["after"]}", not "${facts["before"]}"; edition ${facts["edition"]} still says the old.`), verb: t("去更正", "Correct") };
  }
}

/** Who has the ball, in one plain sentence (interface.md, 2). */
export function sayBall(t: Say, line: Pick<JointLine, "stage" | "ball" | "sinceMinutes"> & { reason?: string | null }): string {
  const who = line.ball.map(({ unitName, people }) => [unitName, people.join(t("、", ", "))].filter(Boolean).join(" ")).join(t("、", ", "));
  const waited = line.sinceMinutes === null || line.sinceMinutes < 1 ? "" : t(` · 已等 ${saySpan(t, line.sinceMinutes)}`, ` · ${saySpan(t, line.sinceMinutes)}`);
  switch (line.stage) {
    case "draft": return t(`${who} 在写`, `${who} writing`);
    case "returned": return line.reason ? t(`退回：${line.reason}；等 ${who} 修改`, `Returned: ${line.reason}; ${who} to edit`) : t(`退回，等 ${who} 修改`, `Returned to ${who}`);
    case "first-review": case "first": return t(`等 ${who} 初审${waited}`, `First review by ${who}${waited}`);
    case "second-review": case "second": return t(`等 ${who} 复审${waited}`, `Second review by ${who}${waited}`);
    case "final-review": case "final": return t(`等 ${who} 终审签发${waited}`, `Final review by ${who}${waited}`);
    case "cosigning": case "cosign": return t(`还差 ${who} 会签${waited}`, `${who} to sign${waited}`);
    case "cleared": return t("都签了，到时自动投放", "All signed; leaves by itself");
    case "publishing": return t("正在投放", "Being sent");
    default: return who;
  }
}

const short = (title: string): string => { const signs = [...title]; return signs.length > 16 ? `${signs.slice(0, 15).join("")}…` : title; };

/** An entry of the day in a few words. */
export function sayEntry(t: Say, { at, kind, title, accounts }: StripEntry, now: Date): string {
  const past = new Date(at) <= now;
  const count = accounts > 0 ? t(`，${accounts} 个账号`, `, ${accounts} accounts`) : "";
  switch (kind) {
    case "planned": return `${short(title)}${count}`;
    case "publish": return past ? t(`投放 ${short(title)}`, `Sent: ${short(title)}`) : `${short(title)}${count}`;
    case "correct": return t(`更正 ${short(title)}`, `Corrected: ${short(title)}`);
    case "recall": return t(`撤回 ${short(title)}`, `Recalled: ${short(title)}`);
    case "embargo-ends": return t(`${short(title)} 解禁`, `Embargo ends: ${short(title)}`);
    case "expires": return t(`${short(title)} 到期`, `Ends: ${short(title)}`);
    case "watch-changes": return t(`${title} 接班`, `${title} takes the watch`);
  }
}
