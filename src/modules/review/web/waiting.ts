import { useRead } from "#web/ask.ts";
import { waitingForMe } from "../contract.ts";

/** What waits for me in review; kept fresh by my own topic once it is known who I am. */
export const useWaiting = (personId?: string) => useRead(waitingForMe, {}, { topics: personId ? [`inbox:${personId}`] : [], everySeconds: 60 });

/** How many wait for me, for the rail. */
export const useWaitingCount = (): number | undefined => useWaiting().data?.items.length || undefined;
