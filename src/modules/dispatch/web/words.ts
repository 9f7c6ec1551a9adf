import { clockTime, isoDay, sayDuration, shortTime } from "#kernel/clock.ts";
import { rungs, type Rung } from "#kernel/connector.ts";
import type { t as speak } from "#web/t.ts";
import type { Board, BoardRow } from "../contract.ts";
import { namedApart } from "./posts.ts";

/** Says a thing in the reader's language. */
export type Say = typeof speak;
type Action = BoardRow["action"];
type Event = Board["events"][number];

/** A time as a board shows it: to the second today, with its day otherwise. */
export const boardTime = (at: string, now: Date): string => {
  const then = new Date(at);
  return isoDay(then) === isoDay(now) ? clockTime(then) : shortTime(then);
};

/** The same for a narrow cell: 14:01:40 today, 11-23 14:01 otherwise. */
export const cellTime = (at: string, now: Date): string => {
  const then = new Date(at);
  return isoDay(then) === isoDay(now) ? clockTime(then) : `${isoDay(then).slice(5)} ${clockTime(then).slice(0, 5)}`;
};

/** How long a post by hand still has, or by how much it is late. */
export function sayHandDue(t: Say, dueAt: string, now: Date): string {
  const minutes = (new Date(dueAt).getTime() - now.getTime()) / 60_000;
  const [zh, en] = [sayDuration(Math.abs(minutes)), inEnglish(Math.abs(minutes))];
  return minutes >= 0 ? t(`还有 ${zh}`, `${en} left`) : t(`超 ${zh}`, `${en} late`);
}

const inEnglish = (minutes: number): string => (minutes < 120 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`);

/** The rungs of evidence in the field's words. */
export const rungName = (t: Say, rung: Rung): string =>
  ({ accepted: t("已受理", "Accepted"), published: t("已发布", "Published"), verified: t("已核验", "Verified"), displayed: t("已展示", "Displayed") })[rung];

/** What a release does, in the field's words. */
export const kindName = (t: Say, kind: Action): string => ({ publish: t("发布", "Publication"), correct: t("更正", "Correction"), recall: t("撤回", "Recall") })[kind];

const notDone = (t: Say, action: Action): string => (action === "recall" ? t("没撤下来", "Not taken back") : t("没发出", "Not sent"));

const causes: Record<string, readonly [zh: string, en: string]> = {
  transient: ["对方一直没有回应", "the channel does not answer"],
  rateLimited: ["发得太密，渠道让这个账号歇一会儿", "too many calls; the channel makes the account rest"],
  auth: ["渠道不认这个账号的密钥", "the channel refuses the account's secret"],
  permission: ["渠道没有给这个账号或这台服务器权限", "the channel gives this account or server no right"],
  content: ["渠道不收这样的内容", "the channel refuses the content"],
  duplicate: ["渠道说已经有一篇一样的", "the channel says it has the same already"],
  quota: ["这个账号的发送额度用完了", "the account's quota is used up"],
  recipient: ["收件的群、邮箱或地址不在了", "the group, mailbox or address is gone"],
  unknownOutcome: ["结果说不准", "the outcome is not certain"],
};

const remedies: Record<string, readonly [zh: string, en: string]> = {
  transient: ["请看一眼对方平台是否正常，再重试。", "See whether the platform is well, then retry."],
  rateLimited: ["歇够了再重试。", "Retry after the rest."],
  auth: ["请账号负责人更新密钥并按“测试”，再重试。", "Ask the account's owner to renew the secret and test it, then retry."],
  permission: ["请管理员到平台上开通权限或加白名单，再重试。", "Ask the administrator to open the right or the allow-list there, then retry."],
  content: ["签过的字不能改着发。请看原始回答，改稿后发下一版。", "Signed words are never altered. Read the raw answer and send a new edition."],
  duplicate: ["请先打开账号看一眼，确实没有再重试。", "Look at the account first; retry only if it is not there."],
  quota: ["等额度恢复，或请账号负责人加额度，再重试。", "Wait for the quota or ask the owner for more, then retry."],
  recipient: ["请账号负责人改好地址，再重试。", "Ask the owner to mend the address, then retry."],
  unknownOutcome: ["请打开账号看一眼再定。", "Look at the account and decide."],
};

const houseCodes: Record<string, readonly [zh: string, en: string]> = {
  forbidden: ["这个地址不在本系统的放行名单里", "the address is not on this house's allow-list"],
  "fault-before-call": ["本系统在发出之前出了差错", "this house failed before it called"],
  "push.nobody": ["没有一台设备收得到：还没有人开启提醒，或都已失效", "no device to tell: nobody asked to be reminded, or all are gone"],
  "push.under-way": ["正在逐台发送", "it is going out device by device"],
  "push.keys": ["账号的公钥和私钥不成对，或缺私钥", "the account's keys are no pair, or the private one is missing"],
  "carriers.clash": ["同一天同一区域已有别的短信，还没有人写明为什么再发", "the same region gets another message that day, and nobody said why"],
  "carriers.window-over": ["稿件失效前已没有可发的时段", "no hour to send is left before the piece expires"],
  "carriers.settings": ["账号的设置不全，函发不出去", "the account's settings are not complete"],
  "gateways.all-opted-out": ["收信名单里的号码都退订了", "every phone of the list opted out"],
  absent: ["回查几次，渠道那边都没有", "looked up again and again; the channel has nothing"],
  ENOTFOUND: ["找不到渠道的地址", "the channel's address does not exist"],
  ECONNREFUSED: ["渠道的服务器拒绝连接", "the channel's server refuses connections"],
};

/** Why a delivery failed, as one phrase: the class in words, or our own word for a known code. */
export function sayCause(t: Say, row: Pick<BoardRow, "action" | "failureClass" | "failureCode">): string {
  const words = houseCodes[row.failureCode ?? ""] ?? causes[row.failureClass ?? ""] ?? causes["unknownOutcome"] ?? ["", ""];
  return t(`${notDone(t, row.action)}：${words[0]}`, `${notDone(t, row.action)}: ${words[1]}`);
}

/** The sentence under a failure: the code, and what to do next. */
export function sayRemedy(t: Say, row: Pick<BoardRow, "failureClass" | "failureCode" | "attempt">): string {
  const [zh, en] = remedies[row.failureClass ?? ""] ?? ["请看原始回答再定。", "Read the raw answer and decide."];
  const code = row.failureCode ? t(`错误 ${row.failureCode}。`, `Error ${row.failureCode}. `) : "";
  const tries = row.attempt > 1 ? t(`试了 ${row.attempt} 次。`, `Tried ${row.attempt} times. `) : "";
  return `${code}${tries}${t(zh, en)}`;
}

/** The question a person must answer about an unknown outcome. */
export const sayQuestion = (t: Say, action: Action): string =>
  action === "recall" ? t("撤没撤下来说不准", "Nobody knows whether it was taken back") : t("发没发出去说不准", "Nobody knows whether it was sent");

/** The sentence under the question: what is known, why it stands still, who has the ball. */
export function sayDoubt(t: Say, row: Pick<BoardRow, "checks" | "ownerName">, since: string | null): string {
  const when = since ? t(`${since} `, `${since} `) : "";
  const looked = row.checks > 0 ? t(`核查 ${row.checks} 次仍不能断定`, `looked ${row.checks} times and cannot tell`) : t("这个渠道没有办法回查", "this channel cannot be looked up");
  const owner = row.ownerName ? t(`等 ${row.ownerName} 判断。`, ` ${row.ownerName} is asked.`) : "";
  return t(`${when}数据发出后没有回音，${looked}。为免发两遍，停在这里。${owner}`, `${when}No answer after it left; ${looked}. It stands here so that it is not sent twice.${owner}`);
}

/** Why a delivery never left. */
export function sayVoid(t: Say, reason: string | null): string {
  const known: Record<string, string> = {
    stopped: t("没有发：人工停发", "Not sent: stopped"), recalled: t("没有发：已撤回", "Not sent: recalled"),
    "left-out": t("没有发：定了不发", "Not sent: left out"),
    "older-edition": t("没有发：有了新版", "Not sent: a newer edition"), "too-late": t("没有发：过了最晚时间", "Not sent: too late"),
  };
  return known[reason ?? ""] ?? t("没有发", "Not sent");
}

/** Why a recall could not reach an account, and what is left to do. */
export function sayUnreachable(t: Say, why: string): string {
  return why === "window-over"
    ? t("过了渠道允许撤回的时间。请账号负责人到平台上处理，并在评论或下一条里说明。", "The channel's time for taking back is over. Its owner deals with it on the platform and explains there.")
    : t("这个渠道发出去就收不回。请账号负责人另发一条说明。", "What this channel sent cannot be taken back. Its owner sends an explanation.");
}

/** What a recall would do, one sentence per way, with the posts it concerns. */
export function sayRecallPlan(t: Say, accounts: readonly { accountId: string; accountName: string; editionNumber: number; way: string }[]): string[] {
  const names = (way: string) => accounts.filter((a) => a.way === way).map((a) => namedApart(t, a, accounts));
  const line = (way: string, zh: (n: number, list: string) => string, en: (n: number, list: string) => string): string[] => {
    const list = names(way);
    return list.length === 0 ? [] : [t(zh(list.length, list.join("、")), en(list.length, list.join(", ")))];
  };
  return [
    ...line("delete", (n, list) => `删除 ${n} 路：${list}。`, (n, list) => `Deleted on ${n}: ${list}.`),
    ...line("cancel", (n, list) => `撤销 ${n} 路：${list}。`, (n, list) => `Cancelled on ${n}: ${list}.`),
    ...line("supersede", (n, list) => `删不掉，另发撤回说明 ${n} 路：${list}。`, (n, list) => `Cannot be deleted; a recall notice follows on ${n}: ${list}.`),
    ...line("void", (n, list) => `还没发出，直接作废 ${n} 路：${list}。`, (n, list) => `Not sent yet, voided on ${n}: ${list}.`),
    ...line("window-over", (n, list) => `过了撤回时限，撤不回 ${n} 路：${list}。`, (n, list) => `Too late to take back on ${n}: ${list}.`),
    ...line("channel-cannot", (n, list) => `渠道不支持，撤不回 ${n} 路：${list}。`, (n, list) => `Cannot be taken back on ${n}: ${list}.`),
  ];
}

/** A receipt as a sentence of what happened. */
export function sayEvent(t: Say, e: Event): string {
  const account = e.accountName;
  const gone = e.action === "recall";
  const code = e.rawCode ? t(`，${e.rawCode}`, `, ${e.rawCode}`) : "";
  if (e.outcome === "rung") return sayRung(t, e);
  if (e.outcome === "decided") return e.rung ? t(`${e.byName ?? ""} 看过${account}：${gone ? "撤下了" : "看到了"}`, `${e.byName ?? ""} looked at ${account}: it is ${gone ? "gone" : "there"}`) : t(`${e.byName ?? ""} 看过${account}：没有，重发`, `${e.byName ?? ""} looked at ${account}: not there, sent again`);
  if (e.outcome === "requeued" && e.source === "person") return t(`${e.byName ?? ""} 重试${account}`, `${e.byName ?? ""} retries ${account}`);
  if (e.outcome === "void" && e.source === "person") return t(`${e.byName ?? ""} 定了：${account}这次不群发，${e.note}`, `${e.byName ?? ""} decides: ${account} is left out, ${e.note}`);
  if (e.outcome === "void" && e.rawCode === "too-late") return t(`${account}过了最晚时间没有人定，不发了`, `${account}: nobody decided in time, it does not leave`);
  const said: Record<string, string> = {
    failed: t(`${account}${gone ? "没撤下来" : "没发出"}${code}`, `${account} ${gone ? "not taken back" : "failed"}${code}`),
    unclear: e.source === "poll" ? t(`${account}核查没有定论`, `${account}: the look is not conclusive`) : t(`${account}没有回音，转核查`, `${account} gave no answer; it is looked up`),
    absent: t(`核查${account}：那边没有，重新排队`, `${account}: nothing there, queued again`),
    requeued: t(`${account}这次没成，过会儿再试${code}`, `${account} will be tried again${code}`),
    void: t(`${account}停发`, `${account} stopped`),
    spend: t(`${e.byName ?? ""} 定了：${account}用掉一次群发`, `${e.byName ?? ""} decides: ${account} spends a mass send`),
  };
  return said[e.outcome] ?? `${account} ${e.outcome}`;
}

function sayRung(t: Say, e: Event): string {
  const account = e.accountName;
  if (e.action === "recall") return e.rung === "accepted" ? t(`${account}受理撤回`, `${account} takes the recall`) : t(`${account}已撤下`, `${account} took it back`);
  const by = e.source === "person" && e.byName ? e.byName : null;
  const words: Record<Rung, string> = {
    accepted: t(`${account}已受理`, `${account} accepted`),
    published: by ? t(`${by} 贴来${account}的链接`, `${by} brought the link of ${account}`) : t(`${account}已发布`, `${account} published`),
    verified: by ? t(`${by} 交来${account}的链接和截图`, `${by} brought link and picture of ${account}`) : t(`${account}核验，与签署的一致`, `${account} verified: as signed`),
    displayed: t(`${account}已展示${e.note ? `，${e.note}` : ""}`, `${account} displayed${e.note ? `, ${e.note}` : ""}`),
  };
  return words[e.rung ?? "accepted"];
}

/** A release as a sentence of what happened. */
export function sayRelease(t: Say, r: Board["releases"][number], now: Date): string {
  if (r.kind === "recall") return t(`${r.orderedByName} 撤回：${r.reason ?? ""}`, `${r.orderedByName} recalls: ${r.reason ?? ""}`);
  const later = new Date(r.sendAt).getTime() - new Date(r.at).getTime() > 60_000;
  const edition = t(`第 ${r.editionNumber} 版`, `Edition ${r.editionNumber}`);
  const what = r.kind === "correct" ? t(`${edition}更正`, `${edition}, a correction,`) : edition;
  return later ? t(`${what}签齐，定在 ${boardTime(r.sendAt, now)} 发`, `${what} signed; leaves at ${boardTime(r.sendAt, now)}`) : t(`${what}签齐，开始投放`, `${what} signed and leaving`);
}

/** The counts in the head of a board: how many accounts, and how many stand at least on each rung. */
export const boardCounts = (rows: readonly BoardRow[]): { all: number } & Record<Rung, number> => ({
  all: rows.length,
  accepted: rows.filter((r) => r.acceptedAt).length, published: rows.filter((r) => r.publishedAt).length,
  verified: rows.filter((r) => r.verifiedAt).length, displayed: rows.filter((r) => r.displayedAt).length,
});

/** Where a recall stands: accounts it concerns, gone there, only told by a notice, under way, out of reach; null when the newest order is none. */
export function recallCounts(board: Pick<Board, "releases" | "rows">): { all: number; gone: number; noticed: number; left: number; out: number } | null {
  const newest = board.releases[0];
  if (newest?.kind !== "recall") return null;
  const rows = board.rows.filter((r) => r.action === "recall");
  const gone = rows.filter((r) => r.publishedAt).length;
  const noticed = rows.filter((r) => !r.publishedAt && r.goal === "accepted" && r.acceptedAt).length;
  return { all: rows.length + newest.leftOut.length, gone, noticed, left: rows.length - gone - noticed, out: newest.leftOut.length };
}

/** Has this delivery shown the highest evidence its channel can give, or will it never be sent? */
export const isThrough = (row: Pick<BoardRow, "state">): boolean => row.state === "settled" || row.state === "void";

/** Somebody's words as a sentence that ends. */
export const endSentence = (t: Say, text: string): string => (/[。！？.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}${t("。", ". ")}`);

/** The highest rung first where it matters: is `rung` above what the channel can show? */
export const beyondGoal = (rung: Rung, goal: Rung): boolean => rungs.indexOf(rung) > rungs.indexOf(goal);
