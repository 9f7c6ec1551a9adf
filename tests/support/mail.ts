/** A mail as read by a mail program that is not ours: subject, and text and HTML parts, decoded. */
export function readMail(raw: string): { subject: string; text: string; html: string; headers: string } {
  const [headers = "", ...rest] = raw.split("\r\n\r\n");
  const parts = rest.join("\r\n\r\n").split(/\r\n--[^\r\n]+\r\n|--[^\r\n]+\r\n/);
  const partOf = (type: string): string => {
    const part = parts.find((text) => text.toLowerCase().startsWith(`content-type: ${type}`)) ?? "";
    const [head = "", ...body] = part.split("\r\n\r\n");
    const bytes = body.join("\r\n\r\n").replace(/\r\n--.*$/s, "");
    const encoding = /content-transfer-encoding: ([a-z0-9-]+)/i.exec(head)?.[1]?.toLowerCase();
    if (encoding === "base64") return Buffer.from(bytes, "base64").toString("utf8");
    if (encoding === "quoted-printable") return unquote(bytes);
    return bytes;
  };
  const unfolded = headers.replace(/\r\n[ \t]+/g, " ");
  const subject = /^subject: (.*)$/im.exec(unfolded)?.[1] ?? "";
  const words = subject.replace(/\?=\s+=\?/g, "?==?").replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
    how.toLowerCase() === "b" ? Buffer.from(text, "base64").toString("latin1") : Buffer.from(unquoteLatin(text.replace(/_/g, " ")), "latin1").toString("latin1"));
  return { subject: /[\u0080-\u00ff]/.test(words) ? Buffer.from(words, "latin1").toString("utf8") : words, text: partOf("text/plain").replace(/\r\n/g, "\n"), html: partOf("text/html").replace(/\r\n/g, "\n"), headers: unfolded };
}

const unquoteLatin = (text: string): string => text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
const unquote = (text: string): string => Buffer.from(unquoteLatin(text.replace(/=\r\n/g, "")), "latin1").toString("utf8");
