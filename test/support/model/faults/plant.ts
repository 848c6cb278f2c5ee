// Loaded before everything else of a child process: one module gets a mistake as it is loaded. No file is touched.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Fault, mistaken } from "./fault.ts";

const fault = JSON.parse(process.env["TIDEMARK_FAULT"] ?? "null") as Fault | null;

if (fault !== null) {
  const url = pathToFileURL(join(import.meta.dirname, "../../../..", fault.file)).href;
  registerHooks({
    load(asked, context, next) {
      if (asked !== url) return next(asked, context);
      const source = mistaken(readFileSync(fileURLToPath(url), "utf8"), fault);
      return { format: "module-typescript", source, shortCircuit: true };
    },
  });
}
