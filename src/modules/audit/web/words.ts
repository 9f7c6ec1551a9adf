import type { t as speak } from "#web/t.ts";
import type { EntryLine } from "../contract.ts";

/** Says a thing in the reader's language. */
export type Say = typeof speak;

type Words = readonly [zh: string, en: string];

/** Every action of the house as people say it; `{s}` stands for the thing it was done to. Add a line when you add an action. */
export const actionWords: Readonly<Record<string, Words>> = {
  "access.log-in": ["登录", "logged in"], "access.log-out": ["退出登录", "logged out"],
  "access.pass-second-factor": ["通过第二道验证", "passed the second factor"], "access.step-up": ["再次确认是本人", "proved again who is acting"],
  "access.begin-enrolment": ["开始绑定验证器", "began to enrol an authenticator"], "access.confirm-enrolment": ["绑定了验证器", "enrolled an authenticator"],
  "access.renew-backup-codes": ["换了备用码", "renewed the backup codes"], "access.change-password": ["修改了密码", "changed the password"],
  "access.end-my-session": ["退出自己的一处登录", "ended a session of their own"], "access.end-my-other-sessions": ["退出自己别处的登录", "ended their other sessions"],
  "access.create-credential": ["给{s}开通登录", "gave {s} a log-in"], "access.reset-second-factor": ["重置{s}的第二道验证", "reset the second factor of {s}"], "access.enrol-second-factor": ["给{s}绑定验证器", "enrolled an authenticator for {s}"],
  "access.unlock": ["解锁{s}的登录", "unlocked {s}"], "access.end-sessions-of": ["退出{s}的全部登录", "ended every session of {s}"], "access.sweep": ["清理过期的登录", "cleared sessions that ran out"],

  "audit.export": ["导出台账", "ordered an export of the record"], "audit.seal-export": ["给导出的台账加封", "sealed an export of the record"],
  "audit.verify": ["核对整条台账链", "verified the whole chain"], "audit.request-verification": ["要求核对整条台账链", "asked for the chain to be verified"],

  "cases.open": ["给{s}立案", "opened the case {s}"], "cases.summarise": ["记下{s}已核实的情况", "wrote down what is verified of {s}"], "cases.move": ["把{s}往下办一步", "took {s} one stage on"], "cases.send-back": ["把{s}退回前面的环节", "sent {s} back"], "cases.dismiss": ["对{s}不立案", "dismissed {s} as groundless"],
  "cases.grade": ["给{s}定级", "graded {s}"], "cases.choose-start": ["改了{s}的计时起点", "chose another T0 for {s}"], "cases.assign": ["把{s}交给别人承办", "gave {s} to a colleague"], "cases.involve": ["请一家单位参与{s}", "let a unit take part in {s}"],
  "cases.tell-department": ["就{s}向省厅发通报单", "told the department of {s}"], "cases.guide": ["对{s}发指导意见", "sent guidance on {s}"], "cases.acknowledge": ["签收{s}的通报", "acknowledged a notice of {s}"],
  "cases.propose-lead": ["按规则建议省厅牵头{s}", "proposed that the department leads {s}"], "cases.lapse-lead": ["按规则撤回省厅牵头{s}的建议", "took back the proposal that the department leads {s}"], "cases.answer-lead": ["答复是否牵头{s}", "answered the proposal to lead {s}"],
  "cases.write-liaison-note": ["就{s}发联络函", "wrote a liaison note on {s}"], "cases.record-liaison-receipt": ["记下{s}联络函的签收", "wrote down the receipt of a liaison note on {s}"], "cases.tick": ["办了{s}预案清单上的一项", "kept the checklist of {s}"],
  "cases.add-concern": ["给{s}归并一项关切", "added a concern to {s}"], "cases.count-concern": ["更新{s}一项关切的次数", "counted a concern of {s}"], "cases.link-answer": ["给{s}的一项关切挂上答复", "linked an answer in {s}"], "cases.draft": ["为{s}起草稿件", "began a piece for {s}"], "cases.debunk": ["为{s}写辟谣卡", "wrote a debunk card for {s}"],
  "cases.link-release": ["给{s}挂上发布稿", "linked a release to {s}"], "cases.unlink-release": ["从{s}取下发布稿", "took a release off {s}"], "cases.decide-press": ["决定{s}开不开发布会", "decided on a press conference for {s}"], "cases.record-press": ["记下{s}的发布会", "wrote down the press conference of {s}"],
  "cases.debrief": ["写了{s}的评估", "filed the debrief of {s}"], "cases.issue-report": ["签发{s}的快报或专报", "issued a report on {s}"], "cases.save-plan": ["改了{s}的舆情预案", "changed the opinion plan of {s}"], "cases.watch-clocks": ["按时限提醒{s}", "called out the clocks of {s}"], "cases.judge-clocks": ["按已公开的内容判定{s}的时限", "judged the clocks of {s} by what was published"],

  "opinion.listen": ["听取公开信源", "listened to public sources"], "opinion.ask": ["读取信源", "asked a source"], "opinion.bring": ["收下推送", "took in a webhook"], "opinion.enter": ["手工录入公开信息", "entered a public item"], "opinion.import-table": ["导入公开信息表", "imported a table of public items"],
  "opinion.create-source": ["登记信源", "registered a source"], "opinion.change-source": ["改了信源", "changed a source"], "opinion.resume-source": ["恢复信源", "resumed a source"], "opinion.pause-source": ["暂停信源", "paused a source"], "opinion.close-source": ["停用信源", "closed a source"], "opinion.set-source-secret": ["更新信源密钥", "set the secret of a source"], "opinion.test-source": ["试读信源", "tested a source"],
  "opinion.create-profile": ["新建关注", "began a watch profile"], "opinion.change-profile": ["改了关注", "changed a watch profile"], "opinion.close-profile": ["停用关注", "ended a watch profile"],
  "opinion.triage": ["研判话题", "decided about topics"], "opinion.undo-triage": ["撤回一批研判", "took back a batch of decisions"], "opinion.merge": ["把两个话题并成一件事", "said that two topics are one"], "opinion.split": ["从话题里拆出另一件事", "took another story out of a topic"],
  "opinion.set-retention": ["改了公开信息保存期限", "set how long public items are kept"], "opinion.delete-old": ["删除到期的公开信息", "deleted old public items"],

  "channels.create": ["登记账号{s}", "registered the account {s}"], "channels.change-settings": ["改了账号{s}的设置", "changed the settings of {s}"], "channels.change-keepers": ["改了账号{s}的负责人", "changed the keepers of {s}"],
  "channels.set-secret": ["更新账号{s}的密钥", "set a secret of {s}"], "channels.test": ["测试账号{s}", "tested {s}"], "channels.test-all": ["巡检全部账号", "tested all accounts"], "channels.bar": ["平台连续不认账号{s}的密钥，先不往外发", "stopped sending by {s}: its secret is refused"],
  "channels.resume": ["恢复账号{s}", "resumed {s}"], "channels.suspend": ["停用账号{s}", "suspended {s}"], "channels.close": ["注销账号{s}", "closed {s}"],

  "content.create": ["新建{s}", "opened {s}"], "content.write-text": ["写入{s}的正文", "wrote the text of {s}"], "content.change-head": ["改了{s}的稿头", "changed the head of {s}"], "content.attach-sheet": ["给{s}挂上事实单", "attached a fact sheet to {s}"], "content.change-participants": ["改了{s}的参与单位", "changed who takes part in {s}"], "content.discard": ["作废{s}", "discarded {s}"],
  "content.freeze": ["给{s}定版", "froze an edition of {s}"], "content.tune": ["手改了{s}的一种形式", "tuned a form of {s} by hand"], "content.untune": ["把{s}的一种形式改回自动", "let a form of {s} follow the rule again"], "content.waive": ["对{s}的一条建议说明不采纳", "waived a suggestion on {s}"],
  "content.add-fact": ["在事实单上加一条", "added a fact"], "content.change-fact": ["改了一条事实", "changed a fact"], "content.retire-fact": ["停用一条事实", "retired a fact"],
  "content.save-term": ["维护用语表", "kept the list of terms"], "content.remove-term": ["从用语表删去一条", "took a term off the list"],

  "dispatch.release": ["放行{s}，开始投放", "released {s}"], "dispatch.recall": ["撤回{s}", "recalled {s}"], "dispatch.stop": ["停发{s}还没出去的几路", "stopped what had not left of {s}"],
  "dispatch.settle": ["记下投放的结果", "wrote down what was seen of deliveries"], "dispatch.receive": ["收下{s}的回执", "took in receipts of {s}"], "dispatch.reclaim": ["接手中断进程手里的投放", "took over deliveries of a process that died"],
  "dispatch.decide": ["判断一路结果不明的投放：{s}", "decided an unknown outcome: {s}"], "dispatch.retry": ["重试一路：{s}", "retried {s}"], "dispatch.spend": ["定了要不要用掉一次群发：{s}", "decided whether to spend a mass send: {s}"], "dispatch.expire": ["过了最晚时间没有人定，不发了", "left out what nobody decided in time"], "dispatch.alert": ["把没成的投放交给人办", "gave stuck deliveries an owner"],
  "dispatch.ask-hands": ["请人手工投放{s}", "asked a person to post {s} by hand"], "dispatch.chase-hands": ["催人手工投放：{s}", "chased a post by hand: {s}"], "dispatch.complete-by-hand": ["交回手工投放：{s}", "brought back a post by hand: {s}"], "dispatch.alert-hands": ["手工投放超时，告诉值班员", "told the duty officer of late hand posts"],

  "duty.acknowledge": ["接下一件提醒", "acknowledged an alert"], "duty.close": ["办结一件提醒", "closed an alert"], "duty.escalate": ["把一件提醒往上报", "escalated an alert"], "duty.tell": ["把提醒送到人", "told somebody of an alert"],
  "duty.set-shift": ["排了班", "set a shift"], "duty.remove-shift": ["撤了一个班", "removed a shift"], "duty.swap-shifts": ["换了班", "swapped shifts"],

  "matrix.round": ["检查了全部账号", "inspected every account"], "matrix.add-finding": ["记下账号{s}的一个问题", "wrote down a finding at {s}"], "matrix.overdue": ["提醒账号{s}的整改超时", "called out that mending {s} is overdue"],
  "matrix.rectify": ["报了账号{s}的整改", "reported a finding at {s} as mended"], "matrix.recheck": ["复查账号{s}合格，销号", "rechecked and closed a finding at {s}"], "matrix.send-back": ["退回账号{s}的整改", "sent back the mending of {s}"], "matrix.accept": ["限期接受账号{s}的一个问题", "accepted a finding at {s} for a time"],
  "matrix.file": ["填了账号{s}的备案", "filed {s}"], "matrix.enter-reading": ["填了账号{s}的数据", "entered numbers of {s}"], "matrix.fetch-reading": ["从平台读了账号{s}的数据", "read numbers of {s} from the platform"], "matrix.import-readings": ["导入账号数据", "imported numbers of accounts"],

  "push.put": ["排上网页提醒{s}", "lined up the reminders of {s}"], "push.withdraw": ["停下网页提醒{s}", "stopped the reminders of {s}"], "push.finish": ["送完{s}的网页提醒", "finished the reminders of {s}"],

  "relay.issue": ["下发{s}", "sent out {s}"], "relay.acknowledge": ["签收{s}", "acknowledged {s}"], "relay.report": ["报了{s}的转发", "reported a relay of {s}"], "relay.unable": ["说明{s}有账号转发不了", "said that an account cannot relay {s}"], "relay.retract": ["撤下{s}的转发", "took a relay of {s} back"],
  "relay.verify": ["核验{s}的一条转发", "verified a relay of {s}"], "relay.return": ["退回{s}的一条转发", "sent back a relay of {s}"], "relay.chase": ["催办{s}", "chased {s}"], "relay.withdraw": ["收回{s}", "withdrew {s}"], "relay.overdue": ["提醒{s}超过时限", "called out that {s} is overdue"],
  "relay.piece-corrected": ["因原稿更正，{s}要换新", "made relays of {s} stale: the piece was corrected"], "relay.piece-recalled": ["因原稿撤回，{s}要撤下", "made relays of {s} stale: the piece was recalled"],

  "house.load-demo": ["装载演示省份", "loaded the demo province"], "house.back-up": ["做了一次备份", "backed up the house"], "house.restored": ["从备份恢复，停在不外发", "restored the house from a backup; nothing leaves"], "house.release": ["恢复以后准许外发", "let things leave the house again"],

  "materials.begin-upload": ["开始上传{s}", "began to upload {s}"], "materials.finish-upload": ["传完{s}", "finished uploading {s}"], "materials.drop-upload": ["不传了：{s}", "gave up an upload: {s}"], "materials.expire-upload": ["清掉没传完的{s}", "cleared an unfinished upload: {s}"],
  "materials.prepare": ["处理素材{s}", "prepared {s}"], "materials.describe": ["改了{s}的说明", "described {s}"], "materials.judge": ["判定{s}能不能发", "judged whether {s} may be shown"], "materials.share": ["改了{s}和谁共用", "changed who shares {s}"],
  "materials.remove": ["撤下{s}", "removed {s}"], "materials.clear-removed": ["清掉撤下素材的文件", "cleared the bytes of removed materials"],

  "organisation.create-person": ["登记人员{s}", "registered {s}"], "organisation.change-person": ["改了{s}的资料", "changed the details of {s}"], "organisation.end-person": ["办理{s}离开", "let {s} leave"],
  "organisation.appoint": ["任命{s}", "appointed {s}"], "organisation.end-appointment": ["免去{s}的岗位", "ended a post of {s}"], "organisation.delegate": ["把岗位托给{s}", "lent a post to {s}"], "organisation.revoke-delegation": ["收回托给{s}的岗位", "took back a post lent to {s}"],
  "organisation.create-unit": ["新建单位{s}", "created the unit {s}"], "organisation.rename-unit": ["给{s}改名", "renamed {s}"], "organisation.move-unit": ["调整{s}的上级", "moved {s}"], "organisation.open-unit": ["启用{s}", "opened {s}"], "organisation.close-unit": ["撤销{s}", "closed {s}"],
  "organisation.import-people": ["导入人员名单", "imported people"], "organisation.load-preset": ["载入省份预设", "loaded a preset"], "organisation.change-facts": ["改了本省的设定", "changed the province's facts"],

  "review.plan": ["定了{s}的会签和投放", "planned signers and accounts of {s}"], "review.submit": ["交审{s}", "submitted {s}"], "review.withdraw": ["撤回送审的{s}", "withdrew {s} from review"], "review.pass": ["审过{s}", "passed {s}"], "review.return": ["退回{s}", "returned {s}"],
  "review.reassign": ["把{s}转给别人审", "gave {s} to another reviewer"], "review.chase": ["催审{s}", "chased {s}"], "review.comment": ["给{s}提了意见", "commented on {s}"], "review.settle-comment": ["处理了{s}的一条意见", "settled a comment on {s}"], "review.after-review": ["补审了{s}", "reviewed {s} afterwards"],
  "review.sign": ["签了{s}", "signed {s}"], "review.decline": ["不签{s}", "declined {s}"],

  "carriers.put": ["提出{s}", "put {s}"], "carriers.taken": ["运营商收下{s}", "the carrier took {s}"], "carriers.unknown": ["{s}到没到运营商说不准", "nobody knows whether {s} arrived"], "carriers.failed": ["{s}没送到运营商", "{s} did not reach the carrier"],
  "carriers.count": ["记下{s}的回数", "kept the counts of {s}"], "carriers.import-counts": ["导入运营商的回数", "imported counts of carriers"], "carriers.excuse": ["写明{s}为什么同区同日再发", "said why {s} goes to the same region on the same day"],
  "gateways.put": ["把{s}交给短信网关的线路", "put {s} on the line to an SMS gateway"],
  "signage.put": ["排上屏播放{s}", "put {s} on a screen"], "signage.withdraw": ["从屏上撤下{s}", "took {s} off a screen"], "signage.registerScreen": ["登记一块屏", "registered a screen"], "signage.renewAddress": ["换了一块屏的地址", "renewed a screen's address"], "signage.retireScreen": ["停用一块屏", "retired a screen"], "signage.makeGroup": ["建了一个屏组", "made a group of screens"], "signage.renameGroup": ["给一个屏组改名", "renamed a group of screens"], "signage.dissolveGroup": ["解散一个屏组", "dissolved a group of screens"],
  "signage.moveScreen": ["把一块屏编入或移出屏组", "moved a screen into or out of a group"], "signage.arrangeGroup": ["排了一个屏组的节目单", "ordered the playlist of a group of screens"], "signage.takeProofs": ["收下屏的播放记录", "took in proof of play"],
  "website.put": ["在网站登出{s}", "put {s} on the site"], "website.withdraw": ["从网站撤下{s}", "took {s} off the site"],
};

const subjectWords: Readonly<Record<string, Words>> = {
  piece: ["稿件", "piece"], person: ["人员", "person"], unit: ["单位", "unit"], "carrier-request": ["短信发布请求", "SMS request"], account: ["账号", "account"], delivery: ["投放", "delivery"], material: ["素材", "material"], screen: ["屏", "screen"], session: ["登录", "session"], sheet: ["事实单", "fact sheet"], fact: ["事实", "fact"], term: ["用语", "term"],
  "hand-post": ["手工投放", "hand post"], route: ["审签", "review"], alert: ["提醒", "alert"], shift: ["班次", "shift"], case: ["舆情事件", "opinion case"], "relay-order": ["转发令", "relay order"], topic: ["话题", "topic"], source: ["信源", "source"], profile: ["关注", "watch profile"], preset: ["预设", "preset"], "fact-part": ["设定", "facts"], house: ["本系统", "the house"], "audit-export": ["台账导出", "export"],
};

const outcomeWords: Readonly<Record<EntryLine["outcome"], Words>> = { done: ["办成", "done"], refused: ["被拒", "refused"], failed: ["没办成", "failed"] };

const factWords: Readonly<Record<string, Words>> = {
  refusals: ["连续几次不认", "Refused in a row"], taken: ["收下", "Taken"], unchanged: ["没有变化", "Unchanged"], rejected: ["退回", "Given back"],
  reason: ["理由", "Reason"], edition: ["版次", "Edition"], kind: ["种类", "Kind"], accounts: ["账号", "Accounts"], account: ["账号", "Account"], manifest: ["签署清单", "Manifest"], sendAt: ["发出时间", "Leaves at"], code: ["拒绝原因", "Refused because"], address: ["来自", "From"], device: ["设备", "Device"],
  note: ["说明", "Note"], link: ["链接", "Link"], seen: ["看到了", "Seen"], rows: ["条数", "Rows"], firstSeq: ["从第几条", "First row"], lastSeq: ["到第几条", "Last row"], sha256: ["封条", "Seal"], faults: ["不符之处", "Faults"], deliveries: ["各路", "Deliveries"], name: ["名称", "Name"], post: ["岗位", "Post"], from: ["起", "From"], to: ["止", "To"],
  screenshot: ["截图", "Screenshot"], voided: ["作废的", "Voided"], ordered: ["下达撤回的", "Recalled on"], leftOut: ["撤不回的", "Out of reach"], fingerprint: ["指纹", "Fingerprint"], stage: ["环节", "Stage"], headSeq: ["当时链头", "Head then"], headHash: ["当时链头哈希", "Hash of the head"],
};

/** An action in words without its thing: for filters. An action nobody gave words for stands as its code. */
export const sayAction = (t: Say, action: string): string => {
  const found = actionWords[action];
  return found ? t(found[0], found[1]).replace(/[：:]?\s*(the |of |on |to )?\{s\}/, "").trim() || action : action;
};

/** What a row did something to: its kind and what it is called now, or a short form of its number. */
export function saySubject(t: Say, { subjectType, subjectId, subjectLabel }: Pick<EntryLine, "subjectType" | "subjectId" | "subjectLabel">): string {
  if (subjectLabel) return subjectType === "piece" ? t(`《${subjectLabel}》`, `"${subjectLabel}"`) : t(`“${subjectLabel}”`, `"${subjectLabel}"`);
  const kind = subjectWords[subjectType];
  const short = subjectId.length > 12 ? `${subjectId.slice(0, 8)}…` : subjectId;
  return kind ? t(`${kind[0]} ${short}`, `${kind[1]} ${short}`) : `${subjectType} ${short}`;
}

/** A row as a sentence: who did what to what, and when it did not go through, that. */
export function sayEntry(t: Say, entry: EntryLine): string {
  const found = actionWords[entry.action];
  const verb = found ? t(found[0], found[1]) : `${entry.action} {s}`;
  const said = verb.replace("{s}", () => saySubject(t, entry));
  return entry.outcome === "done" ? said : t(`${said}，${outcomeWords[entry.outcome][0]}`, `${said}: ${outcomeWords[entry.outcome][1]}`);
}

/** How a thing done ended, in words. */
export const sayOutcome = (t: Say, outcome: EntryLine["outcome"]): string => t(...outcomeWords[outcome]);

/** The kind of a thing, in words. */
export const sayKind = (t: Say, type: string): string => { const found = subjectWords[type]; return found ? t(...found) : type; };

/** The kinds of things that can be filtered for. */
export const subjectKinds: readonly string[] = Object.keys(subjectWords);

/** What was written down with a row, name by name, values as people read them. */
export function sayFacts(t: Say, facts: string): { name: string; value: string }[] {
  const read = JSON.parse(facts) as Record<string, unknown>;
  return Object.entries(read).map(([name, value]) => {
    const found = factWords[name];
    return { name: found ? t(...found) : name, value: typeof value === "string" ? value : typeof value === "boolean" ? (value ? t("是", "yes") : t("否", "no")) : JSON.stringify(value, null, 1) };
  });
}
