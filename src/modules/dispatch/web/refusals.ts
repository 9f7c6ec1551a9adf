import { quoted } from "#kernel/quotes.ts";
import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "dispatch.may-not-read": () => ["投放板给写稿、审签、值班和联络的人看；管理员的岗位看不到。", "Boards are for those who write, review, sign and keep watch; administrators do not see them."],
  "dispatch.may-not-recall": () => ["撤回要由牵头单位的签发人、联络员或值班员来办，并且本次登录过了第二道验证。请找他们，或重新登录再试。", "A recall is for the lead unit's signer, liaison or duty officer, logged in with the second factor. Ask them, or log in again."],
  "dispatch.may-not-stop": () => ["停发要由参与单位的编辑、签发人、联络员或值班员来办。什么都没有停。", "Stopping is for editors, signers, liaisons and duty officers of the units taking part. Nothing was stopped."],
  "dispatch.may-not-tend": () => ["这个账号归别的单位管，要由它的编辑、联络员、值班员或负责人来判断。", "Another unit keeps this account; its editor, liaison, duty officer or owner decides."],
  "dispatch.may-not-spend": () => ["用不用这次群发，由账号负责人，或账号所在单位的签发人、值班员来定。", "Whether to spend it is for the account's owner, or its unit's signer or duty officer."],
  "dispatch.spend-second-factor": () => ["群发收不回来，要过了第二道验证才能定。请重新登录，输入验证码。", "A mass send cannot be had back, so it takes the second factor. Log in again with the code."],
  "dispatch.decided-before": ({ by, spend }) => spend === 1 ? [`${by ?? ""} 刚才已经定了：用掉。不用再按。`, `${by ?? ""} decided just before: it is spent.`] : [`${by ?? ""} 刚才已经定了：这次不发。要发请改稿出下一版。`, `${by ?? ""} decided just before: it is left out. A new edition asks again.`],
  "dispatch.not-held": () => ["这一路现在不等人定，可能有了新版或已撤回。板上显示的是最新的。", "This delivery waits for no decision now; a newer edition or a recall may have overtaken it. The board shows the newest."],
  "dispatch.left-out-reason-missing": () => ["请写明为什么不发，记入台账。", "Say why it is left out; the record keeps it."],
  "dispatch.no-delivery": () => ["找不到这一路投放，页面可能旧了。请刷新再看。", "This delivery cannot be found; the page may be old. Reload it."],
  "dispatch.not-unknown": () => ["这一路已经有结果了，不用再判断。板上显示的是最新的。", "This delivery has its outcome already; the board shows it."],
  "dispatch.not-failed": () => ["这一路现在不是“没发出”，不用重试。板上显示的是最新的。", "This delivery is not failed now; there is nothing to retry."],
  "dispatch.already-recalled": () => ["这一篇已经撤回了。各账号撤到哪一步，看板上。", "This piece was recalled already; the board shows how far."],
  "dispatch.nothing-to-recall": () => ["没有一个账号发出过这一篇，没有可撤的。", "No account carries this piece; there is nothing to recall."],
  "dispatch.nothing-left-to-stop": () => ["每一路都已经出去了，没有可停的。要收回来，请用“撤回这一版”。", "Everything has left; nothing can be stopped. To take it back, recall it."],
  "dispatch.no-hand-post": () => ["找不到这件手工投放，可能不是交给您的。", "This hand post cannot be found; it may not be yours."],
  "dispatch.hand-post-done": () => ["这件手工投放已经交回过了，不用再交。", "This hand post was brought back already."],
  "dispatch.link-missing": () => ["请把发出后的链接贴上，板上才能写“已发布”。截图可以后补。", "Paste the link of the post; without it the board cannot say it is published. The screenshot may follow."],
  "dispatch.no-targets": () => ["签的清单里一个账号都没有，没法投放。请退回编辑选账号。", "The signed plan names no account. Return it so that accounts are chosen."],
  "dispatch.no-connector": ({ connector }) => [`这套系统里没有“${connector ?? ""}”这种渠道，整批都没有发。请告诉系统管理员。`, `There is no channel "${connector ?? ""}" in this house; nothing was sent. Tell the system administrator.`],
  "dispatch.not-cleared": () => ["还有人没签，不能投放。", "Not everybody has signed; it cannot be sent."],
  "dispatch.account-not-active": ({ account }) => [`${quoted(account)}已停用。大家签的是发到这些账号，所以整批都没有发。请恢复账号，或改账号后重签。`, `"${account ?? ""}" is not active. People signed for these accounts, so nothing was sent. Reopen it, or change the plan and sign again.`],
  "dispatch.old-reader-forgotten": ({ account, edition }) => [`${quoted(account)}发过第 ${edition ?? ""} 版，这一版却没有它。看过旧版的人要看到更正，请加上这个账号再签。`, `"${account ?? ""}" carries edition ${edition ?? ""} but is missing here. Its readers must see the correction; add it and sign again.`],
  "dispatch.too-late": ({ until }) => [`已经过了最晚发出时间（${until ?? ""}），过时的提示不再发。要发请改时间后重签。`, `The latest time (${until ?? ""}) has passed, so nothing was sent. Change it and sign again.`],
});
