import { registerRefusals } from "#web/refusal-words.ts";
import { fieldWords } from "./words.ts";

/** What each refusal of channels means to the person in front of it. */
registerRefusals({
  "channels.may-not-read": () => ["账号由写稿、审签和值班的同事查看，您的岗位看不到。", "Accounts are seen by those who write, sign and stand watch; your post does not."],
  "channels.may-not-keep": () => ["账号由本单位联络员（两步验证登录后）或系统管理员管理，没有改动。", "Accounts are kept by the unit's liaison (with the second factor) or its system administrator; nothing was changed."],
  "channels.may-not-test": () => ["测试由账号的管理人、联络员或值班员发起。", "A test is asked for by the account's owner, the liaison or the duty officer."],
  "channels.no-account": () => ["没有这个账号，或不在您的范围内。", "There is no such account, or it is not in your scope."],
  "channels.no-connector": () => ["系统里没有这个渠道，请联系系统管理员。", "This channel is not built in; ask the system administrator."],
  "channels.settings-wrong": ({ field, reason }) => {
    const [group, leaf] = String(field ?? "").split(".");
    const [zh, en] = leaf ? fieldWords({ name: leaf }, group) : fieldWords({ name: group ?? "" });
    return [`“${zh}”填得不对（${reason ?? ""}），没有保存，您填的都还在。`, `"${en}" is not right (${reason ?? ""}); nothing was saved, what you wrote is kept.`];
  },
  "channels.name-taken": ({ name }) => [`本单位在这个平台上已有账号叫“${name ?? ""}”，请换个名字。`, `The unit has an account called "${name ?? ""}" on this platform; choose another name.`],
  "channels.account-closed": () => ["账号已注销，不能再改。需要时新建一个。", "The account is closed and changes no more; open a new one."],
  "channels.state-unchanged": () => ["账号已经是这个状态，请刷新。", "The account is in that state already; reload."],
  "channels.owner-missing": () => ["管理人不存在或已离任，请另选一位。", "The owner is unknown or has left; choose somebody else."],
  "channels.successor-missing": () => ["接替人不存在或已离任，请另选一位。", "The successor is unknown or has left; choose somebody else."],
  "channels.successor-is-owner": () => ["接替人不能是管理人自己，请另选一位。", "The successor must be somebody else than the owner."],
  "channels.not-for-staff": () => ["这个渠道发不了值班提醒，请选邮件、群机器人或接口。", "This channel cannot carry staff alerts; choose mail, a group robot or a webhook."],
  "channels.unit-closed": () => ["这个单位没有启用或已撤销，不能开账号。", "This unit is not open; it cannot have an account."],
  "channels.no-such-secret": () => ["这个渠道没有这项密钥，请刷新。", "This channel has no such secret; reload."],
  "channels.outbound-off": () => ["系统刚恢复备份，对外联络还没有放行，不能测试。请系统管理员放行。", "After a restore nothing leaves the house yet; the system administrator releases it first."],
});
