import { shortFingerprint } from "#kernel/fingerprint.ts";
import type { Verdict } from "../compare.ts";
import { html, type Html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { longTime, say } from "../look.ts";

/** A published edition that a pasted text was held against. */
export type Match = {
  pieceId: string; edition: number; title: string; state: "live" | "recalled"; currentEdition: number; sha256: string; publishedAt: Date; verdict: Verdict;
};

/** The longest text that is compared. */
export const pastedMax = 20_000;

/** 核对真假: a form, and after it the answer. What is pasted is compared and forgotten. */
export function comparePage(setting: Setting, asked: { piece: string | null; title: string | null; pasted: string }, match: Match | "none" | "too-short" | null): string {
  const { look } = setting;
  const t = say(look);
  return layout(setting, {
    title: t("核对真假", "Check a text"), hidden: true,
    main: html`<div class="list"><h1>${t("核对真假", "Check a text")}</h1><p class="i2">${asked.title ? t(`把别处看到的文字贴进来，与《${asked.title}》比对。`, `Paste the text you saw elsewhere; it is compared with “${asked.title}”.`) : t("把别处看到的文字贴进来，与本站发布过的文字比对。", "Paste the text you saw elsewhere; it is compared with what was published here.")} ${t("贴进来的文字不保存。", "What you paste is not kept.")}</p>
${answer(setting, match)}<form method="post" action="/compare" class="mt16">${asked.piece && html`<input type="hidden" name="piece" value="${asked.piece}">`}<label for="text"><b>${t("别处看到的文字", "The text you saw")}</b></label><textarea id="text" name="text" rows="10" maxlength="${pastedMax}" required class="my">${asked.pasted}</textarea><button class="p">${t("比对文字", "Compare")}</button></form></div>`,
  });
}

function answer(setting: Setting, match: Match | "none" | "too-short" | null): Html | null {
  const t = say(setting.look);
  if (match === null) return null;
  if (match === "too-short") return html`<section class="corr"><h2>${t("文字太短，没法比对", "Too short to compare")}</h2><p>${t("请至少贴一整句。", "Please paste at least one full sentence.")}</p></section>`;
  if (match === "none") return html`<section class="corr"><h2>${t("本站没有发布过相近的文字", "Nothing like this was published here")}</h2><p>${t("这只说明它不出自本站，不说明内容真假。署名为本站各单位的，请勿转发，可打上面的电话询问。", "It did not come from this site; that alone does not say whether it is true. If it claims to, please do not pass it on.")}</p></section>`;
  return html`<section class="corr${match.state === "recalled" && " f"}"><h2>${headline(setting, match)}</h2><p>${standing(setting, match)}</p>${match.verdict.runs.length > 0 && html`<div class="diff">${match.verdict.runs.map(run)}</div><p class="t12 i3">${t("划线：本站原文有、贴来的没有。加底线：贴来的有、本站原文没有。空格、全半角和引号的不同不算。", "Struck: published here, missing in yours. Underlined: in yours, not published here. Blanks, widths and quotation marks are ignored.")}</p>`}
<p><a class="go" href="/a/${match.pieceId}/v/${match.edition}">${t("看本站原文", "See the published text")}</a> <span class="mono t12 i3">${t("指纹", "Fingerprint")} ${shortFingerprint(match.sha256)}</span></p></section>`;
}

function headline({ look }: Setting, { verdict, title }: Match): string {
  const t = say(look);
  if (verdict.kind === "identical") return t(`与《${title}》一字不差`, `Word for word “${title}”`);
  if (verdict.kind === "excerpt") return t(`是《${title}》中的一段，一字不差`, `A part of “${title}”, word for word`);
  return t(`与《${title}》相近，但被改动过`, `Like “${title}”, but changed`);
}

function standing({ look }: Setting, m: Match): string {
  const t = say(look);
  const edition = t(`比对的是第 ${m.edition} 版，${longTime(look, m.publishedAt)} 发布。`, `Compared with edition ${m.edition} of ${longTime(look, m.publishedAt)}. `);
  if (m.state === "recalled") return edition + t("这篇已撤回，请勿再转发。", "It was withdrawn; please do not pass it on.");
  return m.edition < m.currentEdition ? edition + t(`这是旧版，现行的是第 ${m.currentEdition} 版。`, `This is an earlier edition; the current one is ${m.currentEdition}.`) : edition;
}

const run = (r: Verdict["runs"][number]): Html => (r.kind === "same" ? html`${shortened(r.text)}` : r.kind === "added" ? html`<ins>${r.text}</ins>` : html`<del>${shortened(r.text)}</del>`);

const shortened = (text: string): string => (text.length > 240 ? `${text.slice(0, 100)}……${text.slice(-100)}` : text);
