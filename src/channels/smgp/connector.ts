import { z } from "zod";
import { smgp as gateway } from "../sms/smgp.ts";
import { lineConnector, lineFields } from "../sms/line-connector.ts";

/** SMGP 3.0.3 of 中国电信 (docs/channels/smgp.md). */
export const smgp = lineConnector({
  id: "smgp",
  name: { zh: "中国电信短信网关（SMGP）", en: "China Telecom SMS gateway (SMGP)" },
  config: z.object({
    ...lineFields(8890),
    clientId: z.string().regex(/^[0-9A-Za-z]{1,8}$/),
    srcTermId: z.string().regex(/^\d{1,21}$/),
    serviceId: z.string().regex(/^[0-9A-Za-z]{1,10}$/),
    chinese: z.enum(["ucs2", "gb18030"]).default("ucs2"),
  }),
  secrets: [{ name: "secret", zh: "接口密码（shared secret）", en: "Shared secret of the interface" }],
  gatewayOf: ({ clientId, srcTermId, serviceId, chinese }, secrets) => gateway({ clientId, srcTermId, serviceId, chinese, secret: secrets["secret"] ?? "" }),
});
