import { fork, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { canonical } from "#kernel/fingerprint.ts";
import { anArticle } from "#site/fixtures/articles.ts";
import { openGround } from "./support/ground.ts";
import { requestsPerSecond } from "./support/rate.ts";
import { report, round, say } from "./support/report.ts";

const rounds = 5;
const seconds = 3;
const connections = 32;
const mostBytes = 60 * 1024;

/** The answer as it comes over the wire. */
const fetchRaw = (url: string): Promise<{ head: Record<string, unknown>; body: Buffer }> => new Promise((resolve, reject) => {
  request(url, { headers: { "accept-encoding": "br" } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => { resolve({ head: answer.headers, body: Buffer.concat(chunks) }); });
  }).on("error", reject).end();
});

/** Everything the page makes a browser load besides pictures. */
function loadedWith(html: string, origin: string): string[] {
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map((match) => match[1] ?? "");
  const styles = [...html.matchAll(/<link[^>]*rel="(?:stylesheet|modulepreload|preload)"[^>]*>/g)].map((match) => /href="([^"]+)"/.exec(match[0])?.[1] ?? "");
  return [...scripts, ...styles].filter(Boolean).map((path) => new URL(path, origin).href);
}

/** Can the article be read before any script runs? Its whole text stands in the page, and no script that blocks comes before its end. */
function readableFirst(html: string, sentences: readonly string[]): boolean {
  const last = Math.max(...sentences.map((sentence) => html.indexOf(sentence)));
  const blocking = [...html.matchAll(/<script(?![^>]*\b(?:async|defer|type="(?:module|application\/ld\+json)"))[^>]*>/g)].map((match) => match.index);
  return sentences.every((sentence) => html.includes(sentence)) && blocking.every((at) => at > last);
}

const opened = async (child: ChildProcess): Promise<string> => new Promise((resolve) => child.once("message", (address) => { resolve(String(address)); }));

const ground = await openGround();
const house = await ground.open();
const children: ChildProcess[] = [];
try {
  const sentence = "各地要落实森林草原防灭火责任，清明祭扫提倡鲜花、植树，不烧纸、不放鞭炮；进山入林不带火种，发现火情拨打12119。";
  const article = anArticle({ html: `<p>${sentence}</p>`.repeat(30), text: Array<string>(30).fill(sentence).join("\n\n") });
  const put = await house.house.doors["site"]?.put({ key: "bench", accountId: "site", pieceId: article.pieceId, edition: 1, payload: canonical(article) });
  if (!put?.ok) throw new Error(`not published: ${JSON.stringify(put)}`);
  const serving = fork(new URL("./support/serving.ts", import.meta.url), [ground.url, ground.folder], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  children.push(serving);
  const origin = await opened(serving);
  const page = `${origin}/a/${article.pieceId}`;
  const html = await (await fetch(page)).text();
  const raw = await fetchRaw(page);
  const rest = await Promise.all(loadedWith(html, origin).map(fetchRaw));
  const wire = [raw, ...rest].reduce((sum, one) => sum + one.body.length, 0);
  const file = join(ground.folder, "page.br");
  writeFileSync(file, raw.body);
  const bare = fork(new URL("./support/bare.ts", import.meta.url), [file, String(raw.head["content-type"])], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  children.push(bare);
  const bareUrl = `${await opened(bare)}/page`;
  await requestsPerSecond(page, connections, 1);
  await requestsPerSecond(bareUrl, connections, 1);
  let ours = 0;
  let theirs = 0;
  for (let n = 0; n < rounds; n += 1) {
    ours += (await requestsPerSecond(page, connections, seconds)).perSecond;
    theirs += (await requestsPerSecond(bareUrl, connections, seconds)).perSecond;
    say(`round ${n + 1}: site ${round(ours / (n + 1), 0)}/s, bare Fastify ${round(theirs / (n + 1), 0)}/s`);
  }
  const readable = readableFirst(html, ["各地要落实森林草原防灭火责任", article.title, article.signature.units[0]?.name ?? ""]);
  if (!readable) throw new Error("the article cannot be read before a script");
  if (wire > mostBytes) throw new Error(`${wire} bytes over the wire`);
  report({
    name: "site", value: round(ours / theirs), unit: "ratio", bar: ">= 0.5; <= 60 KB over the wire; readable before any script", compared: "a bare Fastify reply of the same bytes, same run, in turns",
    more: { requestsPerSecond: round(ours / rounds, 0), barePerSecond: round(theirs / rounds, 0), wireBytes: wire, htmlBytes: Buffer.byteLength(html), files: 1 + rest.length, readableBeforeScript: String(readable) },
  });
} finally {
  for (const child of children) child.kill("SIGKILL");
  await house.close();
  await ground.stop();
}
