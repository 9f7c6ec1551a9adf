/** The outcome of a business rule: either a value to act on, or the reason why not. */
export type Decision<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** A rule's answer "no". `code` is stable (`module.reason`) and translated by the web; `facts` fill the sentence. */
export type Refusal = { code: string; facts?: Record<string, string | number> };

/** A rule's answer "yes", with the value to act on. */
export const permit = <T>(value: T): Decision<T> => ({ ok: true, value });

/** A rule's answer "no", with its stable code. */
export const refuse = (code: string, facts?: Refusal["facts"]): Decision<never> => ({
  ok: false,
  refusal: facts ? { code, facts } : { code },
});
