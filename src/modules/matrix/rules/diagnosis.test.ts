import { describe, expect, test } from "vitest";
import { diagnose, type Patient } from "./diagnosis.ts";

const now = new Date("2026-04-03T06:00:00Z");
const patient = (over: Partial<Patient> = {}): Patient => ({
  state: "active", stateReason: "", known: true, testable: true, hasSpoken: false, outboundOff: false, missingSecrets: [], settingsWrong: null, health: "well", healthDetail: "", restsUntil: null, restReason: "", unknown: 0, failed: 0, handLate: 0, ownerLeft: false, hasSuccessor: true, ...over,
});
const said = (over: Partial<Patient>) => diagnose(patient(over), now).map(({ code, remedy }) => [code, remedy.kind]);

describe("the doctor says what is wrong and what mends it", () => {
  test.each<[string, Partial<Patient>, string[][]]>([
    ["nothing of an account that works", {}, []],
    ["nothing of one that was closed", { state: "closed", health: "ill", ownerLeft: true }, []],
    ["a secret that is missing, and nothing about the illness that comes of it", { missingSecrets: [{ name: "appSecret", zh: "密钥" }], health: "ill", healthDetail: "缺少密钥" }, [["secret-missing", "set-secret"]]],
    ["settings that are wrong", { settingsWrong: { field: "baseUrl" }, health: "ill" }, [["settings-wrong", "change-settings"]]],
    ["a secret that the platform does not accept", { health: "ill", healthDetail: "auth 40001 invalid credential" }, [["auth", "change-settings"]]],
    ["an address list of the platform", { health: "ill", healthDetail: "permission 40164 invalid ip" }, [["permission", "test"]]],
    ["a host that this house may not reach", { health: "ill", healthDetail: "permission forbidden forbidden: 10.0.0.7 is a private address" }, [["host-forbidden", "ask-administrator"]]],
    ["a platform that does not answer", { health: "ill", healthDetail: "transient ECONNREFUSED" }, [["unreachable", "test"]]],
    ["words it does not know, as they are", { health: "ill", healthDetail: "奇怪的回答" }, [["ill", "test"]]],
    ["a house that lets nothing out after a restore", { outboundOff: true }, [["outbound-off", "release-house"]]],
    ["what is in doubt on boards", { unknown: 2, failed: 1 }, [["unknown-outcome", "boards"], ["failed-legs", "boards"]]],
    ["a rest the platform asked for, while it lasts", { restsUntil: new Date("2026-04-03T06:10:00Z"), restReason: "45009" }, [["resting", "wait"]]],
    ["no rest that is over", { restsUntil: new Date("2026-04-03T05:50:00Z") }, []],
    ["the gravest first", { hasSuccessor: false, unknown: 1, state: "suspended", stateReason: "检修" }, [["suspended", "resume"], ["unknown-outcome", "boards"], ["no-successor", "change-keepers"]]],
    ["one that was never tested", { health: "unknown" }, [["never-tested", "test"]]],
    ["nothing of one that has spoken since it was changed", { health: "unknown", hasSpoken: true }, []],
    ["nothing of one that cannot be tested without publishing", { health: "unknown", testable: false }, []],
  ])("%s", (_, over, expected) => expect(said(over)).toEqual(expected));
});
