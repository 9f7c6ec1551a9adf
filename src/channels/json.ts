/** JSON as a channel answered it, or null where it answered something else (a proxy's page, half an answer). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
