import { remember, remembered, store, useStore } from "./store.ts";

/** The two languages of the desk: Simplified Chinese first, English one click away. */
export type Language = "zh" | "en";

const key = "ts-language";
const apply = (language: Language) => { document.documentElement.lang = language === "zh" ? "zh-CN" : "en"; };
const language = store<Language>(remembered(key) === "en" ? "en" : "zh", (next) => { remember(key, next); apply(next); });
apply(language.get());

/** Says a thing in the language chosen; for code outside components. Inside one, take `useT()` so that it follows the switch. */
export const t = <T>(zh: T, en: T): T => (language.get() === "zh" ? zh : en);

/** `t` for components: speaks the language chosen and follows when it is switched. */
export function useT(): typeof t {
  useStore(language);
  return t;
}

/** The language chosen, for components that pass it on. */
export const useLanguage = (): Language => useStore(language);

/** Chooses the language and remembers it on this machine. */
export const chooseLanguage = (next: Language): void => { language.set(next); };
