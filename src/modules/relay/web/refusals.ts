import { quoted } from "#kernel/quotes.ts";
import { registerRefusals } from "#web/refusal-words.ts";

/** What each refusal of relay means to the person in front of it. */
registerRefusals({
  "relay.account-unfit": ({ account }) => [`${quoted(account)}是值班通道或已停用，不能请它转发；没有下发。`, `${account} is a staff channel or suspended and cannot be asked; nothing was sent.`],
  "relay.acknowledged-already": () => ["已经签收过了。", "It is acknowledged already."],
  "relay.before-publication": () => ["这个时间原稿还没有公开，请核对转发时间。", "The piece was not public at that time; check when it was relayed."],
  "relay.carries-already": ({ account }) => [`${quoted(account)}本来就直接发这篇，不用再转发；没有下发。`, `${account} carries the piece itself; nothing was sent.`],
  "relay.chased-lately": ({ minutes }) => [`${minutes} 分钟内催过了，等一等再催。`, `It was chased within ${minutes} minutes; give it time.`],
  "relay.closed": () => ["这一路已经结束，不能再改。", "This one is over and cannot be changed."],
  "relay.in-the-future": () => ["转发时间还没到，请填实际发出的时间。", "That time has not come; give the time it went out."],
  "relay.link-is-the-original": () => ["这是原稿的链接。请填贵单位账号上转发后的链接。", "This is the original. Give the link of the relay on your account."],
  "relay.link-twice": () => ["这个链接已经有人报过，一条转发只报一次。", "This link was reported already; one relay, one link."],
  "relay.may-not-issue": () => ["转发由写这篇稿件的单位下发，由编辑、联络员或签发人来办。", "The units that wrote a piece ask for relays: their editors, liaisons or signers."],
  "relay.may-not-read": () => ["联动转发由写稿、审签和值班的同事办理，您的岗位看不到。", "Relay orders are for those at the desk; your post does not see them."],
  "relay.no-order": () => ["没有这道转发令，或不在您的范围内。", "There is no such order, or it is not in your scope."],
  "relay.no-such-account": () => ["有账号不在名册里，请重新选；没有下发。", "An account is not on the register; choose again. Nothing was sent."],
  "relay.no-target": () => ["没有这个账号，请刷新再看。", "There is no such account here; reload."],
  "relay.not-public": () => ["这篇还没有公开发布，发布以后才能请别的单位转发。", "The piece is not public yet; others are asked once everybody can read it."],
  "relay.not-relayed": () => ["还没有报转发链接，没有可核验的。", "No relay was reported; there is nothing to verify."],
  "relay.not-your-account": () => ["这个账号由它的单位或管理人来办。", "Its unit or its keeper acts for this account."],
  "relay.not-your-order": () => ["核验、退回、催办和收回由下发单位来办。", "Verifying, returning, chasing and withdrawing are for the unit that asked."],
  "relay.not-your-own": () => ["链接是您自己报的，请同事核验。", "You reported this link yourself; a colleague verifies it."],
  "relay.nothing-to-chase": () => ["这个单位没有欠的，不用催。", "This unit owes nothing; there is nothing to chase."],
  "relay.nothing-to-retract": () => ["这一路没有要撤下的。", "Nothing is to be taken down here."],
  "relay.piece-recalled": () => ["原稿已经撤回，不能再转发。", "The piece was recalled and is relayed no more."],
  "relay.piece-turned": () => ["原稿已更正，等对方换成新内容再核验。", "The piece was corrected; it is verified once the relay is renewed."],
  "relay.reason-missing": () => ["请写明原因。", "Give the reason."],
  "relay.relayed-already": () => ["已经报过转发了，不能再说办不到。", "It is relayed already."],
  "relay.too-late": ({ days }) => [`时限最长 ${days} 天。`, `At most ${days} days.`],
  "relay.too-soon": ({ minutes }) => [`时限至少留 ${minutes} 分钟。`, `Leave at least ${minutes} minutes.`],
  "relay.verified-already": () => ["已经核验过了。", "It is verified already."],
});
