import { shortFingerprint } from "#kernel/fingerprint.ts";
import type { ArticlePage, RecallNote } from "#modules/website/index.ts";
import { html, signed, type Html } from "../html.ts";
import { layout, type Setting } from "../layout.ts";
import { briefTime, clockOrDay, listed, longTime, say } from "../look.ts";
import { placesOf, warningMark } from "../parts.ts";

/** An edition of an article: who says it, when, what was corrected, the signed text, the signatures, all editions. */
export function articlePage(setting: Setting, page: ArticlePage): string {
  const { site, look } = setting;
  const t = say(look);
  const { article: a, face } = page;
  const current = page.recall === null && a.edition === face.edition;
  const places = placesOf(look, site, a.regions);
  const main = html`<div class="g2"><article class="art" lang="zh-CN">
<h1>${warningMark(look, a.urgency)} ${a.title}</h1>
<div class="by"><b>${listed(look, a.signature.units.map((u) => u.shortName))}</b><span><time datetime="${page.publishedAt.toISOString()}">${longTime(look, page.publishedAt)}</time></span><span>${t(`第 ${a.edition} 版`, `Edition ${a.edition}`)}</span>${places !== "" && html`<span>${places}</span>`}${validity(setting, page)}</div>
${page.recall ? taken(setting, page, page.recall) : !current && older(setting, page)}${corrected(setting, page)}
<div class="txt">${signed(a.html)}</div>${signatures(setting, page)}
<p class="only-print">${site.origin}/a/${face.pieceId}/v/${a.edition} · ${t("指纹", "Fingerprint")} ${shortFingerprint(page.sha256)}</p>
</article>${aside(setting, page)}</div>`;
  return layout(setting, {
    title: a.title, column: a.column, description: a.summary, hidden: !current, main,
    head: html`<meta name="tongsheng-sha256" content="${page.sha256}"><meta name="author" content="${listed(look, a.signature.units.map((u) => u.name))}"><meta property="article:modified_time" content="${page.publishedAt.toISOString()}">`,
  });
}

function validity({ look, now }: Setting, { article: { validUntil } }: ArticlePage): Html | null {
  if (!validUntil) return null;
  const t = say(look);
  const end = new Date(validUntil);
  return end > now ? html`<span>${t("有效至 ", "In force until ")}${briefTime(look, end, now)}</span>` : html`<span><span class="tag">${t("已过有效期", "No longer in force")}</span> ${briefTime(look, end, now)}</span>`;
}

function corrected({ look, now }: Setting, { article: { correction: c }, editions, face }: ArticlePage): Html | null {
  if (!c) return null;
  const t = say(look);
  const old = editions.find((e) => e.edition === c.ofEdition);
  const when = old ? t(`（${clockOrDay(look, old.publishedAt, now)}）`, ` (${clockOrDay(look, old.publishedAt, now)})`) : "";
  return html`<section class="corr" aria-labelledby="corr"><header><h2 id="corr">${t("更正", "Correction")}</h2>${old && html`<a class="go" href="/a/${face.pieceId}/v/${c.ofEdition}">${t(`看第 ${c.ofEdition} 版`, `See edition ${c.ofEdition}`)}</a>`}</header>
<ul>${c.changes.map((x) => html`<li>${t(`第 ${c.ofEdition} 版${when}写${x.label} `, `Edition ${c.ofEdition}${when} said ${x.label} `)}<del>${x.before}</del>${t("，应为 ", "; it should be ")}<b>${x.after}</b>${t("。", ".")}</li>`)}</ul><p>${c.reason}</p></section>`;
}

function older({ look }: Setting, { article: a, face, editions }: ArticlePage): Html {
  const t = say(look);
  const by = editions.find((e) => e.correction?.ofEdition === a.edition);
  return html`<section class="corr" aria-labelledby="old"><header><h2 id="old">${t("这是旧版", "This is an earlier edition")}</h2><a class="go" href="/a/${face.pieceId}">${t(`看现行的第 ${face.edition} 版`, `See the current edition ${face.edition}`)}</a></header>
<p>${by ? t(`第 ${a.edition} 版已被第 ${by.edition} 版更正，留在这里供查对，请勿再转发。`, `Edition ${a.edition} was corrected by edition ${by.edition}. It is kept for checking; please do not pass it on.`) : t(`第 ${a.edition} 版已被新版代替，留在这里供查对。`, `Edition ${a.edition} was replaced. It is kept for checking.`)}</p></section>`;
}

function taken({ look, now }: Setting, { face }: ArticlePage, recall: RecallNote): Html {
  const t = say(look);
  return html`<section class="corr f" aria-labelledby="old"><header><h2 id="old">${t("这篇已撤回，请勿再转发、引用", "This was withdrawn; please do not pass it on")}</h2><a class="go" href="/a/${face.pieceId}">${t("看撤回说明", "See why")}</a></header><p>${briefTime(look, recall.at, now)}${t("，", ", ")}${listed(look, recall.signature.units.map((u) => u.name))}${t("：", ": ")}${recall.reason}</p></section>`;
}

function signatures({ look, now }: Setting, { article: a, signings }: ArticlePage): Html {
  const t = say(look);
  const one = (u: (typeof a.signature.units)[number]) => {
    const at = signings.find((s) => s.unitId === u.unitId)?.at;
    return html`<li><span><span class="seal${at ? "" : " o"}" role="img" aria-label="${at ? t("已签", "signed") : t("落款", "named")}">${u.seal}</span></span><span>${u.name}</span>${at ? html`<span class="i3 t12"><time datetime="${at.toISOString()}">${clockOrDay(look, at, now)}</time> ${t("签", "signed")}</span>` : html`<span></span>`}</li>`;
  };
  return html`<section class="lk"><h2>${a.signature.units.length > 1 ? t("共同落款", "Signed jointly") : t("落款", "Signed")}</h2><ul>${a.signature.units.map(one)}</ul></section>`;
}

function aside({ look, now }: Setting, { article: a, face, editions, sha256, recall }: ArticlePage): Html {
  const t = say(look);
  const said = (e: (typeof editions)[number]) => `${e.correction ? t("更正，", "Correction, ") : e.edition === 1 ? t("首次发布，", "First, ") : ""}${t(`第 ${e.edition} 版`, `edition ${e.edition}`)}`;
  const line = (e: (typeof editions)[number]) => {
    const inner = html`<time class="i3" datetime="${e.publishedAt.toISOString()}">${clockOrDay(look, e.publishedAt, now)}</time>`;
    if (e.edition === a.edition) return html`<li><span aria-current="true">${inner}<b>${said(e)}</b></span></li>`;
    return html`<li><a href="${e.edition === face.edition && !recall ? `/a/${face.pieceId}` : `/a/${face.pieceId}/v/${e.edition}`}">${inner}<span>${said(e)}</span></a></li>`;
  };
  return html`<aside class="aside"><h2>${t("这篇的全部版本", "All editions of this text")}</h2><ol>${recall && html`<li><a href="/a/${face.pieceId}"><time class="i3">${clockOrDay(look, recall.at, now)}</time><b>${t("撤回", "Withdrawn")}</b></a></li>`}${editions.map(line)}</ol>
<h2>${t("核对真假", "Check a text")}</h2><p class="i2">${t("别处看到这篇文字，可贴进来比对。", "Seen this text elsewhere? Paste it and compare.")}</p><a class="btn" href="/compare?piece=${face.pieceId}">${t("比对文字", "Compare a text")}</a>
<p class="t12 i3">${t("指纹", "Fingerprint")} <a class="mono go plain" href="/a/${face.pieceId}/v/${a.edition}/signed.json" title="SHA-256 ${sha256}">${shortFingerprint(sha256)}</a></p></aside>`;
}

/** What a withdrawn article's address says: what was taken back, when, by whom and why; the editions stay readable behind it. */
export function recallPage(setting: Setting, page: ArticlePage, recall: RecallNote): string {
  const { look } = setting;
  const t = say(look);
  const { face, article: a } = page;
  const main = html`<div class="g2"><article class="art"><h1><span class="tag f">${t("已撤回", "Withdrawn")}</span> ${a.title}</h1>
<div class="by"><b>${listed(look, recall.signature.units.map((u) => u.shortName))}</b><span><time datetime="${recall.at.toISOString()}">${longTime(look, recall.at)}</time></span></div>
<section class="corr f" aria-labelledby="why"><h2 id="why">${t("这篇已撤回，请勿再转发、引用", "This was withdrawn; please do not pass it on")}</h2><dl>
<dt>${t("撤回什么", "What")}</dt><dd>${t(`《${recall.title}》，共 ${page.editions.length} 版`, `“${recall.title}”, ${page.editions.length} edition(s)`)}</dd>
<dt>${t("谁撤回", "By whom")}</dt><dd>${listed(look, recall.signature.units.map((u) => u.name))}</dd>
<dt>${t("何时", "When")}</dt><dd>${longTime(look, recall.at)}</dd>
<dt>${t("为什么", "Why")}</dt><dd>${recall.reason}</dd></dl></section>
<p class="i2">${t("本站不抹去发布过的文字。原来的版本留在下面，只供查对。", "Nothing published here is erased. The editions are kept below, for checking only.")}</p>
<ul class="rows tall mt16">${page.editions.map((e) => html`<li><a class="ti" href="/a/${face.pieceId}/v/${e.edition}">${t(`第 ${e.edition} 版`, `Edition ${e.edition}`)}</a><small><time datetime="${e.publishedAt.toISOString()}">${longTime(look, e.publishedAt)}</time></small></li>`)}</ul></article>${aside(setting, { ...page, article: { ...a, edition: 0 } })}</div>`;
  return layout(setting, { title: t(`已撤回：${a.title}`, `Withdrawn: ${a.title}`), column: a.column, hidden: true, head: html`<meta name="tongsheng-sha256" content="${page.sha256}">`, main });
}
