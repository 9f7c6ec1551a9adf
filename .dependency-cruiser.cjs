const module_ = "^src/modules/([^/]+)/";
const pure = "^src/(kernel/|modules/[^/]+/(contract|policy|rules)(\\.ts|/))";
const pureLibraries = "^node_modules/(zod|@noble/hashes|tyme4ts)/";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", comment: "A cycle is two modules that are really one.",
      from: {}, to: { circular: true } },
    { name: "rules-are-pure", severity: "error", comment: "Rules, policies and contracts decide; they never do. Only kernel, zod, the calendar and hashes, and their own siblings.",
      from: { path: pure, pathNot: "\\.test\\.ts$" },
      to: { pathNot: [pure, pureLibraries] } },
    { name: "rules-stay-home", severity: "error", comment: "Rules and policies use their own module's rules; a neighbour's contract is the only pure thing shared.",
      from: { path: module_ + "(rules|policy)", pathNot: "\\.test\\.ts$" }, to: { path: "^src/modules/[^/]+/", pathNot: ["^src/modules/$1/", "^src/modules/[^/]+/contract\\.ts$"] } },
    { name: "through-the-front-door", severity: "error", comment: "Another module is reached through its index.ts (server), contract.ts (wire) or web/index.ts (screens).",
      from: { path: module_, pathNot: "\\.test\\.ts$" }, to: { path: "^src/modules/[^/]+/", pathNot: ["^src/modules/$1/", "^src/modules/[^/]+/(index|contract)\\.ts$", "^src/modules/[^/]+/web/index\\.tsx?$"] } },
    { name: "kernel-and-platform-know-no-module", severity: "error",
      from: { path: "^src/(kernel|platform)/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(modules|channels|opinion|web|site|entry)/" } },
    { name: "modules-know-no-channel-by-name", severity: "error", comment: "Connectors are reached through the registry that entry/ hands in.",
      from: { path: "^src/modules/", pathNot: "\\.test\\.ts$|/fixtures/" }, to: { path: "^src/channels/" } },
    { name: "channels-know-only-the-kernel", severity: "error",
      from: { path: "^src/channels/", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(modules|platform|web|site|entry)/" } },
    { name: "the-opinion-engine-stands-alone", severity: "error", comment: "Pure and streaming: no database, no network, no file, no clock; what it needs is handed in.",
      from: { path: "^src/opinion/", pathNot: "\\.test\\.ts$|/fixtures/" }, to: { path: "^src/(modules|platform|channels|web|site|entry)/|^node:(fs|net|http|https|dns|child_process|worker_threads|tls|dgram)", pathNot: "^src/opinion/" } },
    { name: "only-stores-speak-sql", severity: "error", comment: "SQL lives in store.ts and views.ts (or files in store/ and views/); actions and jobs ask them.",
      from: { path: "^src/modules/", pathNot: "/(store|views)(\\.ts$|/)|/fixtures/|\\.test\\.ts$" }, to: { path: "^node_modules/(kysely|pg|@types/pg)/" } },
    { name: "actions-know-no-http", severity: "error",
      from: { path: "^src/modules/[^/]+/(actions|jobs|store|views)" }, to: { path: "^node_modules/fastify/|/routes\\.ts$" } },
    { name: "browser-code-stays-in-the-browser", severity: "error", comment: "Screens may use kernel, contracts, rules, policies and src/web only.",
      from: { path: "^src/(web/|modules/[^/]+/web/)" },
      to: { path: "^src/(platform|entry|site|channels)/|^src/modules/[^/]+/(actions|jobs|store|views|routes|index)(\\.ts$|/)" } },
    { name: "server-never-imports-screens", severity: "error",
      from: { path: "^src/(kernel|platform|entry|site|channels|modules/[^/]+/[^/]+\\.ts)", pathNot: "\\.test\\.ts$" }, to: { path: "^src/(web/|modules/[^/]+/web/)" } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: { doNotFollow: { path: "node_modules" }, tsPreCompilationDeps: true, tsConfig: { fileName: "tsconfig.server.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] } },
};
