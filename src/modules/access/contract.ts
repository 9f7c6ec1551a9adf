import { z } from "zod";
import { Done, operation } from "#kernel/contract.ts";
import { Post } from "#kernel/posts.ts";

const Time = z.iso.datetime();
const Password = z.string().min(1).max(512);
const Code = z.string().trim().min(6).max(20);
const personParams = z.object({ personId: z.uuid() });

/** What a log-in still needs before the desk opens; `none` is done. */
export const Step = z.enum(["second-factor", "change-password", "enrol", "none"]);
export type Step = z.infer<typeof Step>;

const Next = z.object({ next: Step });
const locked = ["access.locked"];
const badPassword = ["access.password-too-short", "access.password-too-long", "access.password-has-name", "access.password-well-known", "access.password-same"];
const badCode = ["access.code-wrong", "access.code-used", ...locked];

/** Name and password; the answer says what is still needed. */
export const logIn = operation({
  method: "POST", path: "/api/access/log-in", summary: "Log in with name and password",
  body: z.object({ username: z.string().trim().min(1).max(64), password: Password }),
  result: Next,
  refusals: ["access.wrong-credentials", ...locked],
});

/** A code of the authenticator, or a backup code. */
export const passSecondFactor = operation({
  method: "POST", path: "/api/access/second-factor", summary: "Pass the second factor",
  body: z.object({ code: Code }), result: Next, refusals: badCode,
});

/** Offers an authenticator: the address for the QR code and the same secret to type. */
export const beginEnrolment = operation({
  method: "POST", path: "/api/access/second-factor/enrolment", summary: "Begin to enrol an authenticator",
  result: z.object({ uri: z.string(), secret: z.string(), demoCode: z.string().nullable() }), refusals: ["access.prove-again"],
});

/** The first code confirms the authenticator; the backup codes are shown this once. */
export const confirmEnrolment = operation({
  method: "POST", path: "/api/access/second-factor/enrolment/confirm", summary: "Confirm the authenticator with its first code",
  body: z.object({ code: Code }),
  result: z.object({ next: Step, backupCodes: z.array(z.string()) }),
  refusals: ["access.enrolment-over", ...badCode],
});

/** Ten new backup codes; the old ones stop working. */
export const renewBackupCodes = operation({
  method: "POST", path: "/api/access/backup-codes", summary: "Replace the backup codes",
  result: z.object({ backupCodes: z.array(z.string()) }), refusals: ["access.prove-again", "access.no-second-factor"],
});

/** Proves again who sits here, before a delicate step: a code where one is enrolled, the password otherwise. */
export const stepUp = operation({
  method: "POST", path: "/api/access/step-up", summary: "Prove again who is acting",
  body: z.object({ proof: Password }), result: Done, refusals: ["access.wrong-credentials", ...badCode],
});

/** A new password for oneself; every other session ends. */
export const changePassword = operation({
  method: "POST", path: "/api/access/password", summary: "Change my password",
  body: z.object({ current: Password, next: Password }), result: Next, refusals: ["access.wrong-credentials", ...badPassword, ...locked],
});

/** Ends this session. */
export const logOut = operation({ method: "POST", path: "/api/access/log-out", summary: "Log out", result: Done });

/** A demo log-in printed on the door of a demo house; `code` is what its authenticator shows, null for the seconds of `codeInSeconds` after codes were used up. */
export const DemoAccount = z.object({ username: z.string(), password: z.string(), name: z.string(), unitName: z.string(), role: z.string(), code: z.string().nullable(), codeInSeconds: z.int() });
export type DemoAccount = z.infer<typeof DemoAccount>;

/** A post held in a unit, as it is shown. */
export const HeldPost = z.object({ unitId: z.uuid(), unitName: z.string(), post: Post, delegatedFrom: z.uuid().nullable() });

/** What a person may see, with names; the screen puts it into words. */
export const NamedScope = z.object({ all: z.boolean(), systems: z.array(z.enum(["emergency", "fire", "forest_fire", "partner"])), regions: z.array(z.string()), units: z.array(z.string()) });

/** The person behind the session. */
export const Me = z.object({
  personId: z.uuid(), username: z.string(), name: z.string(), title: z.string(), unitId: z.uuid(), unitName: z.string(),
  posts: z.array(HeldPost), scope: NamedScope,
  secondFactor: z.object({ enrolled: z.boolean(), passed: z.boolean(), required: z.boolean(), backupCodesLeft: z.number().int() }),
  session: z.object({ id: z.uuid(), endsAt: Time, fresh: z.boolean() }),
});
export type Me = z.infer<typeof Me>;

/** Who am I? `me` is null before log-in; `next` says what is still needed. Also hands out the CSRF cookie. */
export const whoAmI = operation({
  method: "GET", path: "/api/access/me", summary: "Who am I",
  result: z.object({ me: Me.nullable(), next: Step.or(z.literal("log-in")), demo: z.array(DemoAccount) }),
});

/** A live log-in of a person on one device. */
export const SessionRow = z.object({ id: z.uuid(), device: z.string(), address: z.string(), openedAt: Time, seenAt: Time, endsAt: Time, secondFactor: z.boolean(), current: z.boolean() });
export type SessionRow = z.infer<typeof SessionRow>;

const Sessions = z.object({ sessions: z.array(SessionRow) });

/** Where I am logged in. */
export const mySessions = operation({ method: "GET", path: "/api/access/sessions", summary: "Where I am logged in", result: Sessions });

/** Ends one of my sessions. */
export const endMySession = operation({ method: "DELETE", path: "/api/access/sessions/:sessionId", summary: "End one of my sessions", params: z.object({ sessionId: z.uuid() }), result: Done, refusals: ["access.no-such-session"] });

/** Ends all my sessions but this one. */
export const endMyOtherSessions = operation({ method: "POST", path: "/api/access/sessions/end-others", summary: "End all my other sessions", result: z.object({ ended: z.number().int() }) });

const administration = ["access.prove-again", "access.no-such-person"];

/** The log-in of somebody else as the security administrator sees it. */
export const accessOf = operation({
  method: "GET", path: "/api/access/people/:personId", summary: "The log-in of a person", params: personParams,
  result: Sessions.extend({ personId: z.uuid(), username: z.string(), name: z.string(), unitName: z.string(), hasPassword: z.boolean(), temporary: z.boolean(), secondFactor: z.boolean(), lockedUntil: Time.nullable() }),
  refusals: administration,
});

/** Takes a lost second factor away; the person must enrol again, all their sessions end. */
export const resetSecondFactor = operation({ method: "POST", path: "/api/access/people/:personId/second-factor/reset", summary: "Reset the second factor of a person", params: personParams, result: Done, refusals: [...administration, "access.no-second-factor"] });

/** Lets a locked person try again at once. */
export const unlock = operation({ method: "POST", path: "/api/access/people/:personId/unlock", summary: "Unlock a person", params: personParams, result: Done, refusals: administration });

/** A password for the first log-in, or after one was forgotten; shown this once, to be changed at once. */
export const giveTemporaryPassword = operation({ method: "POST", path: "/api/access/people/:personId/temporary-password", summary: "Give a person a temporary password", params: personParams, result: z.object({ password: z.string() }), refusals: administration });

/** Ends all sessions of a person at once. */
export const endSessionsOf = operation({ method: "POST", path: "/api/access/people/:personId/sessions/end", summary: "End all sessions of a person", params: personParams, result: z.object({ ended: z.number().int() }), refusals: administration });
