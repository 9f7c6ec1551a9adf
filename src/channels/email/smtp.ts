import { isIP } from "node:net";
import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { ConnectorContext, Failure, FailureClass, Submitted } from "#kernel/connector.ts";
import { evidence, failure, unanswered } from "../failures.ts";
import { messageId, type Config, type Letter } from "./letter.ts";

type Ctx = Pick<ConnectorContext, "secrets" | "now" | "reach">;
type Step = { /** true from the moment the server may hold the letter */ handedOver: boolean };

/** Sends one letter in one SMTP transaction, if the house may reach the server; boxes that were refused are named in the evidence. */
export async function sendLetter(ctx: Ctx, config: Config, letter: Letter, about: { key: string; inReplyTo: string | null }): Promise<Submitted | Failure> {
  const way = await ctx.reach(config.host, config.port);
  if (!way.ok) return unanswered({ ok: false, reached: false, reason: way.reason });
  const id = messageId(about.key, config.from.address);
  const bytes = await compose(config, ctx.now(), letter, id, about.inReplyTo);
  const step: Step = { handedOver: false };
  try {
    const info = await transaction({ config, secrets: ctx.secrets, address: way.address }, async (connection) => deliver(connection, config, bytes, step));
    return { ok: true, ref: id, rung: "accepted", rawBody: evidence(JSON.stringify(info)) };
  } catch (error) {
    return refused(error as SmtpError, step);
  }
}

/** Connects, logs in and says goodbye: proves server, port and secrets without a letter. */
export async function greet(ctx: Ctx, config: Config): Promise<{ ok: boolean; detail: string }> {
  const way = await ctx.reach(config.host, config.port);
  if (!way.ok) return { ok: false, detail: way.reason };
  try {
    await transaction({ config, secrets: ctx.secrets, address: way.address }, () => Promise.resolve());
    return { ok: true, detail: "服务器与授权码有效 / server and password are good" };
  } catch (error) {
    return { ok: false, detail: (error as Error).message.slice(0, 300) };
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string };

function compose(config: Config, now: Date, { openly, attachments, ...letter }: Letter, id: string, inReplyTo: string | null): Promise<Buffer> {
  return new MailComposer({
    from: config.from, to: openly ? config.recipients : `"订阅者" <${config.from.address}>`, ...letter,
    ...(attachments ? { attachments: attachments.map(({ name, mime, base64 }) => ({ filename: name, contentType: mime, content: Buffer.from(base64, "base64") })) } : {}),
    messageId: id, date: now,
    ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}), headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true, disableUrlAccess: true,
  }).compile().build();
}

type Server = { config: Config; secrets: Ctx["secrets"]; /** The address that was checked: the one to dial. */ address: string };

/** One connection from greeting to QUIT; any error of the socket ends the work. The certificate must still be that of the name. */
async function transaction<T>({ config, secrets, address }: Server, work: (connection: SMTPConnection) => Promise<T>): Promise<T> {
  const ms = config.timeoutSeconds * 1000;
  const connection = new SMTPConnection({
    host: address, port: config.port, secure: config.secure, requireTLS: !config.secure && !config.plain, ...(isIP(config.host) ? {} : { tls: { servername: config.host } }),
    connectionTimeout: Math.min(ms, 10_000), greetingTimeout: ms, socketTimeout: ms,
  });
  const broken = new Promise<never>((_, reject) => connection.on("error", reject));
  const steps = async () => {
    await new Promise<void>((done, fail) => connection.connect((error) => (error ? fail(error) : done())));
    const { user, pass } = secrets;
    if (user) await new Promise<void>((done, fail) => connection.login({ credentials: { user, pass: pass ?? "" } }, (error) => (error ? fail(error) : done())));
    return work(connection);
  };
  try {
    const result = await Promise.race([steps(), broken]);
    connection.quit();
    return result;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The letter is a stream so that the moment the server begins to take it (after 354) is known. */
function deliver(connection: SMTPConnection, config: Config, bytes: Buffer, step: Step): Promise<{ accepted: unknown; rejected: unknown; response: unknown }> {
  const body = new Readable({ read() { step.handedOver = true; this.push(bytes); this.push(null); } });
  return new Promise((done, fail) => connection.send({ from: config.from.address, to: config.recipients, size: bytes.length }, body, (error, info) => {
    if (error) fail(error);
    else done({ accepted: info.accepted, rejected: info.rejected, response: info.response });
  }));
}

/** Whom a final refusal is about, by the step that met it. */
const byCommand: Record<string, FailureClass> = { "RCPT TO": "recipient", "MAIL FROM": "permission", CONN: "permission", EHLO: "permission" };

/** SMTP says what it means: 4xx may be tried again, 5xx is final; silence once it began to take the letter is an unknown outcome. */
function refused(error: SmtpError, step: Step): Failure {
  const { responseCode } = error;
  const raw = error.message;
  if (error.code === "EAUTH" && !(responseCode && responseCode < 500)) return failure("auth", String(responseCode ?? "EAUTH"), raw);
  if (responseCode === 530 || responseCode === 535) return failure("auth", String(responseCode), raw);
  if (responseCode && responseCode >= 500) return failure(byCommand[error.command ?? ""] ?? "content", String(responseCode), raw, { scope: error.command === "RCPT TO" ? "recipient" : "account" });
  if (responseCode && responseCode >= 400) return failure("transient", String(responseCode), raw);
  if (error.code === "EMESSAGE" && !step.handedOver) return failure("content", "EMESSAGE", raw);
  if (error.code === "ETLS") return failure("permission", "ETLS", raw);
  return failure(step.handedOver ? "unknownOutcome" : "transient", error.code ?? "ESMTP", raw);
}
