import { z } from "zod";
import { smpp as gateway } from "../sms/smpp.ts";
import { lineConnector, lineFields } from "../sms/line-connector.ts";

const code = z.number().int().min(0).max(255);

/** SMPP 3.4 (docs/channels/smpp.md), as brokers and carriers abroad speak it. */
export const smpp = lineConnector({
  id: "smpp",
  name: { zh: "短信网关（SMPP 3.4）", en: "SMS centre (SMPP 3.4)" },
  config: z.object({
    ...lineFields(2775),
    systemId: z.string().regex(/^[!-~]{1,15}$/),
    systemType: z.string().regex(/^[!-~]{0,12}$/).default(""),
    sourceAddress: z.string().regex(/^[!-~]{1,20}$/),
    sourceTon: code.default(0), sourceNpi: code.default(0),
    destinationTon: code.default(1), destinationNpi: code.default(1),
    destinationPrefix: z.string().regex(/^(?:86)?$/, "86 or nothing").default("86"),
  }),
  secrets: [{ name: "password", zh: "口令", en: "Password" }],
  gatewayOf: (c, secrets) => gateway({
    systemId: c.systemId, password: secrets["password"] ?? "", systemType: c.systemType, source: { ton: c.sourceTon, npi: c.sourceNpi, address: c.sourceAddress },
    destination: { ton: c.destinationTon, npi: c.destinationNpi, prefix: c.destinationPrefix },
  }),
});
