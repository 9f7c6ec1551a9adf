import type { ConnectorContext, RawCallback, VerifiedReceipt } from "#kernel/connector.ts";
import { Problem } from "#kernel/errors.ts";
import { accountOf } from "./account.ts";
import { fileIn } from "./form.ts";
import { opened } from "./package.ts";
import { playIn, provenBy } from "./play.ts";

/**
 * Play receipts that the platform brings by itself: a package signed by its key, of now. What it reports of its own devices comes to the same
 * address and is believed but not read any further. The same package twice is the same receipt.
 */
export async function receiptsIn(ctx: ConnectorContext, { headers, body }: RawCallback): Promise<VerifiedReceipt[]> {
  const back = await opened(accountOf(ctx), fileIn(headers["content-type"] ?? "", body), ctx.now());
  if (!back.ok) throw new Problem("forbidden", { code: "channels.callback-not-trusted", facts: { why: back.why } });
  const play = playIn(back);
  if (!play) return [];
  const systems = Object.entries(play.systems).map(([code, count]) => `${code}x${count}`).join("+");
  return [{ ref: play.message, ...provenBy(play), eventId: `EBMStateResponse/${back.id}/${play.message}/${play.state}/${systems}`, at: play.at, rawBody: play.rawBody }];
}
