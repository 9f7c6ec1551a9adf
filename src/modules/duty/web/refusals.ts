import { registerRefusals } from "#web/refusal-words.ts";

/** What each refusal of duty means to the person in front of it. */
registerRefusals({
  "duty.may-not-read": () => ["值班和提醒由写稿、审签和值班的同事查看，您的岗位看不到。", "Duty and alerts are seen by those at the desk; your post does not see them."],
  "duty.may-not-answer": () => ["这件事没有交到您这里。由被叫到的人、本单位值班员或联络员接手。", "This was not brought to you; whoever was called, the unit's duty officer or liaison takes it."],
  "duty.may-not-keep-roster": () => ["值班表由本单位联络员和值班员排，没有改动。", "The roster is kept by the unit's liaison and duty officers; nothing was changed."],
  "duty.no-alert": () => ["没有这条提醒，或不在您的范围内。", "There is no such alert, or it is not in your scope."],
  "duty.no-unit": () => ["没有这个单位，请重新选。", "There is no such unit; choose again."],
  "duty.not-yours": () => ["这个单位的值班表不在您的范围内。", "This unit's roster is not in your scope."],
  "duty.no-shift": () => ["这一班已经有人改过了，请刷新再看。", "Somebody changed this watch; reload and look again."],
  "duty.alert-closed": () => ["这件事已经办结，不用再办。", "This matter is closed already."],
  "duty.alert-taken": () => ["已经有人接手了，请刷新看是谁。", "Somebody took it already; reload to see who."],
  "duty.shift-over": () => ["这一班已经结束，不能再改。", "This watch is over and is changed no more."],
  "duty.not-an-officer": () => ["排班只能排值班员。请安全管理员先任命这位同事为值班员。", "Only duty officers stand watch; the security administrator appoints them first."],
  "duty.already-on-duty": () => ["这位同事这个时段已经在值班。", "This colleague is on duty at that time already."],
  "duty.same-person": () => ["两班是同一个人，不用换。", "Both watches are the same person's."],
  "duty.other-unit": () => ["只能和本单位的同事换班。", "Watches are swapped within the unit only."],
});
