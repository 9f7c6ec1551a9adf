import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { openAmbush, type Ambush } from "./http.ts";

/** A letter that the server took for its recipients. */
export type Mail = { from: string; to: string[]; raw: string; at: Date };

/** How a mail server can fail: refuse a step with a code, fall silent or hang up once it has the letter. */
export type MailMisbehaviour =
  | { kind: "refuse"; at: "login" | "sender" | "recipient" | "data"; code: number }
  | { kind: "hang"; effect?: boolean }
  | { kind: "drop"; effect?: boolean };

/** A running mail server on loopback. */
export type MailSimulator = {
  host: string;
  port: number;
  ledger: Mail[];
  misbehave: (how: MailMisbehaviour, times?: number) => void;
  behave: () => void;
  ambush: Ambush;
  stop: () => Promise<void>;
};

/** An SMTP submission server: log-in, refused boxes by name (`nobody@…`), a ledger of letters taken. */
export async function startMail(options: { clock?: () => Date; port?: number; user?: string; pass?: string } = {}): Promise<MailSimulator> {
  const { clock = () => new Date(), user = "desk@example.org", pass = "mail-demo-pass" } = options;
  const ledger: Mail[] = [];
  const moods: { how: MailMisbehaviour; left: number }[] = [];
  const ambush = openAmbush();
  const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
  /** The refusal planned for this step; it is spent by being met. */
  const planned = (step: string): Error | null => {
    const mood = moods[0];
    if (mood?.how.kind !== "refuse" || mood.how.at !== step) return null;
    if (--mood.left <= 0) moods.shift();
    return refusal(mood.how.code, `simulated refusal at ${step}`);
  };
  const server = new SMTPServer({
    authOptional: false, allowInsecureAuth: true, disabledCommands: ["STARTTLS"], closeTimeout: 100, logger: false,
    onAuth: (auth, _session, done) => {
      const planed = planned("login");
      if (planed) done(planed);
      else if (auth.username === user && auth.password === pass) done(null, { user });
      else done(refusal(535, "authentication failed"));
    },
    onMailFrom: (_address, _session, done) => done(planned("sender")),
    onRcptTo: (address, _session, done) => done(planned("recipient") ?? (address.address.startsWith("nobody@") ? refusal(550, "no such mailbox") : null)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refused = planned("data");
        if (refused) { done(refused); return; }
        const mood = moods[0]?.how;
        if (mood && --moods[0]!.left <= 0) moods.shift();
        if (!mood || mood.kind === "refuse" || mood.effect !== false) {
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
          const keep = () => { ledger.push({ from, to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString("utf8"), at: clock() }); };
          if (ambush.meets(keep)) { for (const connection of server.connections) connection.close(); return; }
        }
        if (mood?.kind === "hang") return;
        if (mood?.kind === "drop") { for (const connection of server.connections) connection.close(); return; }
        done(null, "queued");
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(options.port ?? 0, "127.0.0.1");
  await once(listening, "listening");
  return {
    host: "127.0.0.1", port: (listening.address() as AddressInfo).port, ledger,
    misbehave: (how, times = 1) => void moods.push({ how, left: times }),
    behave: () => { moods.length = 0; }, ambush: ambush.set,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
