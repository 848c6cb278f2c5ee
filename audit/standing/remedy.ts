// Says how to fix each cause, in one sentence. The remedy hangs on the code alone.
import { isAction } from "../../evidence-schema/record/because.ts";
import { splitUnit, type ProblemCode } from "../../evidence-schema/record/record.ts";

/** A cause as a record has it: its code may be one that another version writes. */
type FoundProblem = { readonly code: string; readonly detail: string };

/** `units`: the units in which the problem occurred, `<type>@<region>`. */
export function remedy({ code, detail }: FoundProblem, units: readonly string[]): string {
  const types = [...new Set(units.map((unit) => splitUnit(unit).type))];
  const what =
    types.length === 0 ? "the scope" : types.length === 1 ? (types[0] as string) : `these ${types.length} types`;
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code as ProblemCode](what, detail) : UNKNOWN;
}

const UNKNOWN = "read again; if it stays so, ask a newer version of Tidemark: this one does not know the cause";

const REMEDIES: { readonly [code in ProblemCode]: (what: string, detail: string) => string } = {
  denied: (what, detail) =>
    isAction(detail) ? `grant ${detail} to the identity that reads` : `let the reading identity read ${what}`,
  throttled: () => "nothing, if the next run reads it; else ask for a higher limit or read less at once",
  unavailable: () => "read again; if it stays so, see what the service or the command said",
  "no-answer": (what) => `let something answer for it: export ${what} too, or name in the config who reads it`,
  "out-of-time": () => "nothing, if the next run reads it; else give the run more time, or plan fewer regions",
  disabled: (what) => `turn on the service or API that answers for ${what}`,
  licence: () => "get the licence that this answer needs, or waive the control's claim on it",
  truncated: () => "export again, with all pages",
  "not-recorded": (what) =>
    `have the recorder of AWS Config run and record ${what}, or read the account without it (lane: "direct")`,
  contradictory: () => "read again; if two answers still differ, ask the source's owner which is true",
  "suddenly-empty": () =>
    "nothing, if all of it was deleted: the next run confirms that; else restore the permissions that the reading identity lost",
  "relied-gone": () => "nothing: the next run judges it by what is there now",
  "not-planned": () => "put the scope or region back into the config, or exclude it with a reason",
  "check-withdrawn": () => "turn the check on again in the config, if its results are still wanted",
  "older-answer": () => "nothing, if the next run's answer is newer than what is recorded; else export again",
  "not-captured": (what) => `read ${what} again: the check asks for fields that no run has read yet`,
  "read-too-early": (what) => `read ${what} again, and what it relates to after it`,
  unconfirmed: () => "use live reading, which reads the resource again by name; exports cannot",
  "not-supported": () => "show it by evidence of your own: this version of Tidemark does not read it",
  "not-in-answer": (what) =>
    `read ${what} again; if the answer still lacks it, see that the export has all its parts and that they may be read`,
  "unexpected-shape": () => "the cloud answered in a form that the check does not know: the check needs a new version",
};
