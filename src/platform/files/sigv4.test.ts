import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { authorization, type Credentials } from "./sigv4.ts";

// The published examples of AWS: the Signature Version 4 test suite, and "Signature Calculations for the Authorization Header" of Amazon S3.
const suite: Credentials = { key: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", region: "us-east-1", service: "service" };
const s3: Credentials = { key: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1", service: "s3" };
const may = new Date("2013-05-24T00:00:00Z");
const august = new Date("2015-08-30T12:36:00Z");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const host = "https://examplebucket.s3.amazonaws.com";
const amz = (body: string) => ({ "x-amz-date": "20130524T000000Z", "x-amz-content-sha256": sha256(body) });

test.each([
  { name: "get-vanilla", who: suite, at: august, method: "GET", url: "https://example.amazonaws.com/", headers: { "x-amz-date": "20150830T123600Z" }, body: "", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { name: "get-vanilla-query-order-key-case", who: suite, at: august, method: "GET", url: "https://example.amazonaws.com/?Param2=value2&Param1=value1", headers: { "x-amz-date": "20150830T123600Z" }, body: "", signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
  { name: "post-vanilla", who: suite, at: august, method: "POST", url: "https://example.amazonaws.com/", headers: { "x-amz-date": "20150830T123600Z" }, body: "", signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
  { name: "S3 GET Object with a range", who: s3, at: may, method: "GET", url: `${host}/test.txt`, headers: { range: "bytes=0-9", ...amz("") }, body: "", signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" },
  { name: "S3 PUT Object", who: s3, at: may, method: "PUT", url: `${host}/test%24file.text`, headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY", ...amz("Welcome to Amazon S3.") }, body: "Welcome to Amazon S3.", signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd" },
  { name: "S3 GET Bucket lifecycle", who: s3, at: may, method: "GET", url: `${host}/?lifecycle`, headers: amz(""), body: "", signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543" },
  { name: "S3 List Objects", who: s3, at: may, method: "GET", url: `${host}/?max-keys=2&prefix=J`, headers: amz(""), body: "", signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
])("signs as AWS publishes: $name", ({ who, at, method, url, headers, body, signature }) => {
  expect(authorization({ method, url: new URL(url), headers, payloadHash: sha256(body), at }, who)).toMatch(new RegExp(`,Signature=${signature}$`));
});
