// Loaded into a server by its starter: when the starter is gone, however it went, the server stops in good order.
import { Socket } from "node:net";

const leash = new Socket({ fd: 3 });
leash.on("close", () => process.kill(process.pid, "SIGTERM"));
leash.on("error", () => undefined);
leash.resume();
leash.unref();
