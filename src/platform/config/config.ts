import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TONGSHENG_DATA: z.string().default("data"),
  TONGSHENG_HOST: z.string().default("127.0.0.1"),
  TONGSHENG_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  TONGSHENG_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TONGSHENG_PRESET: z.string().regex(/^[a-z0-9-]+$/).default("jilin"),
  TONGSHENG_DEMO: z.enum(["yes", "no"]).optional(),
  TONGSHENG_LOG: z.enum(["fatal", "error", "warn", "info", "debug"]).default("warn"),
  TONGSHENG_HOUSE_KEY: z.string().min(32).optional(),
  TONGSHENG_TRUST_PROXY: z.string().optional(),
  TONGSHENG_OUTBOUND_ALLOW: z.string().default(""),
  TONGSHENG_S3: z.url().optional(),
});

/** How this installation is set up; read once at the start from the environment. */
export type Config = {
  databaseUrl: string | null;
  dataFolder: string;
  host: string;
  port: number;
  publicUrl: string;
  preset: string;
  demo: boolean;
  logLevel: string;
  houseKey: Uint8Array;
  trustProxy: string | null;
  /** Hosts that connectors may reach although they are private addresses. */
  outboundAllow: readonly string[];
  /** s3://key:secret@host/bucket for files; null keeps them in the data folder. */
  s3: string | null;
};

/** Reads the configuration; a wrong value stops the start with its name and what is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`配置有误 / wrong configuration:\n${lines.join("\n")}`);
  }
  const e = parsed.data;
  const dataFolder = isAbsolute(e.TONGSHENG_DATA) ? e.TONGSHENG_DATA : resolve(e.TONGSHENG_DATA);
  return {
    databaseUrl: e.DATABASE_URL ?? null,
    dataFolder,
    host: e.TONGSHENG_HOST,
    port: e.TONGSHENG_PORT,
    publicUrl: (e.TONGSHENG_PUBLIC_URL ?? `http://${e.TONGSHENG_HOST}:${e.TONGSHENG_PORT}`).replace(/\/$/, ""),
    preset: e.TONGSHENG_PRESET,
    demo: e.TONGSHENG_DEMO ? e.TONGSHENG_DEMO === "yes" : !e.DATABASE_URL,
    logLevel: e.TONGSHENG_LOG,
    houseKey: e.TONGSHENG_HOUSE_KEY ? Buffer.from(e.TONGSHENG_HOUSE_KEY) : houseKeyIn(dataFolder),
    trustProxy: e.TONGSHENG_TRUST_PROXY ?? null,
    outboundAllow: e.TONGSHENG_OUTBOUND_ALLOW.split(",").map((host) => host.trim()).filter(Boolean),
    s3: e.TONGSHENG_S3 ?? null,
  };
}

/** The key that secrets are sealed with, made on the first start and readable only by the owner. */
function houseKeyIn(folder: string): Uint8Array {
  const file = join(folder, "house.key");
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return Buffer.from(readFileSync(file, "utf8"), "base64");
}
