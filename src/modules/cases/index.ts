/** What other modules and the public site may ask of cases. Everything else in this folder is private. */
export { gradeCase, moveCase, openCase } from "./actions/way.ts";
export { acknowledgeNotice, answerLead, involveUnit, recordLiaisonReceipt, tellDepartment, writeLiaisonNote } from "./actions/units.ts";
export { addConcern, draftRelease, linkAnswer, linkRelease, writeDebunk } from "./actions/answers.ts";
export { decidePress, fileDebrief, issueReport, tickTask } from "./actions/closing.ts";
export { topicsOfCases } from "./views/parts.ts";
export { publicReplies, type PublicReply } from "./views/replies.ts";
export { pressDecided } from "./topics.ts";
