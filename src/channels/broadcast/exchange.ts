import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { evidence, failure, refusedByStatus, unanswered } from "../failures.ts";
import { accountOf } from "./account.ts";
import type { Document } from "./documents.ts";
import { formOf } from "./form.ts";
import { opened, sealed, type Opened } from "./package.ts";
import { isPrivateKey } from "./sm2.ts";
import { textAt } from "./xml.ts";

/** What the platform answered, signed; the words are kept as evidence. */
type Answered = Opened & { rawBody: string };

/** Seconds a package with pictures may take. */
const patienceMs = 30_000;

/** Hands a package in and opens what comes back. `once`: a repeat might be heard, so an answer that is lost or cannot be trusted leaves the outcome unknown. */
export async function exchange(ctx: ConnectorContext, { id, xml, files }: Document, once: boolean): Promise<Answered | Failure> {
  const account = accountOf(ctx);
  if (!isPrivateKey(account.privateKey)) return failure("auth", "no-private-key", "私钥应为 64 位十六进制 / the private key must be 64 hex digits");
  const archive = await sealed(account, id, xml, files, ctx.now());
  const name = `EBDT_${id}.tar`;
  const { type, body } = account.posting === "form" ? formOf(name, archive) : { type: "application/x-tar", body: archive };
  const answer = await ctx.call({ method: "POST", url: account.url, headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` }, body, ...(files.length > 0 ? { timeoutMs: patienceMs } : {}) });
  const lost = (why: string, raw: string): Failure => failure(once ? "unknownOutcome" : "transient", why, raw);
  if (!answer.ok) return once ? unanswered(answer) : { ...unanswered(answer), class: "transient" };
  if (answer.status !== 200) return refusedByStatus(answer, ctx.now(), !once);
  const back = await opened(account, answer.bytes ?? Buffer.from(answer.body, "latin1"), ctx.now());
  if (!back.ok) return lost(`answer-${back.why}`, "");
  return back.related === id ? { ...back, rawBody: evidence(back.xml) } : lost("answer-to-another", back.xml);
}

/** The result code of an answer that only says whether the package was taken; null where it says more. */
export const resultCodeOf = ({ type, body }: Opened): string | null => (type === "EBDResponse" ? textAt(body, "EBDResponse", "ResultCode") ?? "none" : null);
