/** The minute an instant lies in: people say times to the minute, the house knows them to the second. */
export const minuteOf = (at: Date): Date => new Date(Math.floor(at.getTime() / 60_000) * 60_000);
