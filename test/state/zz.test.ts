import { test } from "vitest";
import { Chain, newTests } from "./driver.ts";
import { play } from "./history.ts";
test.each((process.env["SEEDS"] ?? "").split(",").map(Number))("seed %i", (seed) => {
  play(seed, { chain: () => new Chain(), tests: newTests });
});
