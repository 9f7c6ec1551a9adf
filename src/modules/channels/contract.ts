import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";
import { SettingField } from "./rules/form.ts";

const Instant = z.iso.datetime();
const Bilingual = z.object({ zh: z.string(), en: z.string() });
const AccountParams = z.object({ accountId: z.uuid() });
const reason = z.string().trim().min(2).max(200);

/** A platform the house can speak through: what it can do, what it needs to know. */
export const ConnectorOut = z.object({
  id: z.string(), name: Bilingual, kind: z.enum(["api", "session", "pull", "assisted"]), variant: z.string(),
  evidence: z.enum(["accepted", "published", "verified", "displayed"]), recall: z.enum(["delete", "cancel", "supersede", "none"]), updates: z.boolean(),
  calls: z.object({ calls: z.number(), perSeconds: z.number() }), limits: z.array(z.object({ field: z.string(), max: z.number(), unit: z.string() })),
  forStaff: z.boolean(), testable: z.boolean(), callback: z.boolean(),
  secrets: z.array(z.object({ name: z.string(), zh: z.string(), en: z.string() })), form: z.array(SettingField),
});
export type ConnectorOut = z.infer<typeof ConnectorOut>;

export const Audience = z.enum(["public", "staff"]);

/** An account as the list shows it. */
export const AccountLine = z.object({
  id: z.uuid(), connectorId: z.string(), connectorName: Bilingual, unitId: z.uuid(), unitName: z.string(), unitSeal: z.string(), name: z.string(), audience: Audience,
  state: z.enum(["active", "suspended", "closed"]), stateReason: z.string(), registrationNo: z.string(),
  ownerId: z.uuid(), ownerName: z.string(), successorId: z.uuid().nullable(), successorName: z.string().nullable(),
  health: z.enum(["unknown", "well", "ill"]), healthDetail: z.string(), healthAt: Instant.nullable(), lastPostAt: Instant.nullable(),
  /** Silent longer than inspection allows. */
  stale: z.boolean(), missingSecrets: z.array(z.string()), mayKeep: z.boolean(), mayTest: z.boolean(),
});
export type AccountLine = z.infer<typeof AccountLine>;

/** A secret is written and never read: who set it and when is all that can be known; an account works without an optional one. */
export const SecretOut = z.object({ name: z.string(), zh: z.string(), en: z.string(), optional: z.boolean(), setByName: z.string().nullable(), setAt: Instant.nullable() });

export const AccountDetail = AccountLine.extend({
  config: z.record(z.string(), z.unknown()), secrets: z.array(SecretOut),
  /** Where the platform sends its receipts; null where it sends none. */
  callbackAddress: z.string().nullable(), createdAt: Instant,
  /** 退订: phones of its list that want nothing more, cut, and what was written how often a day; null where no phone can answer. */
  optOuts: z.object({ phones: z.array(z.object({ masked: z.string(), at: Instant })), days: z.array(z.object({ day: z.iso.date(), out: z.number().int(), back: z.number().int() })) }).nullable(),
});
export type AccountDetail = z.infer<typeof AccountDetail>;

const Keepers = z.object({ ownerId: z.uuid(), successorId: z.uuid().nullable(), registrationNo: z.string().trim().max(100) });
const Settings = z.record(z.string(), z.unknown());

export const listConnectors = operation({ method: "GET", path: "/api/connectors", summary: "Platforms the house can speak through", result: z.object({ items: z.array(ConnectorOut) }) });

export const listAccounts = operation({
  method: "GET", path: "/api/accounts", summary: "Accounts in scope, by unit and platform",
  query: z.object({ unitId: z.uuid().optional(), connectorId: z.string().max(40).optional(), closed: z.stringbool().default(false) }),
  result: z.object({ items: z.array(AccountLine), more: z.boolean(), staleDays: z.number().int(), mayCreateFor: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
});

export const readAccount = operation({ method: "GET", path: "/api/accounts/:accountId", summary: "One account with its settings, never its secrets", params: AccountParams, result: AccountDetail });

export const createAccount = operation({
  method: "POST", path: "/api/accounts", summary: "Open an account of a unit",
  body: Keepers.extend({ connectorId: z.string().max(40), unitId: z.uuid(), name: z.string().trim().min(1).max(60), audience: Audience.default("public"), config: Settings }),
  result: z.object({ id: z.uuid() }),
  refusals: ["channels.no-connector", "channels.settings-wrong", "channels.name-taken", "channels.owner-missing", "channels.successor-missing", "channels.successor-is-owner", "channels.not-for-staff", "channels.unit-closed"],
});

export const changeSettings = operation({
  method: "PUT", path: "/api/accounts/:accountId/settings", summary: "Change name and settings of an account", params: AccountParams,
  body: z.object({ name: z.string().trim().min(1).max(60), config: Settings }), result: Done, refusals: ["channels.settings-wrong", "channels.name-taken", "channels.account-closed"],
});

export const setSecret = operation({
  method: "PUT", path: "/api/accounts/:accountId/secrets/:name", summary: "Set a secret; it can never be read again", params: AccountParams.extend({ name: z.string().max(60) }),
  body: z.object({ value: z.string().trim().min(1).max(4000) }), result: Done, refusals: ["channels.no-such-secret", "channels.account-closed"],
});

export const changeKeepers = operation({
  method: "PUT", path: "/api/accounts/:accountId/keepers", summary: "Change owner, successor and registration number", params: AccountParams, body: Keepers, result: Done,
  refusals: ["channels.owner-missing", "channels.successor-missing", "channels.successor-is-owner", "channels.account-closed"],
});

export const changeState = operation({
  method: "POST", path: "/api/accounts/:accountId/state", summary: "Suspend, resume or close an account", params: AccountParams,
  body: z.object({ to: z.enum(["active", "suspended", "closed"]), reason }), result: Done, refusals: ["channels.account-closed", "channels.state-unchanged"],
});

export const testAccount = operation({
  method: "POST", path: "/api/accounts/:accountId/test", summary: "One harmless call that proves address and secrets", params: AccountParams,
  result: z.object({ health: z.enum(["unknown", "well", "ill"]), detail: z.string() }), refusals: ["channels.account-closed", "channels.outbound-off"],
});
