import type { Reading } from "../reading.ts";

/** Something not spoken of before (一居民楼, 某工厂), and at once what befell it. */
const broughtUp = /[一某][^\d一]{1,8}?(?:突发|突然|发生|起火|着火|失火|爆炸|坍塌|倒塌|垮塌|塌陷|侧翻|翻车|坠|相撞)/u;
/** What is said of something that goes on: how it is answered, looked into, told by those who were there. */
const followedUp = /原因|通报|回应|调查|责|嫌|拘|目击|亲历|律师|救援|家属|遇难|伤者|现场|视频|监控|官方|已|业主|事故|案|画面|最新|扑灭/u;
const harm: ReadonlySet<string> = new Set(["perished", "fallen", "dead", "hurt", "lost", "many harmed"].map((sign) => `emergency.${sign}`));

/** Words that bring something up, whatever it is: stories that share them share nothing. */
export const openingWords = /^(?:突发|突然|发生)$/u;

/** Do the figures of a title name people who came to harm? */
export const namesHarm = ({ figures: { deaths, injured, missing } }: Reading): boolean => (deaths ?? 0) + (injured ?? 0) + (missing ?? 0) > 0;

/** Is a title a first report: it brings something up, and neither harm nor what follows? */
export const isOpening = (title: string, reading: Reading): boolean => broughtUp.test(title) && !followedUp.test(title) && !namesHarm(reading) && !reading.why.some(({ rule }) => harm.has(rule));
