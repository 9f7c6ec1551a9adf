const boundaryIn = /^multipart\/form-data\s*;.*boundary="?([\w'()+,./:=?-]{1,70})"?/i;

/** A form with one file, as platforms of the 2018 profile post packages to each other (RFC 7578, field `file`). */
export function formOf(name: string, file: Uint8Array): { type: string; body: Uint8Array } {
  const boundary = `tongsheng-${name.replaceAll(/\W/g, "").slice(-40)}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]) };
}

/** The first file of a form, or the bytes themselves where they came bare; a form without its end is none. */
export function fileIn(contentType: string, body: Uint8Array): Uint8Array {
  const boundary = boundaryIn.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const bytes = Buffer.from(body);
  const opening = bytes.indexOf(`--${boundary}\r\n`);
  const start = opening < 0 ? -1 : bytes.indexOf("\r\n\r\n", opening);
  const end = start < 0 ? -1 : bytes.indexOf(`\r\n--${boundary}`, start + 4);
  return end < 0 ? new Uint8Array() : bytes.subarray(start + 4, end);
}
