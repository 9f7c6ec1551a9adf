import { remember, remembered, store, useStore } from "./store.ts";

/** Day is the office; night is the duty room by choice. */
export type Appearance = "light" | "dark";

const key = "ts-appearance";
const apply = (appearance: Appearance) => { document.documentElement.dataset["theme"] = appearance; };
const appearance = store<Appearance>(remembered(key) === "dark" ? "dark" : "light", (next) => { remember(key, next); apply(next); });
apply(appearance.get());

/** The appearance in force. */
export const useAppearance = (): Appearance => useStore(appearance);

/** Chooses day or night and remembers it on this machine. */
export const chooseAppearance = (next: Appearance): void => { appearance.set(next); };
