// Says which scopes an answer from the tables can't be relied on for, since their evidence is not as it was sealed.
import type { Broken } from "../../audit/tables/broken.ts";
import { plural } from "../../audit/plural.ts";
import { EXIT } from "../exit.ts";

const NOT_ITS_RESULTS =
  "From then on that scope is not observed, and none of its failures is ended or confirmed. Do not rely on its results. The rest is computed without it.";
const NOT_THEIR_RESULTS =
  "From then on those scopes are not observed, and none of their failures is ended or confirmed. Do not rely on their results. The rest is computed without them.";

/** The lines that stand before an answer; none where nothing is broken. */
export function brokenLines(broken: readonly Broken[]): string[] {
  if (broken.length === 0) return [];
  return [
    `BROKEN: the evidence of ${plural(broken.length, "scope")} is not as it was sealed.`,
    ...broken.map(({ scope, from, object, said }) =>
      said.startsWith(object)
        ? `  ${scope} from ${from} on: ${said}`
        : `  ${scope} from ${from} on, where ${object} comes: ${said}`,
    ),
    broken.length === 1 ? NOT_ITS_RESULTS : NOT_THEIR_RESULTS,
    "Tell the security lead, and run tidemark verify to see all that is wrong.",
  ];
}

/** Where lines would stand among data. */
export function warnOfBroken(broken: readonly Broken[]): void {
  for (const line of brokenLines(broken)) process.stderr.write(`${line}\n`);
}

/** The exit code of an answer that was given. */
export const answeredWith = (broken: readonly Broken[]): number => (broken.length === 0 ? EXIT.done : EXIT.broken);
