// Says of a function that answers everyone whether the company lists it as meant for that.
import type { Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/**
 * A failure of a function that is listed, by its key or by the last part of it, whatever their case, does not apply by the company's
 * statement: it is counted apart, with what was read. Every other verdict stays.
 */
export function unlessListed(key: string, { listed }: Parameters, verdict: Verdict): Verdict {
  const id = key.toLowerCase();
  const name = id.split(/[/:]/).at(-1);
  if (verdict.outcome !== "fail" || !listed.some((each) => [id, name].includes(each.toLowerCase()))) return verdict;
  return {
    outcome: "not-applicable",
    because: "not applicable by the company's statement: the function is listed as one that may answer everyone",
    facts: { ...verdict.facts, listed: true },
    basis: "stated",
  };
}
