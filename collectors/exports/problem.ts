// Names why a command that reads a cloud failed, as one code of the closed list, from what the command printed.
import type { Problem } from "../../evidence-schema/record/record.ts";
import { refusalDetail } from "../../evidence-schema/record/because.ts";
import { codeOfFailure } from "../failure-code.ts";
import { refusingPolicy } from "../refusal-words.ts";

// The action that was refused, in the clouds' spellings. Nothing else of the text is kept: it names people and values.
const ACTIONS: readonly RegExp[] = [
  /perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/,
  /action '([A-Za-z0-9.]+(?:\/[A-Za-z0-9.*]+)+)'/,
  /[Pp]ermission '([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+){2,})'/,
  /'([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+){2,})' permission/,
];

// The error code of the service, as aws, az and gcloud print it.
const CODES: readonly RegExp[] = [
  /An error occurred \(([A-Za-z]\w*(?:\.\w+)*)\)/,
  /^(?:ERROR: )?\(([A-Z][A-Za-z]+)\) /m,
  // https://grpc.io/docs/guides/status-codes/
  /\b(PERMISSION_DENIED|UNAUTHENTICATED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|INVALID_ARGUMENT|NOT_FOUND|UNAVAILABLE|DEADLINE_EXCEEDED|INTERNAL)\b/,
];

/** The problem of an export that ended with `exitStatus` and printed `error`; unavailable where nothing else is recognised. */
export function classifyFailure(source: string, exitStatus: number, error: string | null): Problem {
  const code = codeOfFailure(error ?? "") ?? "unavailable";
  const action = ACTIONS.map((pattern) => pattern.exec(error ?? "")?.[1]).find((name) => name !== undefined);
  const told = CODES.map((pattern) => pattern.exec(error ?? "")?.[1]).find((name) => name !== undefined) ?? null;
  if (code === "denied" && action !== undefined)
    return { code, detail: refusalDetail({ action, code: told, policy: refusingPolicy(error ?? "") }) };
  const ended = `the command of export ${source} ended with exit status ${exitStatus}`;
  return { code, detail: told === null ? ended : `${ended} (${told})` };
}
