import { html, type Html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { named, say } from "../look.ts";
import type { SiteSettings } from "../settings.ts";

/**
 * 订阅提醒: one button to be reminded, one to stop. The words of every state stand in the page, the script only shows the one that holds; where it does not run,
 * the page says so and names the feeds. `key` is what the browser is to trust; without one the site has no reminders.
 */
export function subscribePage(setting: Setting, key: string | null): string {
  const t = say(setting.look);
  const name = t("订阅提醒", "Reminders");
  return layout(setting, {
    title: name, description: t("本站有新的通报、预警，在手机或电脑上弹出提醒。", "A reminder on your phone or computer when something new is published here."),
    head: html`<link rel="manifest" href="/app.webmanifest">${key !== null && html`<script type="module" src="/subscribe.js"></script>`}`,
    main: html`<div class="list"><h1>${name}</h1><p class="i2 mt8">${t("本站有新的通报、预警，或者更正、撤回时，这台设备会弹出一条提醒，写明标题和署名单位，点开看全文。", "When this site publishes, corrects or withdraws something, this device shows a reminder with its title and the units that signed; open it to read all.")}</p>
${key === null ? closed(setting) : choice(setting, key)}
<section class="mt16 pt16"><h2>${t("我们记什么", "What is kept")}</h2><p class="i2 mt8">${t("只记您的浏览器给出的一个接收地址和两把密钥（加密保存）、开启的日期、是否只收紧急的。不记姓名、手机号、IP 和看过什么；按“不再提醒”立即删除。", "Only the receiving address and two keys your browser hands out (encrypted), the day, and whether you want urgent ones only. No name, number, IP address or reading; \"Stop\" deletes it at once.")}</p></section>
<section class="mt16 pt16"><h2>${t("收不到时", "If nothing comes")}</h2><ul class="do mt8"><li>${t("苹果手机、平板：先用“分享 → 添加到主屏幕”，再从主屏幕打开本页开启。", "iPhone and iPad: first Share → Add to Home Screen, then open this page from there.")}</li><li>${t("提醒由浏览器厂商的服务送达，有的手机和网络到不了。紧急情况以本站首页、电视广播和短信为准。", "Reminders travel through the browser maker's service, which some phones and networks do not reach. In an emergency go by this site, radio, television and SMS.")}</li></ul><p>${t("也可以用订阅源：", "Feeds work everywhere: ")}<a class="go" href="/rss.xml">RSS</a> <a class="go" href="/atom.xml">Atom</a></p></section></div>`,
  });
}

const closed = ({ look }: Setting): Html =>
  html`<section class="corr" aria-labelledby="now"><h2 id="now">${say(look)("本站还没有开通提醒", "This site has no reminders yet")}</h2><p>${say(look)("开通以后，在这一页按一下就行。现在可以用下面的订阅源。", "Once it has, one button here is enough. Until then, use the feeds below.")}</p></section>`;

function choice({ look }: Setting, key: string): Html {
  const t = say(look);
  const state = (when: string, body: Html) => html`<div data-when="${when}" hidden>${body}</div>`;
  const all = html`<button type="button" data-do="all" class="p">${t("开启提醒", "Remind me")}</button>`;
  return html`<section id="unscripted" class="corr" aria-labelledby="no"><h2 id="no">${t("开启提醒需要浏览器脚本", "Reminders need scripts")}</h2><p>${t("您的浏览器没有运行脚本（JavaScript）。本站其他页面都不需要脚本，只有这一页要向浏览器申请提醒。打开脚本后刷新本页，或用下面的订阅源。", "Scripts do not run in your browser. Every other page here works without; only this one must ask the browser. Turn them on and reload, or use the feeds below.")}</p></section>
<section id="push" class="corr" data-key="${key}" aria-labelledby="now" hidden><h2 id="now" class="hide">${t("提醒", "Reminders")}</h2><div role="status">
${state("off", html`<p><b>${t("这台设备还没有开启提醒。", "This device is not reminded.")}</b></p>`)}
${state("on-all", html`<p><b>${t("已开启：新发布的都提醒。", "On: everything that is published.")}</b></p>`)}
${state("on-urgent", html`<p><b>${t("已开启：只提醒紧急的（红色、橙色）。", "On: urgent ones only (red, orange).")}</b></p>`)}
${state("denied", html`<p><b>${t("浏览器不让本站弹提醒。", "The browser does not let this site remind you.")}</b></p><p>${t("请在地址栏旁的网站设置里把“通知”改为允许，再刷新本页。", "Allow notifications in the site settings beside the address, then reload.")}</p>`)}
${state("cannot", html`<p><b>${t("这个浏览器不支持提醒。", "This browser knows no reminders.")}</b></p><p>${t("可以换一个浏览器，或用下面的订阅源。", "Try another browser, or use the feeds below.")}</p>`)}
${state("failed", html`<p><b>${t("没有办成，什么也没有记下。", "That did not work; nothing was kept.")}</b></p><p>${t("请过一分钟再试一次。", "Please try again in a minute.")}</p>`)}
</div><div class="ask">
${state("off failed", all)}${state("off failed on-all", html`<button type="button" data-do="urgent">${t("只收紧急的", "Urgent ones only")}</button>`)}${state("on-urgent", html`<button type="button" data-do="all">${t("新发布的都收", "Everything")}</button>`)}${state("on-all on-urgent", html`<button type="button" data-do="stop">${t("不再提醒", "Stop")}</button>`)}
</div></section>`;
}

/** What a phone needs to know to put the site on its home screen, without which some show no reminders. */
export const appManifest = (site: SiteSettings): string => JSON.stringify({
  name: named({ lang: "zh", big: false }, site.name), short_name: site.name.zh, lang: "zh-CN", start_url: "/", scope: "/", display: "standalone", background_color: "#FAF8F3", theme_color: "#0E5158",
  icons: [{ src: "/icon.svg", type: "image/svg+xml", sizes: "any" }],
});
