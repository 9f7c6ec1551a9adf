import type { Refusal } from "#kernel/decision.ts";

type Words = (facts: Record<string, string | number>) => string;

const words: Record<string, Words> = {
  "organisation.username-taken": ({ username }) => `用户名 ${username ?? ""} 已有人用 / the user name is taken`,
  "organisation.unit-not-open": () => "这个单位今天没有启用 / the unit is not open today",
  "organisation.posts-exclude-each-other": ({ held, wanted }) => `${held ?? ""} 与 ${wanted ?? ""} 不能由同一人担任 / one person cannot hold both posts`,
  "organisation.post-held-already": () => "岗位写了两遍 / a post was given twice",
  "access.password-too-short": ({ least, leastMixed }) => `密码至少 ${least ?? 12} 位，三类字符的至少 ${leastMixed ?? 10} 位 / the password needs ${least ?? 12} characters, or ${leastMixed ?? 10} of three kinds`,
  "access.password-too-long": ({ most }) => `密码最长 ${most ?? 128} 位 / the password has at most ${most ?? 128} characters`,
  "access.password-has-name": () => "密码里不能有用户名 / the password must not contain the user name",
  "access.password-well-known": () => "这个密码太常见 / this password is among the first to be guessed",
};

/** A refusal in words for the terminal; an unusual one by its code and facts. */
export const sayRefusal = ({ code, facts = {} }: Refusal): string =>
  words[code]?.(facts) ?? `${code}${Object.keys(facts).length > 0 ? ` ${Object.entries(facts).map(([name, value]) => `${name}=${value}`).join(" ")}` : ""}`;
