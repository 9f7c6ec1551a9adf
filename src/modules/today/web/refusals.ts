import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "today.may-not-read-wall": () => ["值班大屏给写稿、审签、值班和联络的人看；管理员的岗位看不到。请换一个账号登录大屏。", "The wall is for those who write, review, sign and keep watch; administrators do not see it. Log in with another account."],
});
