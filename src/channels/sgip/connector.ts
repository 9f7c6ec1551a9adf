import { z } from "zod";
import { sgip as gateway } from "../sms/sgip.ts";
import { lineConnector, lineFields } from "../sms/line-connector.ts";

/** SGIP 1.2 of 中国联通 (docs/channels/sgip.md): reports come over a line that the gateway itself opens to us. */
export const sgip = lineConnector({
  id: "sgip",
  name: { zh: "中国联通短信网关（SGIP）", en: "China Unicom SMS gateway (SGIP)" },
  config: z.object({
    ...lineFields(8801),
    nodeId: z.number().int().min(3_000_000_000).max(3_999_999_999),
    loginName: z.string().regex(/^[!-~]{1,16}$/),
    spNumber: z.string().regex(/^\d{1,21}$/),
    corpId: z.string().regex(/^[0-9A-Za-z]{1,5}$/),
    serviceType: z.string().regex(/^[0-9A-Za-z]{1,10}$/),
    reportHost: z.string().min(1).max(253).regex(/^[\w.:-]+$/, "a host name or an address").default("0.0.0.0"),
    reportPort: z.number().int().min(1).max(65_535).optional(),
    reportName: z.string().regex(/^[!-~]{1,16}$/).optional(),
  }),
  secrets: [
    { name: "password", zh: "登录网关的口令", en: "Password at the gateway" },
    { name: "reportPassword", zh: "网关连过来送报告时出示的口令", en: "Password that the gateway shows when it dials in with reports", optional: true },
  ],
  gatewayOf: ({ nodeId, loginName, spNumber, corpId, serviceType, reportName }, secrets) => {
    const back = secrets["reportPassword"];
    return gateway({ nodeId, login: { name: loginName, password: secrets["password"] ?? "" }, knock: reportName && back ? { name: reportName, password: back } : null, spNumber, corpId, serviceType });
  },
  inboxOf: ({ reportHost, reportPort }) => (reportPort === undefined ? null : { host: reportHost, port: reportPort }),
});
