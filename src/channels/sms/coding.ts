import { gb18030Bytes } from "./gb18030.ts";

/** How the words of a short message become octets. `ascii` holds only what ASCII and the GSM alphabet (3GPP TS 23.038) write alike. */
export type Coding = "ascii" | "ucs2" | "gb18030";

const alike = /^[A-Za-z0-9 !"#%&'()*+,\-./:;<=>?\r\n]*$/;

/** The coding for a text: one octet a character where that is possible, else the first of the gateway's codings for Chinese. */
export function chooseCoding(text: string, offered: readonly Coding[]): Coding {
  if (offered.includes("ascii") && alike.test(text)) return "ascii";
  return offered.find((coding) => coding !== "ascii") ?? "ucs2";
}

/** The text in octets; UCS-2 is big endian, and writes what lies beyond it as surrogate pairs, as handsets read it. */
export function encodeText(text: string, coding: Coding): Buffer {
  switch (coding) {
    case "ascii": return Buffer.from(text, "latin1");
    case "ucs2": return Buffer.from(text, "utf16le").swap16();
    case "gb18030": return gb18030Bytes(text);
  }
}

/** The words that octets stand for; what cannot be read shows as U+FFFD. */
export function decodeText(bytes: Uint8Array, coding: Coding): string {
  switch (coding) {
    case "ascii": return Buffer.from(bytes).toString("latin1");
    case "ucs2": return new TextDecoder("utf-16be", { ignoreBOM: true }).decode(bytes);
    case "gb18030": return new TextDecoder("gb18030").decode(bytes);
  }
}
