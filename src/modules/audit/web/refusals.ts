import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "audit.may-not-read": () => ["台账要登录后才能看。", "The record is for those who are logged in."],
  "audit.may-not-read-all": () => ["整本台账只有审计管理员、过了第二道验证才能看、导出和核对。您自己办过的事，您都看得到。", "Only an audit administrator with the second factor reads, exports and verifies the whole record. You see what you did yourself."],
  "audit.verification-running": () => ["正在核对，结果一出来这里就变。不用再按。", "A check is running; its result appears here by itself."],
  "audit.range-empty": () => ["这段时间里一条都没有，没有可导出的。请换一段时间。", "Nothing was written in that time. Choose another."],
  "audit.range-backwards": () => ["开始时间在结束时间之后。请换过来。", "The range ends before it begins."],
  "audit.no-export": () => ["找不到这次导出。请重新导出一份。", "There is no such export. Order it again."],
});
