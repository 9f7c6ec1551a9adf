import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { formOf } from "./form.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
/** The form as a reader that is not ours takes it apart (fetch). */
const read = async (form: ReturnType<typeof formOf>): Promise<[string, FormDataEntryValue][]> => [...await new Response(new Uint8Array(form.body), { headers: { "content-type": form.type } }).formData()];

test("words and one file arrive as they were, each under its field", async () => {
  const bytes = randomBytes(5000);
  const parts = await read(formOf({ field: "pic", sha256: sha256(bytes), mime: "image/jpeg", bytes }, { status: "清明禁火 <3人> \r\n--x", rip: "203.0.113.7" }));
  expect(parts.map(([name, part]) => [name, typeof part === "string" ? part : part.type])).toEqual([["status", "清明禁火 <3人> \r\n--x"], ["rip", "203.0.113.7"], ["pic", "image/jpeg"]]);
  expect(Buffer.from(await (parts[2]?.[1] as File).arrayBuffer()).equals(bytes)).toBe(true);
});

test.each([["image/jpeg", "jpg"], ["image/png", "png"], ["image/gif", "gif"], ["video/mp4", "mp4"], ["video/webm", "webm"]])("%s is named by its SHA-256 and .%s, never as people named it", async (mime, ending) => {
  const [[, file] = []] = await read(formOf({ field: "media", sha256: "a".repeat(64), mime, bytes: Buffer.from("x") }));
  expect((file as File).name).toBe(`${"a".repeat(32)}.${ending}`);
});

test("a file that holds marks of other forms, and no file at all, arrive whole", async () => {
  for (const bytes of [Buffer.from(`\r\n--tongsheng-${"b".repeat(48)}--\r\n`), Buffer.alloc(0)]) {
    const [[, file] = []] = await read(formOf({ field: "media", sha256: "a".repeat(64), mime: "video/mp4", bytes }));
    expect(Buffer.from(await (file as File).arrayBuffer()).equals(bytes)).toBe(true);
  }
});
