import type { GatewayKind } from "../sms-gateway.ts";

const cmpp = (version: "2.0" | "3.0"): GatewayKind => ({ protocol: "cmpp", version, spId: "901234", secret: "tongsheng", accessNumber: "1069", serviceId: "YJT" });

/** The invented accounts that the simulated gateways know, one for each protocol. */
export const knownAccounts = {
  cmpp2: cmpp("2.0"), cmpp3: cmpp("3.0"),
  sgip: { protocol: "sgip", nodeId: 431_001, spNode: 3_043_112_345, login: { name: "sp", password: "pw" }, knock: { name: "smg", password: "back" }, spNumber: "1069", corpId: "12345", serviceType: "YJT" },
  smgp: { protocol: "smgp", clientId: "43100001", secret: "tongsheng", accessNumber: "1069", serviceId: "YJT" },
  smpp: { protocol: "smpp", systemId: "desk", password: "pass" },
} as const satisfies Record<string, GatewayKind>;
