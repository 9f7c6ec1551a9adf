const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"], [/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux|X11/, "Linux"],
];
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, "微信"], [/DingTalk\/(\d+)/, "钉钉"], [/Edg\w*\/(\d+)/, "Edge"], [/QQBrowser\/(\d+)/, "QQ"], [/Firefox\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"], [/Version\/(\d+)[\d.]* .*Safari/, "Safari"],
];

/** A device as its owner knows it: `Windows · Chrome 140`. */
export function deviceOf(userAgent: string): string {
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = browsers.map(([pattern, name]) => { const found = pattern.exec(userAgent); return found ? `${name} ${found[1]}` : null; }).find(Boolean);
  return [system, browser].filter(Boolean).join(" · ") || userAgent.slice(0, 60) || "—";
}
