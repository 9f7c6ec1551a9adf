import type { Urgency } from "#kernel/urgency.ts";
import type { ArticleFace } from "#modules/website/index.ts";
import { html, type Html } from "./html.ts";
import { dayOf, listed, say, type Look } from "./look.ts";
import type { Setting } from "./layout.ts";
import type { SiteSettings } from "./settings.ts";

type Graded = Exclude<Urgency, "routine">;

const colours: Record<Graded, { zh: string; en: string; order: string }> = {
  red: { zh: "红", en: "Red", order: "一级" }, orange: { zh: "橙", en: "Orange", order: "二级" }, yellow: { zh: "黄", en: "Yellow", order: "三级" }, blue: { zh: "蓝", en: "Blue", order: "四级" },
};
const weights: Record<Graded, { zh: string; en: string }> = {
  red: { zh: "特别重大", en: "Gravest" }, orange: { zh: "重大", en: "Grave" }, yellow: { zh: "较大", en: "Serious" }, blue: { zh: "一般", en: "Moderate" },
};

const isGraded = (u: Urgency): u is Graded => u !== "routine";

/** The colour block of a warning, as large as a hand. */
export const warningBlock = (look: Look, u: Urgency): Html | null =>
  isGraded(u) ? html`<div class="blk ${u}" role="img" aria-label="${say(look)(`${colours[u].zh}色，${colours[u].order}`, `${colours[u].en} warning`)}">${colours[u].zh}</div>` : null;

/** The grade of a warning in a line: 红 橙 黄 蓝. */
export const warningMark = (look: Look, u: Urgency): Html | null => (isGraded(u) ? html`<span class="gr ${u}">${look.lang === "zh" ? colours[u].zh : colours[u].en}</span>` : null);

/** The grade of an event in a line: 特别重大 重大 较大 一般. */
export const eventMark = (look: Look, u: Urgency): Html | null => (isGraded(u) ? html`<span class="gr ${u}">${look.lang === "zh" ? weights[u].zh : weights[u].en}</span>` : null);

/** The units of a signature line by the names people say. */
export const unitsOf = (look: Look, face: Pick<ArticleFace, "signature">, form: "name" | "shortName"): string => listed(look, face.signature.units.map((u) => u[form]));

/** Places by their names; no place means the whole province and is not said. */
export const placesOf = (look: Look, site: SiteSettings, codes: readonly string[]): string =>
  listed(look, codes.flatMap((code) => site.regions.find((r) => r.code === code)?.name ?? []));

/** An article in a list: title, what happened to it, who says it, when. */
export function row({ look, now }: Setting, face: ArticleFace, more = false): Html {
  const t = say(look);
  const mark = face.state === "recalled" ? html` <span class="tag f">${t("已撤回", "Withdrawn")}</span>` : face.correction ? html` <span class="tag k">${t("更正", "Corrected")}</span>` : null;
  return html`<li><a class="ti" href="/a/${face.pieceId}">${warningMark(look, face.urgency)} ${face.title}</a>${mark}${more && face.summary !== "" && face.state === "live" && html`<p>${face.summary}</p>`}<small>${!more && face.state === "live" && face.summary !== "" && face.summary.length <= 30 && `${face.summary} `}${unitsOf(look, face, "shortName")}${t("，", ", ")}<time datetime="${face.updatedAt.toISOString()}">${dayOf(look, face.updatedAt, now)}</time></small></li>`;
}

/** 只看我这里的: a plain form that works everywhere. */
export function placeForm({ site, look }: Setting, action: string, chosen: string | null, foot = false): Html | null {
  if (site.regions.length === 0) return null;
  const t = say(look);
  const id = foot ? "place2" : "place";
  const option = (r: SiteSettings["regions"][number]) => html`<option value="${r.code}"${r.code === chosen && html` selected`}>${r.name}</option>`;
  const groups = site.regions.filter((r) => r.parent === null).map((r) => html`<optgroup label="${r.name}">${option(r)}${site.regions.filter((c) => c.parent === r.code).map(option)}</optgroup>`);
  return html`<form class="place${foot && " foot"}" method="get" action="${action}"><label for="${id}">${t("只看我这里的", "Only what concerns my place")}</label><select id="${id}" name="region"><option value="">${t("全省", "The whole province")}</option>${groups}</select><button>${t("换", "Show")}</button></form>`;
}

/** Earlier and later pages of a list. */
export function pager({ look }: Setting, page: number, size: number, total: number, capped: boolean, href: (page: number) => string): Html | null {
  const t = say(look);
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  const count = capped ? t(`${total} 条以上`, `more than ${total}`) : t(`共 ${total} 条`, `${total} in all`);
  return html`<nav class="pages" aria-label="${t("翻页", "Pages")}">${page > 1 ? html`<a class="go" rel="prev" href="${href(page - 1)}">${t("上一页", "Newer")}</a>` : html`<span></span>`}<span class="t14 i3">${t(`第 ${page} 页`, `Page ${page}`)} · ${count}</span>${page < last ? html`<a class="go" rel="next" href="${href(page + 1)}">${t("下一页", "Older")}</a>` : html`<span></span>`}</nav>`;
}
