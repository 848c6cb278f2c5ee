// Judges the policies that give a Google Cloud project its owners: its own, and those of its folders and organization that are judged
// nowhere else.
import { z } from "zod";
import { defineEvaluator, indeterminate, relation, type Question, type Verdict } from "../../../kernel.ts";
import { judgedAbove, policiesAbove } from "../../../readings/gcp/policies-above.ts";
import { ownerNames } from "./container-policy.ts";
import { directory, judgeOwners, levelOf, notRead, OwnersPolicy, referenceOf, type Owner } from "./owners.ts";

/** `Ancestor`: whose policy it is, such as `folders/7`. */
const AncestorPolicy = OwnersPolicy.extend({ Ancestor: z.string() });
type AncestorPolicy = z.infer<typeof AncestorPolicy>;

const related = {
  accounts: relation({
    type: "iam.googleapis.com/ServiceAccount",
    within: "scope",
    global: true,
    reads: z.object({ email: z.string() }),
    on: ({ email }) => [`serviceAccount:${email}`.toLowerCase()],
  }),
  ...directory,
  ...policiesAbove(OwnersPolicy, ownerNames),
};

type Asking = Question<unknown, typeof related>["related"];

/** Owners that are no service accounts of the project; each of these is an item of its own. */
export const ancestorPolicy = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: AncestorPolicy,
  related,
  evaluate(slice: AncestorPolicy, { related: of }: Question<unknown, typeof related>): Verdict {
    const above = judgedAbove(slice, of, ownerNames);
    if (above !== null) return { ...above, facts: levelOf(slice) };
    return judgeOwners(slice, { people: of, machines: (owners) => machinesNotJudged(owners, of) });
  },
});

const OUTSIDE =
  "the IAM policy grants roles/owner or admin to a service account outside the project, whose keys Tidemark does not read";

/** Service accounts of the project are items of their own. */
function machinesNotJudged(owners: readonly Owner[], { accounts }: Asking): Verdict[] {
  const machines = owners.filter(({ Kind }) => Kind === "serviceAccount").map(referenceOf);
  return machines.sort().flatMap((reference) => {
    const account = accounts(reference).find(() => true);
    if (account.is === "unknown") return [indeterminate(account.problem)];
    return account.is === "none" ? [notRead(OUTSIDE)] : [];
  });
}
