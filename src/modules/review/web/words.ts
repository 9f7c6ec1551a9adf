import { beijing, sayDuration } from "#kernel/clock.ts";
import type { t as T } from "#web/t.ts";
import type { ReviewView, SigningView, WaitingForMe } from "../contract.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];
type Say = typeof T;

/** The stages of a route. */
export const stageWords: Record<string, Word> = {
  first: ["初审", "First review"], second: ["复审", "Second review"], final: ["终审", "Final review"], cosign: ["会签", "Co-signing"], cleared: ["已放行", "Cleared"], returned: ["已退回", "Returned"],
  withdrawn: ["已撤回", "Withdrawn"], superseded: ["已有新版", "Superseded"], after: ["补审", "After-review"],
};

/** A stage by its code, as refusals carry it. */
export const stageWord = (stage: string | number | undefined): Word => stageWords[String(stage ?? "")] ?? ["", ""];

/** The five gates of every review. */
export const gateWords: Record<string, Word> = { politics: ["政治", "Politics"], law: ["法律", "Law"], policy: ["政策", "Policy"], secrecy: ["保密", "Secrecy"], wording: ["文字", "Wording"] };

const posts: Record<string, Word> = {
  editor: ["编辑", "editor"], "first-reviewer": ["初审", "first reviewer"], "second-reviewer": ["复审", "second reviewer"], signer: ["签发人", "signer"], liaison: ["联络员", "liaison"], "leading-group": ["领导小组成员", "leading group"],
};

/** The posts that review and sign, as the field calls them. */
export const postWord = (post: string | number | null | undefined): Word => posts[String(post ?? "")] ?? ["", ""];

/** What happened at a step. */
export const verdictWords: Record<string, Word> = {
  submitted: ["交审", "submitted"], passed: ["通过", "passed"], returned: ["退回", "returned"], reassigned: ["改派", "reassigned"], chased: ["催办", "reminded"], withdrawn: ["撤回", "withdrew"], signed: ["签了", "signed"],
  declined: ["不签", "declined"], "line-changed": ["只改落款，沿用前两审", "line changed only; reviews carried over"], superseded: ["换新版", "superseded"], cleared: ["签齐放行", "cleared"],
};

/** Why a manifest no longer counts. */
export const voidWords: Record<NonNullable<SigningView["voidReason"]>, Word> = {
  "new-edition": ["有了新版", "there is a newer edition"], "line-changed": ["落款改了", "the signature line was changed"], declined: ["有单位不签", "a unit declined"], returned: ["终审退回了", "it was returned"],
  withdrawn: ["起草单位撤回了", "the writers withdrew it"], "targets-changed": ["投放账号改了", "its accounts were changed"],
};

/** What a form is called on the signing page. */
export const formWords: Record<string, Word> = {
  web: ["网页", "Web page"], phone: ["手机文章", "Phone article"], short: ["短文", "Short post"], sms: ["短信", "Text message"], led: ["户外屏", "LED screen"], chat: ["工作群", "Work chat"], caption: ["视频文案", "Caption"],
};

/** Minutes in both languages: 2 小时 10 分, 2 h 10 min. */
export function sayWait(t: Say, minutes: number): string {
  const m = Math.max(0, Math.round(minutes));
  return t(sayDuration(m), m < 60 ? `${m} min` : m < 48 * 60 ? `${Math.floor(m / 60)} h ${m % 60} min` : `${Math.floor(m / 1440)} days`);
}

const two = (n: number) => String(n).padStart(2, "0");

/** A time as people say it today: 16:04, 明天 09:00, 4月6日 20:00; always Beijing time. */
export function sayTime(t: Say, at: Date, now: Date): string {
  const [a, n, next] = [beijing(at), beijing(now), beijing(new Date(now.getTime() + 86_400_000))];
  const clock = `${two(a.hour)}:${two(a.minute)}`;
  if (a.year === n.year && a.month === n.month && a.day === n.day) return clock;
  if (a.year === next.year && a.month === next.month && a.day === next.day) return t(`明天 ${clock}`, `tomorrow ${clock}`);
  const day = t(`${a.month}月${a.day}日`, `${a.month}/${a.day}`);
  return a.year === n.year ? `${day} ${clock}` : t(`${a.year}年${day} ${clock}`, `${day}/${a.year} ${clock}`);
}

/** 一家, 两家, 三家 … as the notice counts units. */
export const sayUnits = (n: number): string => `${["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][n] ?? n}家`;

/** Who has the ball, in one plain sentence; `fault` when it lies on the ground because nobody holds the post. */
export function sayBall(t: Say, review: Pick<ReviewView, "stage" | "ball" | "signers">): { who: string; text: string; fault: boolean } {
  const { ball, stage } = review;
  if (!ball || stage === null) return { who: t("球在起草人手里", "With the writers"), text: t("还没有交审", "Not submitted yet"), fault: false };
  const waited = t(`已等 ${sayWait(t, ball.waitingMinutes)}`, `waiting ${sayWait(t, ball.waitingMinutes)}`);
  const step = t(...stageWord(stage));
  if (ball.with === "reviewer") return ball.names.length > 0
    ? { who: t(`球在${step}`, `With the ${step.toLowerCase()}`), text: t(`等待 ${ball.names.join("、")} ${step} · ${waited}`, `Waiting for ${ball.names.join(", ")} · ${waited}`), fault: false }
    : { who: t("没人接球", "Nobody has the ball"), text: t(`本单位没有别人能做${step}。请系统管理员任命，或请联络员改派。`, `Nobody else in the unit can do the ${step.toLowerCase()}. Have somebody appointed or reassigned.`), fault: true };
  if (ball.with === "signers") return signersBall(t, review.signers, waited);
  if (ball.with === "writers") return stage === "withdrawn"
    ? { who: t("球在起草人手里", "With the writers"), text: t("已撤回，可以接着改", "Withdrawn; it can be changed"), fault: false }
    : { who: t("球在起草人手里", "With the writers"), text: t(`退回 ${ball.names.join("、")} 修改 · ${waited}`, `Returned to ${ball.names.join(", ")} · ${waited}`), fault: false };
  return ball.with === "senders" ? { who: t("已签齐", "Fully signed"), text: t("各家都签了，已交投放", "Every unit signed; handed to dispatch"), fault: false } : { who: t("已有新版", "Superseded"), text: t("这一版停在这里", "This edition stops here"), fault: false };
}

function signersBall(t: Say, signers: ReviewView["signers"], waited: string) {
  const turn = signers.filter((s) => s.state === "turn");
  const empty = turn.filter((s) => s.people.length === 0).map((s) => s.shortName);
  if (empty.length > 0) return { who: t("没人接球", "Nobody has the ball"), text: t(`${empty.join("、")}没有在岗的签发人或联络员，签不了。请这家单位指定一位。`, `${empty.join(", ")} has no signer or liaison on post. Ask it to name one.`), fault: true };
  const names = turn.map((s) => `${s.shortName} ${s.people.join("、")}`);
  return { who: t("球在会签单位", "With the co-signers"), text: t(`等待${names.join("，")} 会签 · ${waited}`, `Waiting for ${names.join("; ")} to sign · ${waited}`), fault: false };
}

/** The one sentence of a line in 待我审签. */
export function sayWaiting(t: Say, item: WaitingForMe): string {
  const edition = t(`第 ${item.editionNumber} 版`, `Edition ${item.editionNumber}`);
  const step = t(...stageWord(item.stage));
  if (item.kind === "returned") return t(`${edition}退回给您：${item.reason ?? "看批注"}`, `${edition} came back to you: ${item.reason ?? "see the comments"}`);
  if (item.kind === "after-review") return t(`${edition}走应急程序发出，等您补审。`, `${edition} went out on the emergency path; it waits for your after-review.`);
  if (item.kind === "review") return t(`${item.unitName}交来${edition}，等您${step}。`, `${edition} of ${item.unitName} waits for your ${step.toLowerCase()}.`);
  const done = item.doneUnits.length > 0 ? t(`${item.doneUnits.join("、")}已签，`, `${item.doneUnits.join(", ")} signed; `) : "";
  return item.stage === "final" ? t(`${item.unitName}${edition}，初审、复审已过，等您终审。`, `${edition} of ${item.unitName} waits for your final review.`) : `${done}${t(`等您会签${item.unitName}牵头的${edition}。`, `${edition} led by ${item.unitName} waits for your signature.`)}`;
}
