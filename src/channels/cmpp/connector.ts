import { z } from "zod";
import { cmpp as gateway } from "../sms/cmpp.ts";
import { lineConnector, lineFields } from "../sms/line-connector.ts";

/** CMPP 2.0 and 3.0 of 中国移动 (docs/channels/cmpp.md). */
export const cmpp = lineConnector({
  id: "cmpp",
  name: { zh: "中国移动短信网关（CMPP）", en: "China Mobile SMS gateway (CMPP)" },
  config: z.object({
    version: z.enum(["2.0", "3.0"]),
    ...lineFields(7890),
    spId: z.string().regex(/^[0-9A-Za-z]{1,6}$/),
    srcId: z.string().regex(/^\d{1,21}$/),
    serviceId: z.string().regex(/^[0-9A-Za-z]{1,10}$/),
  }),
  secrets: [{ name: "secret", zh: "接口密码（shared secret）", en: "Shared secret of the interface" }],
  gatewayOf: ({ version, spId, srcId, serviceId }, secrets) => gateway({ version, spId, srcId, serviceId, secret: secrets["secret"] ?? "" }),
});
