import { useId, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from "react";
import "./page.css";

/** A plain page: gutters and sections, nothing at the side. `narrow` for forms and reading. */
export function Page({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return <div className={narrow ? "page narrow" : "page"}>{children}</div>;
}

/** The band under the bar: serif title, one sentence, and at the right figures or clocks. */
export function PageHead({ title, children, aside }: { title: ReactNode; children?: ReactNode; aside?: ReactNode }) {
  return <div className="page-head"><div><h1>{title}</h1>{children !== undefined && <p>{children}</p>}</div>{aside}</div>;
}

/** One column: its `label` is its tab below 1200 px. */
export type Column = { key: string; label: string; node: ReactNode; ground?: "paper" | "surface" | "sunken" };

/** desk: fluid + 384 · piece: fluid + 272 + 496 · event: 296 + fluid + 376 · board: fluid + 312. */
export type Shape = "desk" | "piece" | "event" | "board";

const narrow = typeof matchMedia === "function" ? matchMedia("(max-width: 1199px)") : null;
const watchWidth = (listener: () => void) => {
  narrow?.addEventListener("change", listener);
  return () => { narrow?.removeEventListener("change", listener); };
};

/** Is the window below 1200 px, where side columns become tabs? */
export const useNarrow = (): boolean => useSyncExternalStore(watchWidth, () => narrow?.matches ?? false);

/** Columns side by side, tabs when narrow; every column stays mounted, so nothing written is lost. `fill`: each scrolls by itself. */
export function Columns({ shape, columns, label, fill = false, first }: { shape: Shape; columns: readonly Column[]; label: string; fill?: boolean; first?: string }) {
  const id = useId();
  const tabbed = useNarrow();
  const [chosen, setChosen] = useState(first ?? columns[shape === "event" ? 1 : 0]?.key ?? "");
  const tabs = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && columns[(columns.findIndex((c) => c.key === chosen) + by + columns.length) % columns.length];
    if (!next) return;
    setChosen(next.key);
    tabs.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  return (
    <div className={`columns ${shape}${fill ? " fill" : ""}${tabbed ? " tabbed" : ""}`}>
      {tabbed && (
        <div className="column-tabs" role="tablist" aria-label={label} ref={tabs} onKeyDown={step}>
          {columns.map((c) => <button key={c.key} type="button" role="tab" id={`${id}-${c.key}-tab`} data-key={c.key} aria-selected={c.key === chosen} aria-controls={`${id}-${c.key}`} tabIndex={c.key === chosen ? 0 : -1} onClick={() => { setChosen(c.key); }}>{c.label}</button>)}
        </div>
      )}
      {columns.map((c) => (
        <section key={c.key} id={`${id}-${c.key}`} className={`column ${c.ground ?? "paper"}`} hidden={tabbed && c.key !== chosen}
          {...(tabbed ? { role: "tabpanel", "aria-labelledby": `${id}-${c.key}-tab` } : { "aria-label": c.label })} {...(fill ? { tabIndex: 0 } : {})}>{c.node}</section>
      ))}
    </div>
  );
}

/** On a phone the main button stays in reach of the thumb; elsewhere it is not drawn. */
export function PhoneFoot({ children }: { children: ReactNode }) {
  return <div className="phone-foot">{children}</div>;
}
