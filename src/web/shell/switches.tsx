import { chooseAppearance, useAppearance } from "../appearance.ts";
import { chooseLanguage, useLanguage } from "../t.ts";

/** One click to the other language, named in that language. */
export function LanguageSwitch() {
  const language = useLanguage();
  return language === "zh"
    ? <button type="button" className="switch" lang="en" onClick={() => { chooseLanguage("en"); }}>English</button>
    : <button type="button" className="switch" lang="zh-CN" onClick={() => { chooseLanguage("zh"); }}>中文</button>;
}

/** One click from day to night and back. */
export function AppearanceSwitch() {
  const language = useLanguage();
  const night = useAppearance() === "dark";
  const word = language === "zh" ? (night ? "日间" : "夜间") : night ? "Day" : "Night";
  return <button type="button" className="switch" onClick={() => { chooseAppearance(night ? "light" : "dark"); }}>{word}</button>;
}
