import { Agent, request } from "node:http";

/** A client on one kept connection. */
export type Client = { get: (path: string) => Promise<{ status: number; bytes: number; body: string }>; close: () => void };

/** Opens a client; `headers` go with every request. */
export function openClient(origin: string, headers: Record<string, string> = {}): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    get: (path) => new Promise((resolve, reject) => {
      request(`${origin}${path}`, { agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
          const body = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 0, bytes: body.length, body: body.toString("utf8") });
        }).on("error", reject);
      }).on("error", reject).end();
    }),
    close: () => { agent.destroy(); },
  };
}

/** Logs in as the desk does; answers the cookies of the session. */
export async function logIn(origin: string, username: string, password: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (answer: Response): void => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
  };
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  keep(await fetch(`${origin}/api/access/me`));
  const answer = await fetch(`${origin}/api/access/log-in`, {
    method: "POST", headers: { "content-type": "application/json", cookie: cookies(), "x-tongsheng-csrf": jar.get("ts_csrf") ?? "" }, body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`log-in: ${answer.status} ${await answer.text()}`);
  keep(answer);
  return cookies();
}
