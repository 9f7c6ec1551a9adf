import type { PublicReply } from "#modules/cases/index.ts";
import { html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { dayOf, say } from "../look.ts";
import { pager } from "../parts.ts";
import { listSize } from "./lists.ts";

/** The public reply ledger: what people asked, which unit answered, where, asked when and answered when; newest answer first. */
export function repliesPage(setting: Setting, list: { items: readonly PublicReply[]; total: number; capped: boolean; page: number }): string {
  const { look, now } = setting;
  const t = say(look);
  const day = (at: Date) => html`<time datetime="${at.toISOString()}">${dayOf(look, at, now)}</time>`;
  const row = (r: PublicReply) => html`<li><a class="ti" href="/a/${r.pieceId}">${r.question}</a><small>${r.unitName}${t("答复，", " answered; ")}${day(r.askedAt)}${t("有人问，", " asked, ")}${day(r.answeredAt)}${t("公开答复", " answered in public")}</small></li>`;
  const name = t("公众关切答复", "Answers to what people ask");
  const body = list.items.length > 0 ? html`<ul class="rows tall mt16">${list.items.map(row)}</ul>` : html`<p class="none">${t("目前没有公开答复。有了以后，最新的在最上面。", "No public answers at the moment. The newest will stand on top.")}</p>`;
  return layout(setting, {
    title: name, ...(list.page > 1 ? { hidden: true } : {}), description: t("公众问了什么，哪家单位在哪里答复了。", "What people asked, and which unit answered where."),
    head: html`${list.page > 1 && html`<link rel="prev" href="${href(list.page - 1)}">`}${list.page * listSize < list.total && html`<link rel="next" href="${href(list.page + 1)}">`}`,
    main: html`<div class="list"><h1>${name}</h1><p class="t14 i2 mt8">${t("每条答复都由署名单位签发，点开看全文。这里只记问题和答复，不记是谁问的。", "Each answer is signed by the unit named; open it to read all. Questions and answers are kept, never who asked.")}</p>${body}${pager(setting, list.page, listSize, list.total, list.capped, href)}</div>`,
  });
}

const href = (page: number): string => (page > 1 ? `/replies?page=${page}` : "/replies");
