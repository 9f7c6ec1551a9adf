const keyOf = (key: string) => `ts-draft:${key}`;

/** What was written on this machine and is not on disk in the house yet; it outlives a reload. */
export function unkeptOf(key: string): Uint8Array | null {
  try {
    const text = localStorage.getItem(keyOf(key));
    return text ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

/** Notes the whole state of a draft on this machine, until the house says that it is kept. */
export function keepUnkept(key: string, state: Uint8Array): void {
  let text = "";
  for (let i = 0; i < state.length; i += 8192) text += String.fromCharCode(...state.subarray(i, i + 8192));
  try { localStorage.setItem(keyOf(key), btoa(text)); } catch { /* no room on this machine: the open page still holds it */ }
}

/** Everything is kept, or was given up. */
export function forgetUnkept(key: string): void {
  try { localStorage.removeItem(keyOf(key)); } catch { /* nothing was kept */ }
}
