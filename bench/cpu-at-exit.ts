// Writes the CPU time of the process that loads it, of all its threads, where the process ends.
import { writeFileSync } from "node:fs";

const file = process.env["TIDEMARK_BENCH_CPU"];
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  if (file !== undefined) writeFileSync(file, `${(user + system) / 1e6}`);
});
