// Defines three projects: `node` needs Node alone, `tools` also runs coreutils, jq, openssl and python3, `servers` the
// servers that scripts/install-servers.sh installs, and what takes long against our own.
import { defineConfig } from "vitest/config";

const limits = {
  pool: "threads",
  globalSetup: "test/support/run-directory.ts",
  setupFiles: "test/support/after-each-file.ts",
  // They end what hangs. A machine that is busy with other things must not reach them.
  testTimeout: 900_000,
  hookTimeout: 900_000,
} as const;

export default defineConfig({
  test: {
    reporters: ["default"],
    // Vitest leaves one core free by itself, which is half of two.
    maxWorkers: "100%",
    // Tests that run at once have a process each: more of them than cores only makes each slower.
    maxConcurrency: 2,
    projects: [
      {
        test: {
          ...limits,
          name: "node",
          // Test files of a worker share the modules that they import: loading them again for each took a fifth of the time.
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: ["test/tools/**", "test/servers/**"],
        },
      },
      { test: { ...limits, name: "tools", include: ["test/tools/**/*.test.ts"] } },
      // Each file waits a third of its time for limits of clouds, and has servers of its own, of up to 4 GiB: three at once keep two cores
      // busy, and leave memory.
      { test: { ...limits, name: "servers", include: ["test/servers/**/*.test.ts"], maxWorkers: 3 } },
    ],
  },
});
