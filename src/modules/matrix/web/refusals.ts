import { registerRefusals } from "#web/refusal-words.ts";

/** What each refusal of matrix means to the person in front of it. */
registerRefusals({
  "matrix.acceptance-time": ({ days }) => [`接受的期限从明天起，最长 ${days} 天。`, `From tomorrow on, at most ${days} days.`],
  "matrix.account-closed": () => ["账号已注销，不再检查。", "The account is closed and inspected no more."],
  "matrix.closed": () => ["这个问题已经办结。", "This finding is closed."],
  "matrix.day-to-come": () => ["日期还没到，请填已经办了的日子。", "That day has not come; give the day it was done."],
  "matrix.found-already": () => ["同样的问题已经记着，还没有办结。", "The same is written down already and stands."],
  "matrix.may-not-file": () => ["账号的备案、数据和整改由本单位编辑、联络员、值班员或管理人来办。", "The unit's editors, liaison, duty officers and the account's keepers file for it."],
  "matrix.may-not-inspect": () => ["检查和复查由上级单位的联络员或审签人来办，管账号的人不查自己。", "Units above inspect and recheck; nobody rechecks the account they keep."],
  "matrix.may-not-read": () => ["账号矩阵由写稿、审签和值班的同事查看，您的岗位看不到。", "The matrix is for those at the desk; your post does not see it."],
  "matrix.no-finding": () => ["没有这个问题，或不在您的范围内。", "There is no such finding, or it is not in your scope."],
  "matrix.no-numbers": () => ["这个平台不提供数据，请手填或从 Excel 导入。", "The platform tells no numbers; enter them by hand or from Excel."],
  "matrix.numbers-failed": ({ why }) => [`没有从平台读到数据（${why ?? ""}），没有存。到“诊断”看看账号通不通。`, `The platform told no numbers (${why ?? ""}); nothing was saved. The doctor says whether the account works.`],
  "matrix.not-closed": () => ["账号还在用，注销以后才报注销备案。", "The account is in use; its closing is filed once it is closed."],
  "matrix.not-rectified": () => ["单位还没有报整改，等报了再复查。", "The unit has not mended it yet; recheck after that."],
  "matrix.not-your-own": () => ["整改是您自己报的，请同事复查。", "You mended it yourself; a colleague rechecks."],
  "matrix.note-missing": () => ["请写明做了什么或为什么。", "Say what was done, or why."],
  "matrix.reading-wrong": ({ zh, en }) => [`这组数据不对：${zh ?? ""}。没有存。`, `These numbers cannot be: ${en ?? ""}. Nothing was saved.`],
  "matrix.rectified-already": () => ["已经报过整改，等复查。", "It is mended already and waits to be rechecked."],
  "matrix.still-so": () => ["系统现在看还是不合格，不能销号。请对方真正改好；改好的会自动销。", "The house still sees it, so it cannot be closed; what is really mended closes by itself."],
  "matrix.veto-stands": () => ["一票否决的问题不能接受，只能改。", "A veto is accepted by nobody; it is mended."],
});
