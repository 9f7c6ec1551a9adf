import type { CarrierOrder } from "#kernel/carrier.ts";
import { fullTime } from "#kernel/clock.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { sayPlaces, type Place } from "./clash.ts";
import type { Kind } from "./put.ts";
import type { Window } from "./window.ts";

/** A request as its letter tells it. */
export type Told = { number: string; kind: Kind; addressee: string; about: readonly string[]; places: readonly Place[]; window: Window | null; order: CarrierOrder; at: Date };

/** A letter to a carrier: the shape of an agency's letter. */
export type Letter = { mark: string; number: string; title: string; to: string; opening: string[]; items: { label: string; text: string }[]; closing: string[]; units: string[]; at: Date };

const grades: Readonly<Record<Urgency, string>> = { red: "Ⅰ级（红色）", orange: "Ⅱ级（橙色）", yellow: "Ⅲ级（黄色）", blue: "Ⅳ级（蓝色）", routine: "一般" };
const titles: Readonly<Record<Kind, (title: string) => string>> = {
  send: (title) => `关于商请发布短信《${title}》的函`, cancel: (title) => `关于停止发布短信《${title}》的函`, further: (title) => `关于商请发布《${title}》撤回短信的函`,
};

const sayWindow = ({ from, until }: Window): string => `${fullTime(from)} 至 ${fullTime(until)}（北京时间）`;

function opening({ kind, about, order, window }: Told): string {
  const earlier = about.join("、");
  if (kind === "cancel") return `我单位${earlier}号函商请发布的短信不再发布，请停止发送。`;
  if (kind === "further") return `我单位${earlier}号函商请发布的短信现予撤回。尚未发出的请停止发送，并请在${window ? sayWindow(window) : "收函后"}向同一区域的用户补发下列短信。`;
  return `为${order.reason}，商请贵公司在下列时段向下列区域的用户发布短信。${earlier ? `${earlier}号函尚未发布，以本函为准，前函请停止发送。` : ""}`;
}

/** What is asked, as a letter says it; the words of the message stand in it as they were signed. */
export function letterOf(told: Told): Letter {
  const { number, kind, addressee, places, window, order, at } = told;
  const sends = kind !== "cancel";
  return {
    mark: order.units[0] ?? "", number, title: titles[kind](order.title), to: addressee, opening: [opening(told)],
    items: [
      ...(sends ? [{ label: "短信内容", text: order.text }, { label: "字数条数", text: `${order.text.length}字（含签名），${order.parts}条` }] : []),
      { label: "发布区域", text: places.map(({ code, name }) => `${name}（${code}）`).join("、") },
      ...(window ? [{ label: "发布时段", text: sayWindow(window) }] : []),
      ...(order.kind === "send" ? [{ label: "紧急程度", text: grades[order.urgency] }] : []),
      { label: "事由", text: order.reason },
    ],
    closing: sends
      ? ["请逐字发布，不增不减。发布后请按区域反馈提交数、成功数、失败数。本函不提供、也不索取任何用户号码。", "特此函商。"]
      : ["请按区域反馈停发前的提交数、成功数、失败数，一条未发的填 0。本函不提供、也不索取任何用户号码。", "特此函告。"],
    units: [...order.units], at,
  };
}

/** The same in a mail without files. */
export const lettersWords = (letter: Letter): string => [
  `${letter.number}`, letter.title, "", `${letter.to}：`, ...letter.opening, "", ...letter.items.map(({ label, text }) => `${label}：${text}`), "", ...letter.closing, "", ...letter.units, fullTime(letter.at),
].join("\n");

/** The head of a mail that brings a letter. */
export const subjectOf = ({ kind, number, order, places }: Told): string =>
  `【${kind === "send" ? "短信发布请求" : kind === "cancel" ? "停发短信" : "撤回短信"}】${number} ${order.title}（${sayPlaces(places)}）`;
