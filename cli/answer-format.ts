// Decides in which format an answer is printed.
import { UsageError } from "./exit.ts";

const FORMATS = ["table", "json", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** `--json` is short for `--format json`. Throws UsageError for another format, and for two. */
export function formatOf({ format, json }: { readonly format?: string | undefined; readonly json: boolean }): Format {
  const found = format ?? (json ? "json" : "table");
  const known = FORMATS.find((each) => each === found);
  if (known === undefined) throw new UsageError(`--format: found ${found}, expected one of ${FORMATS.join(", ")}`);
  if (json && known !== "json")
    throw new UsageError(`found --json and --format ${known}, expected only one of the two`);
  return known;
}
