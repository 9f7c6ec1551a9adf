/** Where the original of an edition is: that very edition on our own site, or nowhere. It also tells one post of an account from another. */
export const originalOf = ({ siteUrl }: { siteUrl?: string | undefined }, pieceId: string, edition: number): string => (siteUrl ? new URL(`/a/${pieceId}/v/${edition}`, siteUrl).href : "");
