import { useSyncExternalStore } from "react";

/** One value outside React that components can watch: language, theme, connection, toasts. */
export type Store<T> = { get: () => T; set: (next: T) => void; watch: (listener: () => void) => () => void };

/** A store holding `first`; `onSet` runs before the watchers hear of it. */
export function store<T>(first: T, onSet?: (value: T) => void): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      onSet?.(next);
      for (const listener of listeners) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

/** Watches a store from a component. */
export const useStore = <T>(of: Store<T>): T => useSyncExternalStore(of.watch, of.get);

/** Reads a remembered choice; browsers that forbid storage simply forget. */
export function remembered(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** Remembers a choice on this machine. */
export function remember(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing still works */ }
}
