import { createHash } from "node:crypto";
import { beijing } from "#kernel/clock.ts";

/** Month to second in Beijing as one number: 403140000 is 3 April, 14:00:00. */
export function monthToSecond(now: Date): number {
  const { month, day, hour, minute, second } = beijing(now);
  return (((month * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
}

/** How an account proves its secret to a CMPP or SMGP gateway: MD5(id + zeros + secret + MMDDHHMMSS in ten digits). */
export const accountProof = (id: string, zeros: number, secret: string, timestamp: number): Buffer =>
  createHash("md5").update(id, "latin1").update(new Uint8Array(zeros)).update(secret, "latin1").update(String(timestamp).padStart(10, "0"), "latin1").digest();

/** How the gateway proves that it knows the secret too: MD5(status in so many octets + the proof it answers + secret). */
export function gatewayProof(status: number, statusOctets: number, proof: Uint8Array, secret: string): Buffer {
  const octets = Buffer.alloc(statusOctets);
  octets.writeUIntBE(status, 0, statusOctets);
  return createHash("md5").update(octets).update(proof).update(secret, "latin1").digest();
}
