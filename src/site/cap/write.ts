import { beijing } from "#kernel/clock.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { firstPoints } from "#modules/website/index.ts";
import { html, signed, type Html, type Part } from "../html.ts";
import type { SiteSettings } from "../settings.ts";
import { hazardOf } from "./hazards.ts";
import type { AlertMessage } from "./messages.ts";

const declaration = signed('<?xml version="1.0" encoding="utf-8"?>');
const two = (n: number): string => String(n).padStart(2, "0");

/** A time with its offset in numbers, to the second; CAP takes no letter for a zone (CAP 1.2 §3.3.2). */
export function capTime(at: Date): string {
  const b = beijing(at);
  return `${b.year}-${two(b.month)}-${two(b.day)}T${two(b.hour)}:${two(b.minute)}:${two(b.second)}+08:00`;
}

/** How grave a grade is: 红 橙 黄 蓝 as national warnings are coded; a piece that bears none says that nobody knows. */
const severities: Readonly<Record<Urgency, string>> = { red: "Extreme", orange: "Severe", yellow: "Moderate", blue: "Minor", routine: "Unknown" };

const sender = ({ origin }: SiteSettings): string => new URL(origin).host;
const titleOf = ({ recall, article }: AlertMessage): string => (recall ? `【撤回】${recall.title}` : article.correction ? `【更正】${article.title.replace(/^【更正】/, "")}` : article.title);
const unitsOf = ({ recall, article }: AlertMessage): string => (recall ?? article).signature.units.map((unit) => unit.name).join("、");
const textOf = ({ recall, article }: AlertMessage): string => (recall ? `此前发布的《${recall.title}》已撤回，请勿再转发、引用。原因：${recall.reason}` : article.text);

function noteOf({ recall, article: { correction } }: AlertMessage): string | null {
  if (recall) return recall.reason;
  return correction ? [correction.reason, ...correction.changes.map(({ label, before, after }) => `${label}：${before} → ${after}`)].join("；") : null;
}

/** An element with its words; without any it is left out. */
const element = (name: string, words: Part): Html | null => (words === null || words === undefined || words === "" ? null : html`${signed(`<${name}>`)}${words}${signed(`</${name}>`)}`);

/** Where it holds: the place the fact sheet names, else the regions by name; their GB/T 2260 codes. Without either nothing is said. */
function areaOf(site: SiteSettings, { article }: AlertMessage): Html | null {
  const places = article.facts.filter(({ kind }) => kind === "place").map(({ text }) => text);
  const regions = article.regions.flatMap((code) => site.regions.find((r) => r.code === code)?.name ?? []);
  const named = [...new Set(places.length > 0 ? places : regions)].join("、");
  const codes = article.regions.filter((code) => /^\d{6}$/.test(code));
  if (named === "" && codes.length === 0) return null;
  return html`<area>${element("areaDesc", named === "" ? codes.join("、") : named)}${codes.map((code) => html`<geocode><valueName>GB/T 2260</valueName><value>${code}</value></geocode>`)}</area>`;
}

/**
 * One message of the Common Alerting Protocol (OASIS CAP 1.2 §3.2), its elements in the order of the standard. Only what the piece says is said: the grade gives the
 * severity, urgency and certainty stay Unknown, instructions are the list of what people should do, where there is one. The house knows no drills: every message is Actual.
 */
export function capMessage(site: SiteSettings, message: AlertMessage): string {
  const { article, earlier, id, kind, sent } = message;
  const hazard = hazardOf(article.title);
  const instruction = message.recall ? "" : firstPoints(article.html).join("\n");
  const info = html`<info><language>zh-CN</language>${hazard.categories.map((category) => element("category", category))}${element("event", hazard.event)}<urgency>Unknown</urgency>${element("severity", severities[article.urgency])}<certainty>Unknown</certainty>${element("effective", capTime(sent))}${element("expires", message.recall || !article.validUntil ? null : capTime(new Date(article.validUntil)))}${element("senderName", unitsOf(message))}${element("headline", titleOf(message))}${element("description", textOf(message))}${element("instruction", instruction)}${element("web", `${site.origin}/a/${article.pieceId}`)}${areaOf(site, message)}</info>`;
  return html`${declaration}
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${element("identifier", id)}${element("sender", sender(site))}${element("sent", capTime(sent))}<status>Actual</status>${element("msgType", kind)}<scope>Public</scope>${element("note", noteOf(message))}${element("references", earlier.map((old) => `${sender(site)},${old.id},${capTime(old.sent)}`).join(" "))}${info}</alert>`.markup;
}

/** The index of the messages as an Atom feed (RFC 4287), newest first; each entry names the edition and the hash of the signed bytes it was made from. */
export function capIndex(site: SiteSettings, messages: readonly AlertMessage[]): string {
  const link = (message: AlertMessage) => `${site.origin}/cap/${message.id}.xml`;
  const entry = (m: AlertMessage) => html`<entry><id>${link(m)}</id><title>${titleOf(m)}</title><link href="${link(m)}" type="application/cap+xml"/><published>${m.sent.toISOString()}</published><updated>${m.sent.toISOString()}</updated><author><name>${unitsOf(m)}</name></author><summary>${m.recall ? textOf(m) : m.article.summary}</summary><cap:msgType>${m.kind}</cap:msgType><cap:severity>${severities[m.article.urgency]}</cap:severity><ts:signed piece="${m.article.pieceId}" edition="${m.article.edition}" sha256="${m.sha256}"${m.recall && html` recalled="true"`}/></entry>\n`;
  return html`${declaration}
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2" xmlns:ts="urn:tongsheng:signed" xml:lang="zh-CN"><id>${site.origin}/cap.atom</id><title>${site.name.zh} · 预警和突发事件（CAP 1.2）</title><updated>${(messages[0]?.sent ?? new Date(0)).toISOString()}</updated><link rel="self" href="${site.origin}/cap.atom"/><link rel="alternate" href="${site.origin}/"/>
${messages.map(entry)}</feed>`.markup;
}
