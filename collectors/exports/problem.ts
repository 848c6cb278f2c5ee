// Names why a command that reads a cloud failed, as one code of the closed list, from what the command printed.
import type { Problem, ProblemCode } from "../../evidence-schema/record/record.ts";
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

// Where aws, az and gcloud print the error code of the service. https://grpc.io/docs/guides/status-codes/
const CODES: readonly RegExp[] = [
  /An error occurred \(([A-Za-z]\w*(?:\.\w+)*)\)/g,
  /^(?:ERROR: )?\(([A-Z][A-Za-z]+)\) /gm,
  /\b([A-Z]+_[A-Z_]+)\b/g,
];

/** The error code of the service; null where no word at its place stands for `code`, since any other word may be a name. */
function codeIn(error: string, code: ProblemCode): string | null {
  const words = CODES.flatMap((pattern) => [...error.matchAll(pattern)].map(([, word = ""]) => word));
  return words.find((word) => codeOfFailure(word) === code) ?? null;
}

/** The problem of an export that ended with `exitStatus` and printed `error`; unavailable where nothing else is recognised. */
export function classifyFailure(source: string, exitStatus: number, error: string | null): Problem {
  const code = codeOfFailure(error ?? "") ?? "unavailable";
  const action = ACTIONS.map((pattern) => pattern.exec(error ?? "")?.[1]).find((name) => name !== undefined);
  const told = codeIn(error ?? "", code);
  if (code === "denied" && action !== undefined)
    return { code, detail: refusalDetail({ action, code: told, policy: refusingPolicy(error ?? "") }) };
  const ended = `the command of export ${source} ended with exit status ${exitStatus}`;
  return { code, detail: told === null ? ended : `${ended} (${told})` };
}
