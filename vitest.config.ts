// Three projects: `node` needs Node alone, `tools` also runs coreutils, jq, openssl and python3, `servers` the servers that
// scripts/install-servers.sh installs.
import { defineConfig } from "vitest/config";

const limits = {
  pool: "threads",
  globalSetup: "test/support/compile-cache.ts",
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    reporters: ["default"],
    // Vitest leaves one core free by itself, which is half of two.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...limits,
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/tools/**", "test/servers/**"],
        },
      },
      { test: { ...limits, name: "tools", include: ["test/tools/**/*.test.ts"] } },
      { test: { ...limits, name: "servers", include: ["test/servers/**/*.test.ts"] } },
    ],
  },
});
