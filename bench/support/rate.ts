import { connect, type Socket } from "node:net";

/** Bytes of one whole answer on the wire, head included; every answer of a warm page has the same length. */
async function answerLength(origin: URL, asking: Buffer): Promise<number> {
  const socket = connect(Number(origin.port), origin.hostname);
  let seen = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.on("error", reject).on("data", (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const end = seen.indexOf("\r\n\r\n");
      const length = /content-length: (\d+)/i.exec(seen.subarray(0, Math.max(0, end)).toString("latin1"))?.[1];
      if (end < 0 || length === undefined || seen.length < end + 4 + Number(length)) return;
      socket.destroy();
      if (!seen.subarray(0, 12).toString("latin1").endsWith("200")) reject(new Error(seen.subarray(0, 200).toString("latin1")));
      else resolve(end + 4 + Number(length));
    }).write(asking);
  });
}

/** Answers a second that a server gives to so many connections, each asking again as soon as it was answered. */
export async function requestsPerSecond(url: string, connections: number, seconds: number): Promise<{ perSecond: number; bytes: number }> {
  const target = new URL(url);
  const asking = Buffer.from(`GET ${target.pathname} HTTP/1.1\r\nhost: ${target.host}\r\naccept: text/html\r\naccept-encoding: br, gzip\r\nuser-agent: Mozilla/5.0\r\n\r\n`);
  const bytes = await answerLength(target, asking);
  let answers = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => new Promise<Socket>((resolve, reject) => {
    const socket = connect(Number(target.port), target.hostname, () => { resolve(socket.setNoDelay(true)); }).on("error", reject);
    let missing = bytes;
    socket.on("data", (chunk: Buffer) => {
      missing -= chunk.length;
      if (missing > 0) return;
      missing = bytes;
      answers += 1;
      socket.write(asking);
    });
  })));
  const from = performance.now();
  for (const socket of sockets) socket.write(asking);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const perSecond = answers / ((performance.now() - from) / 1000);
  for (const socket of sockets) socket.destroy();
  return { perSecond, bytes };
}
