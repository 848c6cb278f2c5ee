// Judges the policies that give a Google Cloud project its owners: its own, and those of its folders and organization.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { roleOf } from "../../readings/gcp/conditional-role.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Reference: z.string().nullish() });

/** `isConditional`: an owner only while a condition holds that is not read. */
type Owner = z.infer<typeof Member> & { readonly isConditional: boolean };

export const AncestorPolicy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});

/** Whom the policy lets do everything, and give every role away. A deleted member may do nothing. */
export function ownersBy({ Bindings }: z.infer<typeof AncestorPolicy>): Owner[] {
  return Bindings.flatMap((binding): Owner[] => {
    const { role, isConditional } = roleOf(binding);
    if (role !== "roles/owner") return [];
    return binding.Members.filter(({ Kind }) => Kind !== "deleted").map((member) => ({ ...member, isConditional }));
  });
}

/** The member as relations name it; empty for members that have no name. */
export const referenceOf = ({ Reference }: Owner): string => (Reference ?? "").toLowerCase();

const ANYONE = ["allUsers", "allAuthenticatedUsers"];

const related = {
  accounts: relation({
    type: "iam.googleapis.com/ServiceAccount",
    within: "scope",
    global: true,
    reads: z.object({ email: z.string() }),
    on: ({ email }) => [`serviceAccount:${email}`.toLowerCase()],
  }),
};

/** Owners that are no service accounts of the project; each of these is an item of its own. */
export const ancestorPolicy = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: AncestorPolicy,
  related,
  evaluate(slice, { related: { accounts } }: Question<unknown, typeof related>): Verdict {
    const owners = ownersBy(slice);
    const facts = { level: slice.Type, owners: countKinds(owners) };
    if (owners.length === 0) return notApplicable("the IAM policy grants roles/owner to nobody", facts);
    const anyone = owners.filter(({ Kind }) => ANYONE.includes(Kind));
    if (anyone.some(({ isConditional }) => !isConditional))
      return fail("the IAM policy grants roles/owner to allUsers or allAuthenticatedUsers", facts);
    const notRead = (detail: string): Verdict => indeterminate({ code: "not-supported", detail }, facts);
    if (anyone.length > 0) {
      return notRead("the IAM policy grants roles/owner to everyone under a condition, which Tidemark does not read");
    }
    if (owners.some(({ Kind }) => Kind !== "serviceAccount")) {
      return notRead(
        "the IAM policy grants roles/owner to members other than service accounts, whose MFA Tidemark does not read",
      );
    }
    const machines = owners.map(referenceOf).sort();
    const answers = machines.map((reference) => accounts(reference).find(() => true));
    for (const answer of answers) if (answer.is === "unknown") return indeterminate(answer.problem, facts);
    if (answers.some(({ is }) => is === "none")) {
      return notRead(
        "the IAM policy grants roles/owner to a service account outside the project, whose keys Tidemark does not read",
      );
    }
    return notApplicable(
      "the IAM policy grants roles/owner only to service accounts of the project, which are judged one by one",
      facts,
    );
  },
});

function countKinds(members: readonly Owner[]) {
  const kinds = [...new Set(members.map(({ Kind }) => Kind))].sort().slice(0, 20);
  return kinds.map((kind) => ({ kind, members: members.filter(({ Kind }) => Kind === kind).length }));
}
