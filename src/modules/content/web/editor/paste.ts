/** What a paste brought that our text cannot keep, counted. */
export type LeftOut = { pictures: number; levels: number; nested: number; merged: number; looks: number };

const blocks = "p,div,li,h1,h2,h3,h4,h5,h6,blockquote,td,th,tr,table,ul,ol,section,article,pre,hr";

function liftNested(body: HTMLElement): number {
  let lifted = 0;
  for (let inner = body.querySelector("li ul, li ol"); inner; inner = body.querySelector("li ul, li ol")) {
    const item = inner.parentElement?.closest("li");
    if (!item) break;
    item.after(...inner.children);
    inner.remove();
    lifted += 1;
  }
  return lifted;
}

function splitCells(body: HTMLElement): number {
  const merged = [...body.querySelectorAll("[colspan], [rowspan]")].filter((cell) => Number(cell.getAttribute("colspan") ?? 1) > 1 || Number(cell.getAttribute("rowspan") ?? 1) > 1);
  for (const cell of merged) {
    const more = Number(cell.getAttribute("colspan") ?? 1) - 1;
    for (let n = 0; n < Math.min(more, 20); n += 1) cell.after(cell.ownerDocument.createElement(cell.localName));
    cell.removeAttribute("colspan");
    cell.removeAttribute("rowspan");
  }
  return merged.length;
}

function levelHeadings(body: HTMLElement): number {
  let changed = 0;
  for (const heading of body.querySelectorAll("h1, h4, h5, h6")) {
    const level = heading.localName === "h1" ? "h2" : "h3";
    const next = heading.ownerDocument.createElement(level);
    next.append(...heading.childNodes);
    heading.replaceWith(next);
    changed += 1;
  }
  return changed;
}

/** Cleans pasted HTML down to what our text keeps; the words all stay, and what was left out is counted. */
export function cleanPaste(html: string): { html: string; left: LeftOut } {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const looks = body.querySelectorAll("[style*=color], [style*=font], font, mark, s, strike, del").length;
  body.querySelectorAll("script, style, meta, link, title, object, iframe, form, input, button").forEach((element) => { element.remove(); });
  const pictures = body.querySelectorAll("img, picture, svg, video, audio");
  pictures.forEach((element) => { element.remove(); });
  const left: LeftOut = { pictures: pictures.length, levels: levelHeadings(body), nested: liftNested(body), merged: splitCells(body), looks };
  body.querySelectorAll("pre").forEach((element) => { element.replaceWith(...(element.textContent ?? "").split("\n").map((line) => Object.assign(element.ownerDocument.createElement("p"), { textContent: line }))); });
  body.querySelectorAll("hr").forEach((element) => { element.remove(); });
  // Word and WPS wrap blank paragraphs in non-breaking blanks.
  body.querySelectorAll("p, div").forEach((element) => { if (element.textContent?.replace(/[\s\u00a0]/g, "") === "" && !element.querySelector(`${blocks}, [data-fact]`)) element.remove(); });
  return { html: body.innerHTML, left };
}

/** What was left out, in words; null when nothing was. */
export function sayLeftOut(left: LeftOut): readonly [string, string] | null {
  const said = ([
    [left.pictures, `图片视频 ${left.pictures} 处（请从素材选）`, `${left.pictures} pictures or films (choose them from the wall)`],
    [left.merged, `合并的格子 ${left.merged} 处（已拆开）`, `${left.merged} merged cells (split)`],
    [left.nested, `列表里的列表 ${left.nested} 处（已放平）`, `${left.nested} nested lists (flattened)`],
    [left.levels, `小标题级别 ${left.levels} 处（改成两级）`, `${left.levels} heading levels (now two)`],
    [left.looks, "颜色和字体", "colours and fonts"],
  ] as const).filter(([count]) => count > 0);
  return said.length === 0 ? null : [`贴进来了，文字都在。没带进来：${said.map((s) => s[1]).join("、")}。`, `Pasted; all words are here. Left out: ${said.map((s) => s[2]).join(", ")}.`];
}
