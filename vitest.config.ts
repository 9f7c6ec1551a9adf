import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const pure = [
  "src/kernel/**/*.test.ts", "src/channels/**/*.test.ts", "src/opinion/**/*.test.ts", "tests/architecture/**/*.test.ts",
  "src/modules/**/{rules,policy,contract}.test.ts", "src/modules/**/rules/**/*.test.ts", "src/web/**/*.test.ts", "src/**/web/**/*.test.ts",
];

/** What comes by itself is waited for as long as a busy machine may need; how fast it comes is measured in bench/, never here. */
const patient = { poll: { timeout: 15_000 } };

/** Whole pieces of the house before simulators and in Chromium; they ask nothing of PostgreSQL that the modules do not. */
const stage = ["tests/conformance/**/*.test.ts", "tests/replay/**/*.test.ts", "src/site/led-player.test.ts"];

const onDatabase = { pool: "forks" as const, maxWorkers: 2, globalSetup: ["tests/support/global-setup.ts"], expect: patient, testTimeout: 30_000, hookTimeout: 60_000, sequence: { groupOrder: 1 } };

/** What takes more than half a minute, mostly by waiting. */
const long = ["src/site/led-player.test.ts", "tests/replay/past-events.test.ts", "src/modules/dispatch/chaos.test.ts"];

/** Begins with what takes longest, so that no worker stands idle at the end beside one that began last. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number => Number(long.some((path) => moduleId.endsWith(path)));
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a));
  }
}

/** `pure` needs nothing, `modules` and `stage` a PostgreSQL per run and a database per file, `journeys` a whole house and Chromium. */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      { test: { name: "pure", include: pure, pool: "threads", sequence: { groupOrder: 0 } } },
      { test: { ...onDatabase, name: "modules", include: ["src/**/*.test.ts", "tests/**/*.test.ts"], exclude: [...pure, ...stage, "tests/journeys/**"] } },
      { test: { ...onDatabase, name: "stage", include: stage } },
      {
        test: {
          name: "journeys", include: ["tests/journeys/**/*.test.ts"], pool: "forks", maxWorkers: 1, fileParallelism: false,
          globalSetup: ["tests/support/demo-house.ts"], expect: patient, testTimeout: 180_000, hookTimeout: 180_000, sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
