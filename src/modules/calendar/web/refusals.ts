import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "calendar.may-not-read": () => ["日历给写稿、审签、值班和联络的人看；管理员的岗位看不到。", "The calendar is for those who write, review, sign and keep watch; administrators do not see it."],
  "calendar.range-too-long": ({ days }) => [`一次最多看 ${days ?? 100} 天，起止日期也不能颠倒。请把范围改小再看。`, `At most ${days ?? 100} days at once, and from the earlier to the later. Choose a shorter range.`],
});
