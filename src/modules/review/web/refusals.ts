import { quoted } from "#kernel/quotes.ts";
import type { Sentence } from "#web/refusal-words.ts";
import { sayBlocked } from "./blocked.ts";
import { gateWords, postWord, stageWord } from "./words.ts";

const word = (words: readonly [string, string]) => ({ zh: words[0], en: words[1] });

/** What each refusal of review means to the person in front of it. */
export const refusals: Record<string, Sentence> = {
  "review.account-not-active": ({ account }) => [`${quoted(account)}已停用，这一版没有交上去。请恢复账号，或在“投放到”里去掉它。`, `"${account ?? ""}" is not active; nothing was submitted. Reopen it, or take it off the plan.`],
  "review.account-of-others": ({ count }) => [`有 ${count ?? ""} 个账号不归参与写稿或会签的单位，没有存。要用它，先请那家单位会签。`, `${count ?? ""} accounts belong to units that neither write nor sign; nothing was saved. Ask those units to sign first.`],
  "review.answered-before": ({ unit }) => [`${unit ?? "这家单位"}已经答复过了，一家只签一次。`, `${unit ?? "This unit"} has answered already; a unit signs once.`],
  "review.asked-of-another": () => ["这一步点名请了别的同事来审。要您来审，请让他们改派。", "A colleague was asked for this step by name. Have it reassigned if you should decide."],
  "review.chased-just-now": ({ minutes }) => [`刚催过，${minutes ?? ""} 分钟后可以再催。`, `They were reminded just now; wait ${minutes ?? ""} minutes.`],
  "review.comment-settled": () => ["这条意见已经销了，不用再办。", "This comment is settled already."],
  "review.comments-open": ({ count }) => [`还有 ${count ?? ""} 条意见没有销，销完才能通过。`, `${count ?? ""} comments are still open; settle them before passing.`],
  "review.comments-unsettled": ({ count }) => [`还有 ${count ?? ""} 条意见没有答复，请逐条“已改，销”或说明理由，再交审。稿子都在。`, `${count ?? ""} comments are unanswered; settle each before submitting. Your text is kept.`],
  "review.correction-reason-missing": () => ["这一篇已经发出去过。更正要写明改了什么、为什么，读者会看到。", "This piece is public. Say what the correction changes and why; readers will see it."],
  "review.frozen": () => ["这一版正在审签，文字、落款和账号都锁住了。要改，先撤回。", "This edition is under review and locked. Withdraw it to change it."],
  "review.gate-missing": ({ gate }) => { const g = word(gateWords[String(gate)] ?? ["", ""]); return [`五关还差“${g.zh}”。看过再勾，不行就退回。`, `The gate "${g.en}" is not ticked. Check it, or return the piece.`]; },
  "review.latest-before-earliest": () => ["“不晚于”比最早能发的时间还早，永远发不出去。请改时间。", "The latest time is before the earliest; it could never be sent. Change one of them."],
  "review.latest-time-past": () => ["“不晚于”的时间已经过了。请改时间，或去掉它。", "The latest time has passed. Change it or take it away."],
  "review.lead-not-in-line": () => ["落款里要有牵头单位自己。", "The lead unit itself must sign."],
  "review.line-length": ({ most }) => [`落款要有 1 到 ${most ?? 12} 家单位。`, `One to ${most ?? 12} units sign.`],
  "review.line-reason-missing": () => ["落款和按职责拟定的不一样，请写一句为什么，记入台账。", "The line differs from the duty rule; say why, it is kept in the record."],
  "review.manifest-changed": () => ["您看的这一版和现在要签的不一样，没有签上。请看过新的再签。", "What you saw is not what is to be signed now; nothing was signed. Look again, then sign."],
  "review.manifest-void": () => ["这一版已经作废，签不了。有新版时会再请您签。", "This edition is void and cannot be signed. You will be asked again for a new one."],
  "review.may-not-comment": () => ["提意见要由牵头单位的审稿人、签发人，或被请会签的单位来提。", "Comments are for the lead unit's reviewers and the units asked to sign."],
  "review.may-not-reassign": () => ["改派要由牵头单位的审稿人、签发人或联络员来办，并且稿件还在审。", "Reassigning is for the lead unit's reviewers, signers or liaison, while it is under review."],
  "review.newer-edition": ({ edition }) => [`已经有第 ${edition ?? ""} 版了，您看的是旧的，没有记下。请刷新看新版。`, `Edition ${edition ?? ""} is here; what you saw is old and nothing was recorded. Reload.`],
  "review.no-accounts": () => ["还没有选发到哪些账号。请在“投放到”里选，再交审。", "No account is chosen. Choose where it goes, then submit."],
  "review.no-after-review": () => ["没有等着补审的。", "No after-review is open."],
  "review.no-manifest": () => ["找不到这份要签的清单，链接可能旧了。请从待办里打开。", "This signing list cannot be found; open it from your list."],
  "review.no-plan": () => ["还没有定谁落款、发到哪里。请先存好“落款与投放”，再交审。", "Who signs and where it goes is not planned yet. Save the plan, then submit."],
  "review.no-rendition": () => ["这个账号不在这份清单里。", "This account is not on the list."],
  "review.no-route": () => ["这一篇还没有交审。", "This piece has not been submitted yet."],
  "review.not-an-emergency": () => ["应急程序只给红、橙两级。别的请走三审。", "The emergency path is for red and orange only. Others take the three reviews."],
  "review.not-at-this-stage": ({ stage }) => { const s = word(stageWord(stage)); return [`现在不在这一步${s.zh ? `（${s.zh}）` : ""}，没有记下。请刷新看走到哪里了。`, `It is not at this step${s.en ? ` (${s.en})` : ""}; nothing was recorded. Reload.`]; },
  "review.not-under-way": () => ["这一版已经不在审签路上了，请刷新看走到哪里了。", "This edition is no longer under way; reload to see where it stands."],
  "review.not-your-piece": () => ["这一步由牵头单位的编辑或联络员来办。", "This is for the lead unit's editors or liaison."],
  "review.not-your-post": ({ post }) => { const p = word(postWord(post)); return [`这一步要由${p.zh || "有岗位的人"}来办，您在这家单位没有这个岗位。`, `This is for the ${p.en || "holder of the post"}; you do not hold that post in this unit.`]; },
  "review.not-your-turn": () => ["还没轮到这家单位签，轮到时会请您。", "It is not this unit's turn yet; you will be asked."],
  "review.old-reader-forgotten": ({ account }) => [`${quoted(account)}发过上一版，看过的人要看到更正。请把它加回“投放到”，再交审。`, `"${account ?? ""}" carries the earlier edition; its readers must see the correction. Add it again, then submit.`],
  "review.own-piece": () => ["稿子是您交的，要换一个人来审、来签。", "You submitted this; somebody else reviews and signs it."],
  "review.pass-by-signing": () => ["终审就是签发：请到会签页看过实物再签。", "The final review passes by signing; open the signing page."],
  "review.passed-before": () => ["前面一审已经由您通过，三审要三个人。请换一位同事。", "You passed an earlier review; three reviews need three people. Ask a colleague."],
  "review.reason-missing": () => ["请写明理由，记入台账。", "Please give the reason; it is kept in the record."],
  "review.rendition-blocked": sayBlocked,
  "review.second-factor-missing": () => ["签字要先过第二道验证。请用验证器重新登录，再回来签；您看到这里的都还在。", "Signing needs the second factor. Log in again with your authenticator and come back."],
  "review.unit-not-asked": () => ["这份清单没有请这家单位签。", "This unit is not asked to sign."],
  "review.unit-twice": () => ["同一家单位只能落款一次。", "A unit stands on the line once."],
  "review.without-post": ({ post }) => { const p = word(postWord(post)); return [`选的人现在不任${p.zh || "这个岗位"}，请换一位。`, `They are not ${p.en || "holding the post"} now; choose another.`]; },
};
