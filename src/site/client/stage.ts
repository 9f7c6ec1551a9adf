import { pagesOf, readingMs, type Item } from "#modules/signage/rules/playlist.ts";

/** Where words stand or run; one at a time. `run` settles when the item was shown to its end, or when `stop` took it off. */
export type Stage = { run: (item: Item, stop: AbortSignal) => Promise<void>; blank: () => void };

/** A stage on an element that fills the screen. */
export function openStage(element: HTMLElement): Stage {
  const put = (item: Item, text: HTMLElement): void => {
    element.dataset["urgency"] = item.urgency;
    element.replaceChildren(text);
  };
  const words = (name: string, lines: readonly string[]): HTMLElement => {
    const box = document.createElement("div");
    box.className = name;
    box.append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    return box;
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  return {
    async run(item, stop) {
      if (item.style === "scroll" && !still.matches) {
        const text = words("scroll", [item.lines.join("　　")]);
        put(item, text);
        await scroll(text, element, stop);
        return;
      }
      const probe = words("page", ["字"]);
      put(item, probe);
      const rows = Math.floor(element.clientHeight / Math.max(1, probe.firstElementChild?.getBoundingClientRect().height ?? 1));
      for (const page of pagesOf(item.lines, rows)) {
        if (stop.aborted) return;
        put(item, words("page", page));
        await wait(readingMs(page), stop);
      }
    },
    blank() {
      delete element.dataset["urgency"];
      element.replaceChildren();
    },
  };
}

/** Runs a line from right to left once, at a speed that a walker can read: two and a half characters a second. */
async function scroll(text: HTMLElement, frame: HTMLElement, stop: AbortSignal): Promise<void> {
  const [width, height] = [text.getBoundingClientRect().width, Number.parseFloat(getComputedStyle(text).fontSize)];
  const way = frame.clientWidth + width;
  const run = text.animate([{ transform: `translateX(${frame.clientWidth}px)` }, { transform: `translateX(${-width}px)` }], { duration: (way / (height * 2.5)) * 1_000, easing: "linear", fill: "both" });
  stop.addEventListener("abort", () => run.cancel(), { once: true });
  await run.finished.catch(() => undefined);
}

/** Waits, or less when stopped. */
export const wait = (ms: number, stop?: AbortSignal): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  stop?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});
