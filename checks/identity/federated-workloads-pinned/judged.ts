// Judges a trust by whom each issuer or pool that it names lets in: the widest decides.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { isWithin, type Reach, type Span } from "../../engines/federation/span.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** `by`: the address of an issuer, or the name of a pool of identities. */
export type Trusted = { readonly by: string; readonly reach: Reach };

const WORDS: { readonly [span in Span]: string } = {
  workload: "workloads by name",
  owner: "all workloads of an owner",
  anybody: "workloads of more than one owner or namespace",
};

/** The facts: each issuer or pool with whom it lets in; a range where the rule was not understood. */
export function shownTrust(trusted: readonly Trusted[]): JsonObject {
  const { grants, grantCount } = shownGrants(
    trusted.map(({ by, reach: { least, most } }) => ({
      by,
      lets: least === most ? least : `${least}-${most}`,
    })),
  );
  return { trusted: grants, trustedCount: grantCount };
}

/** `subject`: whose trust it is, the subject of a sentence. */
export function judgeTrust(
  subject: string,
  trusted: readonly Trusted[],
  { allowOwner }: Parameters,
  notUnderstood: Problem,
): Verdict {
  const facts = shownTrust(trusted);
  const allowed = allowOwner ? "owner" : "workload";
  const within = trusted.map(({ reach }) => isWithin(reach, allowed));
  if (within.includes(false)) {
    const most = trusted.some(({ reach }) => isWithin(reach, "owner") === false) ? "anybody" : "owner";
    return fail(`${subject} lets in ${WORDS[most]}`, facts);
  }
  if (within.includes(null)) return indeterminate(notUnderstood, facts);
  const isOwner = trusted.some(({ reach }) => isWithin(reach, "workload") !== true);
  return pass(`${subject} lets in ${isOwner ? WORDS.owner : WORDS.workload}`, facts);
}
