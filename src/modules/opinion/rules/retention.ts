/** Days that items and heat are kept unless the setting says otherwise. */
export const usualDays = 180;

/** What was seen last before this is deleted, unless somebody still needs its topic. */
export const deletedBefore = (now: Date, keepDays: number): Date => new Date(now.getTime() - keepDays * 86_400_000);
