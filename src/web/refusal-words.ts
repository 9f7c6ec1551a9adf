import type { Refusal } from "#kernel/decision.ts";
import { t } from "./t.ts";

/** The facts of a refusal as its sentence may use them. */
export type Facts = Record<string, string | number>;

/** A refusal said in both languages: [中文, English]. What happened, what was kept, what to do next. */
export type Sentence = (facts: Facts) => readonly [zh: string, en: string];

const sentences = new Map<string, Sentence>();

/** A module gives the words for its refusal codes, once, where it lists its screens. */
export function registerRefusals(words: Record<string, Sentence>): void {
  for (const [code, sentence] of Object.entries(words)) sentences.set(code, sentence);
}

/** A refusal in the reader's words; a code nobody gave words for still says what happened, what was kept and what to do. */
export function sayRefusal({ code, facts = {} }: Refusal): string {
  const [zh, en] = (sentences.get(code) ?? unknown(code))(facts);
  return t(zh, en);
}

const unknown = (code: string): Sentence => () => [
  `这一步没有办成，什么都没有改动，您填的都还在。请看一眼填的内容再试；还不行，请把“${code}”告诉系统管理员。`,
  `This was not done. Nothing was changed and what you wrote is still here. Check it and try again; if it still fails, tell the system administrator "${code}".`,
];

registerRefusals({
  "access.not-logged-in": () => ["登录已过期，您写的都在。请重新登录后接着办。", "Your session has ended; what you wrote is kept. Log in again and go on."],
  "request.unreached": () => [
    "没有连上服务器，说不准这一步办成没有。您写的都在；连上后先看一眼结果，再决定要不要再办一次。",
    "The server was not reached, so it is not certain whether this was done. What you wrote is kept; look at the result once connected before doing it again.",
  ],
  "request.body": field, "request.query": field, "request.params": field,
  "request.too-many": () => ["操作太密，服务器请您等一分钟。您写的都在，稍后再试。", "Too many requests; please wait a minute. What you wrote is kept."],
  "request.malformed": ({ reason }) => [`服务器没看懂这次提交（${reason ?? ""}）。您写的都在，请刷新页面后再试。`, `The server could not read this (${reason ?? ""}). What you wrote is kept; reload and try again.`],
  "request.no-such-operation": () => ["这个操作在服务器上找不到，多半是页面旧了。请刷新页面再试。", "The server does not know this operation; this page is probably out of date. Reload it."],
  "sheet.unreadable": () => ["这个文件读不了。请用模板（.xlsx）另存后再导入，什么都没有改动。", "This file cannot be read. Save it as .xlsx from the template; nothing was changed."],
  "sheet.heads-missing": ({ heads }) => [`表头缺少：${heads ?? ""}。请用模板，什么都没有改动。`, `Columns are missing: ${heads ?? ""}. Use the template; nothing was changed.`],
  "sheet.too-long": ({ rows, most }) => [`表里有 ${rows ?? ""} 行，一次最多 ${most ?? ""} 行，请分开导入。`, `The sheet has ${rows ?? ""} rows; ${most ?? ""} at most. Split it.`],
  "answer.unexpected": () => ["服务器的回答和约定的不一样，页面不敢照着显示。请刷新页面；还不行，请告诉系统管理员。", "The server's answer is not as agreed, so it is not shown. Reload; if it stays, tell the system administrator."],
  internal: ({ logId }) => [
    `系统出了差错，这一步没有办成，您写的都在。请再试一次；还不行，请把编号 ${logId ?? "（无）"} 告诉系统管理员。`,
    `Something broke on our side and this was not done; what you wrote is kept. Try once more; if it fails, give the administrator the number ${logId ?? "(none)"}.`,
  ],
});

function field({ field: name, reason }: Facts): readonly [string, string] {
  return [`“${name ?? ""}”这一项填得不对（${reason ?? ""}）。别的都还在，改好这一项再交。`, `"${name ?? ""}" is not right (${reason ?? ""}). Everything else is kept; mend it and submit again.`];
}
