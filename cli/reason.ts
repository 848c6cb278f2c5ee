// Checks the reason that a command records: it is given, can be written, and names nobody who is a reference in evidence.
import type { Config } from "../config/schema.ts";
import { personIn } from "../config/mistakes/named-people.ts";
import { isWritable } from "../config/members/recorded-text.ts";
import { UsageError } from "./exit.ts";

/** The reason as it was given. Throws UsageError where it is missing or empty. */
export function givenReason(command: string, reason: string | undefined): string {
  if (reason === undefined || reason.trim() === "") throw new UsageError(`${command}: expected --reason TEXT`);
  return reason;
}

/** Throws UsageError where a record must not, or can't, hold the reason. */
export function refuseReason(command: string, reason: string, config: Config): void {
  const [found = isWritable(reason) ? undefined : "found a character that no record can hold, expected text"] =
    personIn(reason, config);
  if (found !== undefined) throw new UsageError(`${command}: --reason: ${found}: nothing was written`);
}
