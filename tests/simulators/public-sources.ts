import { startPlatform, type Simulator, type SimulatorOptions } from "./http.ts";

/** One title said in public: where, since when, with what text, and on a ranked list for how long and by how many readers at most. */
export type Saying = { title: string; on: "news" | "radio" | "list" | "report" | "official"; since: Date; hours?: number; readers?: number; text?: string };

const hour = 3_600_000;
const newestOf = 40;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const linkOf = (on: string, saying: Saying): string => `https://${on}.example.org/${encodeURIComponent(saying.title)}`;

/** The newest a feed holds: entries leave it as they do on a real one. */
const feed = (name: string, sayings: readonly Saying[], encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>
<rss version="2.0"><channel><title>${escaped(name)}</title><description>本机模拟的公开信源，内容都是编的</description>
${sayings.slice(-newestOf).reverse().map((one) => `<item><title>${escaped(one.title)}</title><link>${escaped(linkOf(one.on, one))}</link><pubDate>${one.since.toUTCString()}</pubDate>${one.text ? `<description>${escaped(one.text)}</description>` : ""}</item>`).join("\n")}
</channel></rss>`;

/** Readers of a title by its age: they come fast and go slowly. */
function readersAt(one: Saying, now: Date): number {
  const share = (now.getTime() - one.since.getTime()) / ((one.hours ?? 6) * hour);
  return share < 0 || share >= 1 ? 0 : Math.round((one.readers ?? 0) * (share < 0.2 ? 0.3 + 3.5 * share : 1.25 * (1 - share)));
}

function list(sayings: readonly Saying[], now: Date): unknown {
  const rows = sayings.map((one) => ({ title: one.title, readers: readersAt(one, now) })).filter(({ readers }) => readers > 0).sort((a, b) => b.readers - a.readers);
  return [now.toISOString(), rows.map(({ title, readers }) => [title, "", readers, 0, readers, null])];
}

/**
 * Public sources that are none: a feed, one written in UTF-16, a ranked list, a channel for reports in JSON, what an official account corrects, one that is always out of order. They say in every
 * document that they are simulated, and speak of nothing but what `sayings` hands them.
 */
export async function startPublicSources(options: SimulatorOptions & { sayings: readonly Saying[] }): Promise<Simulator<never>> {
  return startPlatform<never>(options, [], ({ url, at }) => {
    const said = options.sayings.filter(({ since }) => since <= at).sort((a, b) => a.since.getTime() - b.since.getTime());
    const on = (place: Saying["on"]) => said.filter((one) => one.on === place);
    const xml = { "content-type": "application/rss+xml" };
    if (url.pathname === "/news.xml") return { body: feed("松江网闻（模拟）", on("news"), "utf-8"), headers: xml };
    if (url.pathname === "/radio.xml") return { body: Buffer.from(`\ufeff${feed("白山广播（模拟）", on("radio"), "utf-16")}`, "utf16le"), headers: xml };
    if (url.pathname === "/official.xml") return { body: feed("辟谣平台（模拟）", on("official"), "utf-8"), headers: xml };
    if (url.pathname === "/list.json") return { body: list(on("list"), at) };
    if (url.pathname === "/report.json") return { body: { note: "本机模拟", data: on("report").slice(-newestOf).map((one) => ({ subject: one.title, url: linkOf("report", one), time: one.since.toISOString() })) } };
    return { status: 503, body: "out of order" };
  });
}
