import { registerRefusals } from "#web/refusal-words.ts";

/** What each refusal of signage means to the person in front of it. */
registerRefusals({
  "signage.may-not-read": () => ["屏幕由写稿、审签和值班的同事查看，您的岗位看不到。", "Screens are seen by those who write, sign and stand watch; your post does not."],
  "signage.not-keeper": () => ["屏幕由账号所属单位的联络员、值班员或系统管理员管理，没有改动。", "Screens are kept by the liaison, the duty officer or the system administrator of the account's unit; nothing was changed."],
  "signage.no-such-account": () => ["没有这个账号，请刷新。", "There is no such account; reload."],
  "signage.not-a-screen-account": () => ["这个账号不是屏幕账号，或已注销，不能登记屏幕、建屏组。", "This is no LED account, or it is closed: it has neither screens nor groups."],
  "signage.no-such-screen": () => ["没有这块屏，或不在您的范围内，请刷新。", "There is no such screen, or it is not in your scope; reload."],
  "signage.no-such-group": () => ["没有这个屏组，它可能刚被解散，请刷新。", "There is no such group; it may just have been dissolved. Reload."],
  "signage.group-name-taken": ({ name }) => [`这个账号已有屏组叫“${name ?? ""}”，请换个名字。`, `The account has a group called "${name ?? ""}"; choose another name.`],
  "signage.group-changed": () => ["别人刚改过这个节目单，您的没有保存。请关掉重开，看过新的再排。", "Somebody has just changed this playlist and yours was not saved. Open it again and look at theirs first."],
  "signage.window-empty": () => ["有一个时段的结束不晚于开始，没有保存。请改好再存。", "A window ends before it begins; nothing was saved."],
  "signage.placed-twice": () => ["同一条排了两处，没有保存。", "One text stands in two places; nothing was saved."],
  "signage.not-on-this-account": () => ["有一条已不在这个账号的屏上（到期或撤回了），没有保存。请刷新再排。", "One text is no longer on this account's screens; nothing was saved. Reload."],
  "signage.urgent-does-not-stand": () => ["红色、橙色的内容会自己插播，不能拿来垫播。", "Red and orange texts interrupt by themselves and cannot stand by."],
});
