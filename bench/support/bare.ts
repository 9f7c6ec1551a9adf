import { readFileSync } from "node:fs";
import Fastify from "fastify";

// A bare Fastify that answers one path with the bytes of a file: what the framework can do when nobody thinks.
const [file = "", type = ""] = process.argv.slice(2);
const body = readFileSync(file);
const app = Fastify();
app.get("/page", (_request, reply) => reply.header("content-type", type).header("content-encoding", "br").send(body));
process.send?.(await app.listen({ host: "127.0.0.1", port: 0 }));
