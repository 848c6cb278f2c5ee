// Defines the exit codes of every command, and decides which error is which.

/**
 * As the table in README says: 0 done, 1 verification failed, 2 something due was not observed, 3 usage, input or I/O, 4
 * something was found: drift, or objects beside the signed ones.
 */
export const EXIT = { done: 0, broken: 1, incomplete: 2, usage: 3, found: 4 } as const;

/** The command was called wrongly: one line that says what was expected. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Errors whose message says everything; any other error is a fault of Tidemark, and the message says so. */
const SAID: ReadonlySet<string> = new Set([
  "UsageError",
  "ConfigError",
  "InputError",
  "UnusableInput",
  "NoCredentials",
  "CallFailed",
  "StoreError",
  "ChainError",
  "ObservationError",
  "TrustError",
  "VerifyUsageError",
  "LostRace",
  "TablesError",
]);

/** Text for the user about an error: its message, or that the error is unexpected; never a stack trace. */
export function explain(error: unknown): string {
  if (!(error instanceof Error))
    return `tidemark: unexpected error: ${String(error)} (a fault of Tidemark; set TIDEMARK_DEBUG=1 to see where)`;
  const text = error.message.split("\n");
  // Node's own words on arguments; what follows their first line is advice.
  if ((error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true) return `tidemark: ${text[0]}`;
  const known = SAID.has(error.name);
  return known
    ? text.map((line) => `tidemark: ${line}`).join("\n")
    : `tidemark: unexpected ${error.name}: ${text[0]} (a fault of Tidemark; set TIDEMARK_DEBUG=1 to see where)`;
}
