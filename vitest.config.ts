// Two projects: `node` needs Node alone, `tools` also runs coreutils, jq, openssl and python3.
import { defineConfig } from "vitest/config";

const limits = { pool: "threads", testTimeout: 60_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    reporters: ["default"],
    projects: [
      { test: { ...limits, name: "node", include: ["test/**/*.test.ts"], exclude: ["test/tools/**"] } },
      { test: { ...limits, name: "tools", include: ["test/tools/**/*.test.ts"] } },
    ],
  },
});
