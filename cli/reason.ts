// Checks the reason that a command records: it is given, can be written, and names nobody who is a reference in evidence.
import type { Config } from "../config/schema.ts";
import { personIn } from "../config/mistakes/named-people.ts";
import { isWritable } from "../config/members/recorded-text.ts";
import { UsageError } from "./exit.ts";
import type { Output } from "./output.ts";
import { loadConfig } from "./places/load-config.ts";

/** The reason as it was given. Throws UsageError where it is missing or empty. */
export function givenReason(command: string, reason: string | undefined): string {
  if (reason === undefined || reason.trim() === "") throw new UsageError(`${command}: expected --reason TEXT`);
  return reason;
}

/** The config of a command that records the reason. Rejects with UsageError where a record must not, or can't, hold it. */
export async function configFor(reason: string, path: string | undefined, out: Output): Promise<Config> {
  const { config } = await loadConfig(path, out);
  refuseReason(reason, config);
  return config;
}

/** Throws UsageError where a record must not, or can't, hold the reason. */
export function refuseReason(reason: string, config: Config): void {
  const [found = isWritable(reason) ? undefined : "found a character that no record can hold, expected text"] =
    personIn(reason, config);
  if (found !== undefined) throw new UsageError(`--reason: ${found}. Nothing was written`);
}
