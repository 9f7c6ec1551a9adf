import type { Failure, Order, Submitted } from "#kernel/connector.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { letterFile } from "#platform/documents/letter-file.ts";
import type { House } from "#platform/house.ts";
import { contextFor, type CallableAccount } from "#modules/channels/index.ts";
import { letterOf, lettersWords, subjectOf, type Told } from "../rules/letter.ts";
import type { CarrierSettings } from "../rules/settings.ts";
import type { RequestBasis } from "../views/basis.ts";

/** The media type of a Word file. */
export const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

/** A request as its letter tells it. */
export const toldOf = ({ number, kind, addressee, about, places, window, order, putAt }: RequestBasis): Told => ({ number, kind, addressee, about, places, window, order, at: putAt });

/** The letter in a mail: what it says in the mail itself, and the letter to print and seal beside it. */
async function mailOf(told: Told): Promise<string> {
  const letter = letterOf(told);
  const text = lettersWords(letter);
  const file = { name: `${letter.number} ${letter.title}.docx`, mime: wordType, base64: (await letterFile(letter)).toString("base64") };
  return canonical({ subject: subjectOf(told), text, html: `<pre style="font:inherit;white-space:pre-wrap">${escaped(text)}</pre>`, openly: true, attachments: [file] });
}

/** What the carrier's interface is handed: the signed words whole, their hash, and what the house laid down about them. */
const messageOf = ({ number, key, kind, about, places, window, order, sha256, addressee }: RequestBasis): string => canonical({
  type: "tongsheng.carrier-request", number, key, kind, about, regions: places, addressee, sha256, order, window: window && { from: window.from.toISOString(), until: window.until.toISOString() },
});

/** Sends a request the way its account has one, through the house's own connectors for mail and signed messages; the carrier's answer proves that it took it and no more. */
export async function handIn(house: House, request: RequestBasis, account: CallableAccount, { apiUrl, checkUrl }: CarrierSettings): Promise<Submitted | Failure> {
  const way = apiUrl ? { id: "webhook", config: { url: apiUrl, ...(checkUrl ? { checkUrl } : {}) }, payload: messageOf(request) } : { id: "email", config: account.config, payload: await mailOf(toldOf(request)) };
  const connector = house.connectors.get(way.id);
  if (!connector) return { ok: false, class: "permission", scope: "app", rawCode: "no-connector", rawBody: way.id };
  const order: Order = { key: request.key, action: "publish", pieceId: request.pieceId, edition: request.edition, payload: way.payload, ref: null, previousRef: null, recall: null, attempt: 0 };
  const answer = await connector.submit(contextFor(house, { id: account.id, config: way.config, secrets: account.secrets }), order);
  return answer.ok ? { ok: true, ref: answer.ref, rung: "accepted", rawBody: answer.rawBody } : answer;
}
