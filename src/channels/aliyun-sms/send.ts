import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { dialled } from "../sms/phones.ts";
import { Signed } from "../sms/template.ts";
import { accountOf, platform } from "./account.ts";
import { ask } from "./api.ts";

const Sent = z.object({ BizId: z.string().min(1) });

/** Under which number the platform keeps a message, if it told one, and when it was handed in (seconds since 1970). */
type Ref = { bizId: string | null; atSeconds: number };

/** A ref as it is kept: 900619746936498440^0@1775196000, without the number where no answer told it. */
export const writeRef = ({ bizId, atSeconds }: Ref): string => `${bizId ?? ""}@${atSeconds}`;

/** A ref read, or null where it is none of ours. */
export function readRef(ref: string | null): Ref | null {
  const [, bizId = "", atSeconds = ""] = /^([^@]*)@(\d+)$/.exec(ref ?? "") ?? [];
  return atSeconds === "" ? null : { bizId: bizId === "" ? null : bizId, atSeconds: Number(atSeconds) };
}

/** Sends the signed words to every phone of the account in one call, under the order's key; the answer proves that the platform took it and no more. */
export async function send(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  const { phones } = accountOf(ctx);
  const { signName, templateCode, templateText, words } = Signed.parse(parseJson(order.payload));
  const name = platform.variable.exec(templateText)?.[0].slice(2, -1) ?? "";
  const handedIn: Ref = { bizId: null, atSeconds: Math.floor(ctx.now().getTime() / 1000) };
  const answer = await ask(ctx, "SendSms", {
    PhoneNumbers: phones.map(dialled).join(","), SignName: signName, TemplateCode: templateCode, TemplateParam: JSON.stringify({ [name]: words }), OutId: order.key,
  });
  if (!answer.ok) return answer.class === "unknownOutcome" ? { ...answer, ref: writeRef(handedIn) } : answer;
  const sent = Sent.safeParse(answer.said).data;
  if (!sent) return { ...failure("unknownOutcome", "no-biz-id", answer.rawBody), ref: writeRef(handedIn) };
  return { ok: true, ref: writeRef({ ...handedIn, bizId: sent.BizId }), rung: "accepted", rawBody: answer.rawBody };
}
