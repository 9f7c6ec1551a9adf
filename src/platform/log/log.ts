import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";

/** Where the house writes what happened to itself; never texts of pieces, never secrets. */
export type Log = FastifyBaseLogger;

/** Opens the log; `TONGSHENG_LOG` sets the level (default `warn` on a terminal's start, `info` for servers). */
export const openLog = (level: string): Log => pino({ level, base: null, redact: ["req.headers.cookie", "req.headers.authorization", "*.password", "*.secret"] });
