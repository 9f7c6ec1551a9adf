import { isoDay } from "#kernel/clock.ts";
import type { Heard, Reply } from "./http.ts";

/** A mass send of an article as the platform holds it. `end` is what it comes to at `endsAt`, in the words of its own event: `sendsuccess`, `send fail`, `err(20001)`. */
export type MassSend<News> = { msgId: number; clientMsgId: string; news: News; filter: Record<string, unknown>; end: string; at: Date; endsAt: Date; deleted: boolean };

/** How mass sends are set up: one a calendar day of Beijing, over at once, well. */
export type MassOptions = { massPerDay?: number; massSeconds?: number; massEnds?: () => string };

const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg: `${errmsg} rid: 00000000-demo` } });
const idBytes = 64;

/** 群发 of the platform: sends a draft to everybody or one tag, remembers each clientmsgid, counts what a day allows, tells how it went, and deletes. */
export function openMass<News>({ massPerDay = 1, massSeconds = 0, massEnds = () => "sendsuccess" }: MassOptions, drafts: Map<string, { news: News }>) {
  const masses: MassSend<News>[] = [];
  let named = 1_000_000_000;
  const find = (id: unknown): MassSend<News> | undefined => masses.find(({ msgId }) => String(msgId) === String(id));
  const wellOver = (one: MassSend<News>, at: Date): boolean => at >= one.endsAt && one.end === "sendsuccess";

  const sendAll = (ask: Record<string, unknown>, { at }: Heard): Reply => {
    const { filter, mpnews, msgtype, send_ignore_reprint = 0, clientmsgid = "" } = ask as { filter?: Record<string, unknown>; mpnews?: { media_id?: unknown }; msgtype?: unknown; send_ignore_reprint?: unknown; clientmsgid?: unknown };
    if (msgtype !== "mpnews") return no(40008, "invalid message type");
    if (typeof filter?.["is_to_all"] !== "boolean" || (!filter["is_to_all"] && !Number.isInteger(filter["tag_id"]))) return no(47001, "data format error");
    if (send_ignore_reprint !== 0 && send_ignore_reprint !== 1) return no(47001, "data format error");
    if (typeof clientmsgid !== "string" || Buffer.byteLength(clientmsgid) > idBytes) return no(45067, "clientmsgid size out of limit");
    const before = masses.find((one) => clientmsgid !== "" && one.clientMsgId === clientmsgid);
    if (before) return { body: { errcode: 45065, errmsg: "clientmsgid exist", msg_id: before.msgId } };
    const draft = drafts.get(typeof mpnews?.media_id === "string" ? mpnews.media_id : "");
    if (!draft) return no(40007, "invalid media_id");
    if (masses.filter((one) => isoDay(one.at) === isoDay(at)).length >= massPerDay) return no(45028, "has no masssend quota");
    const msgId = (named += 1);
    const one: MassSend<News> = { msgId, clientMsgId: clientmsgid, news: draft.news, filter, end: massEnds(), at, endsAt: new Date(at.getTime() + massSeconds * 1000), deleted: false };
    return { body: { errcode: 0, errmsg: "send job submission success", msg_id: msgId, msg_data_id: msgId + 1 }, effect: () => { masses.push(one); } };
  };
  const get = ({ msg_id }: Record<string, unknown>, { at }: Heard): Reply => {
    const one = find(msg_id);
    if (!one) return no(40059, "invalid msg id");
    return { body: { msg_id: one.msgId, msg_status: one.deleted ? "DELETE" : at < one.endsAt ? "SENDING" : one.end === "sendsuccess" ? "SEND_SUCCESS" : "SEND_FAIL" } };
  };
  const remove = ({ msg_id }: Record<string, unknown>, { at }: Heard): Reply => {
    const one = typeof msg_id === "number" ? find(msg_id) : undefined;
    return one && wellOver(one, at) && !one.deleted ? { ...no(0, "ok"), effect: () => { one.deleted = true; } } : no(40059, "invalid msg id");
  };
  return { masses, routes: { "message/mass/sendall": sendAll, "message/mass/get": get, "message/mass/delete": remove } };
}
