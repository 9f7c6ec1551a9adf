import type { t as speak } from "#web/t.ts";

/** An account by its name, and by the edition where several of its posts stand beside each other in one list. */
export const namedApart = (t: typeof speak, post: { accountId: string; accountName: string; editionNumber: number }, among: readonly { accountId: string }[]): string =>
  among.filter((other) => other.accountId === post.accountId).length > 1 ? t(`${post.accountName}（第 ${post.editionNumber} 版）`, `${post.accountName} (edition ${post.editionNumber})`) : post.accountName;
