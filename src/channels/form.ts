/** A file as a form carries it: its field, its bytes or a part of them, its kind, and the SHA-256 of the whole, which names it, so that no name people gave it leaves the house. */
type FormFile = { field: string; sha256: string; mime: string; bytes: Uint8Array };

/** A form ready to be posted: its media type, which says where its parts end, and its bytes. */
export type Form = { type: string; body: Uint8Array };

/** A form of words and one file (RFC 7578), in UTF-8. Its parts end at a mark made of the file's own SHA-256, which no file holds. */
export function formOf(file: FormFile, fields: Readonly<Record<string, string>> = {}): Form {
  const boundary = `tongsheng-${file.sha256.slice(0, 48)}`;
  const words = Object.entries(fields).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("");
  const ending = file.mime.slice(file.mime.indexOf("/") + 1).replace("jpeg", "jpg");
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.sha256.slice(0, 32)}.${ending}"\r\nContent-Type: ${file.mime}\r\n\r\n`;
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([Buffer.from(words + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
}
