import { html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { named, say } from "../look.ts";

const numbers = ({ site, look }: Setting) => html`<ul class="rows tall mt16">${site.hotlines.map((h) => html`<li><a class="ti" href="tel:${h.number}">${named(look, h.use)} <b>${h.number}</b></a></li>`)}</ul>`;

/** 404 in plain words: what it means, where to go, whom to call. */
export function notFoundPage(setting: Setting): string {
  const t = say(setting.look);
  return layout({ ...setting, path: "/" }, {
    title: t("没有这个页面", "There is no such page"), hidden: true,
    main: html`<div class="list"><h1>${t("没有这个页面", "There is no such page")}</h1><p class="i2">${t("地址可能抄漏了字。本站发布过的文字不会消失，撤回的也留有说明，可以搜索看看。", "The address may be incomplete. Nothing published here disappears, and what was withdrawn says so: try the search.")}</p>
<form class="ask" method="get" action="/search" role="search"><label class="hide" for="q">${t("要找的词", "Words to find")}</label><input id="q" name="q" type="search" maxlength="100"><button class="p">${t("搜索", "Search")}</button></form><p><a class="go" href="/">${t("回到首页", "To the first page")}</a></p><p>${t("有紧急情况，请直接打电话：", "In an emergency, call:")}</p>${numbers(setting)}</div>`,
  });
}

/** 500 in plain words: it is our fault, what to do now, and a number that finds the cause. */
export function faultPage(setting: Setting, logId: string): string {
  const t = say(setting.look);
  return layout({ ...setting, path: "/" }, {
    title: t("本站出了故障", "Something broke on our side"), hidden: true,
    main: html`<div class="list"><h1>${t("本站出了故障", "Something broke on our side")}</h1><p class="i2">${t("不是您的问题。请过一分钟再试。", "It is not your doing. Please try again in a minute.")}</p><p>${t("有紧急情况，请直接打电话：", "In an emergency, call:")}</p>${numbers(setting)}<p class="t12 i3 mt16">${t("故障编号", "Fault number")} ${logId}</p></div>`,
  });
}

/** 4xx other than 404: what was asked cannot be answered as it was asked. */
export function declinedPage(setting: Setting, status: number): string {
  const t = say(setting.look);
  const why = status === 429 ? t("一分钟内请求太多，请稍等再试。", "Too many requests within a minute; please wait a little.") : status === 413 ? t("贴进来的文字太长。", "The text is too long.") : t("这个请求看不懂，请从首页重新进入。", "This request cannot be understood; please start from the first page.");
  return layout({ ...setting, path: "/" }, { title: why, hidden: true, main: html`<div class="list"><h1>${why}</h1><p><a class="go" href="/">${t("回到首页", "To the first page")}</a></p></div>` });
}
