import type { Actor } from "#kernel/actor.ts";

/** Lists and things that screens hear of; what is not named here is heard by nobody. */
const heard = /^(audit|board|pieces|alerts|accounts|duty|materials|cases|opinion|relay|matrix|carriers|house)$|^(board|piece|material|case|topic|relay|carrier):[0-9a-f-]{36}$/;

/** Only one's own inbox; everything else carries no content, only the word that something changed. */
export const mayListen = (actor: Pick<Actor, "personId">, topic: string): boolean => (topic.startsWith("inbox:") ? topic === `inbox:${actor.personId}` : heard.test(topic));
