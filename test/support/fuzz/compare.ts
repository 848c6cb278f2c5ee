// Whether both verifiers said the same of a ledger.
import type { Said } from "../ledgers-on-disk.ts";
import type { Answer } from "./verifier.ts";

export type Both = { readonly here: Answer; readonly python: Answer };

/**
 * How the two differ, in one line; null where they agree. Of a BROKEN ledger only the verdict is compared: where several
 * things follow from one that is wrong, a reader may stop at any of them, and the order of reading is free.
 */
export function difference({ here, python }: Both): string | null {
  const failed = [failureOf("TypeScript", here), failureOf("Python", python)].filter((each) => each !== null);
  if (failed.length > 0) return failed.join("; ");
  const [left, right] = [here as Said, python as Said];
  if (left.exit !== right.exit) return `exit ${left.exit} and ${right.exit}`;
  const [ours, theirs] = [named(left), named(right)];
  return left.exit === 1 || ours === theirs ? null : `${ours} and ${theirs}`;
}

/** The broken rules, and their objects but where something is missing: then no object is the right one. */
function named({ violations }: Said): string {
  // Of what is no plain object one of them says so behind its name.
  const said = violations.map(({ rule, object }) =>
    rule.startsWith("W") ? rule : `${rule} ${object.replace(" (not a regular file)", "")}`,
  );
  return [...new Set(said)].sort().join(", ");
}

/** A verifier must say something of whatever lies there: what it gives up on, anybody can put there. */
function failureOf(who: string, answer: Answer): string | null {
  if ("failed" in answer) return `${who} ${answer.failed}`;
  const said = answer.exit === 3 ? answer.statements.join(" ") : "";
  const isCrash = /^(?!(?:Trust|Usage|Store)Error)\w*Error\b/.test(said) || said.includes("cannot verify:");
  return isCrash ? `${who}: ${said}` : null;
}
