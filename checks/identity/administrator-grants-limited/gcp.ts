// Judges whom IAM policies of Google Cloud projects, folders and organizations give the basic roles Owner and Editor.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { roleOf } from "../../readings/gcp/conditional-role.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Reference: z.string().nullish() });
const Policy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});
type Policy = z.infer<typeof Policy>;

/** https://docs.cloud.google.com/iam/docs/roles-overview#basic */
const BASIC = ["roles/owner", "roles/editor"];

type Grant = {
  readonly role: string;
  readonly kind: string;
  readonly reference: string;
  readonly isConditional: boolean;
};

/** A deleted member may do nothing. */
const grantsOf = ({ Bindings }: Policy): Grant[] =>
  Bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    if (!BASIC.includes(role)) return [];
    return binding.Members.filter(({ Kind }) => Kind !== "deleted").map(({ Kind, Reference }) => ({
      role,
      kind: Kind,
      reference: Reference ?? "",
      isConditional,
    }));
  });

const names = (policy: Policy): string[] =>
  grantsOf(policy).map((grant) => Object.values(grant).join(" ").toLowerCase());

const related = policiesAbove(Policy, names);

const container = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  evaluate: (slice, { parameters }: Question<Parameters, Record<never, never>>) => judge(slice, parameters),
});

const ancestor = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related,
  evaluate: (slice, { related: policies, parameters }: Question<Parameters, typeof related>) =>
    judgedAbove(slice, policies, names) ?? judge(slice, parameters),
});

/** Google's own agent, to which Google gives Editor. https://docs.cloud.google.com/iam/docs/service-account-types#google-managed */
const SERVICE_AGENT = /^serviceAccount:\d+@cloudservices\.gserviceaccount\.com$/i;
/** Accounts of the company's machines, to which Google may give Editor by itself. */
const DEFAULT_ACCOUNT = /^serviceAccount:(?:\d+-compute@developer|[a-z][\w.:-]*@appspot)\.gserviceaccount\.com$/i;

/** Words and facts tell how many there are, and never who. */
function judge(slice: Policy, { allowedHolders, allowGroups }: Parameters): Verdict {
  const grants = grantsOf(slice);
  const listed = new Set(allowedHolders.map((holder) => holder.toLowerCase()));
  const isOf = (form: RegExp, { kind, reference }: Grant): boolean => kind === "serviceAccount" && form.test(reference);
  const sortOf = (grant: Grant): "listed" | "groups" | "serviceAgent" | "defaultServiceAccounts" | "others" => {
    if (listed.has(grant.reference.toLowerCase())) return "listed";
    if (allowGroups && grant.kind === "group") return "groups";
    if (isOf(SERVICE_AGENT, grant)) return "serviceAgent";
    // Google gives them Editor, and never Owner.
    return grant.role === "roles/editor" && isOf(DEFAULT_ACCOUNT, grant) ? "defaultServiceAccounts" : "others";
  };
  const bySort = Object.groupBy(grants, sortOf);
  const others = bySort.others ?? [];
  const certain = others.filter(({ isConditional }) => !isConditional);
  const count = (sort: keyof typeof bySort): number => bySort[sort]?.length ?? 0;
  const facts = {
    level: slice.Type,
    listed: count("listed"),
    groups: count("groups"),
    serviceAgent: count("serviceAgent"),
    defaultServiceAccounts: count("defaultServiceAccounts"),
    others: kindsOf(others),
  };
  if (grants.length === 0) return notApplicable("the IAM policy grants neither roles/owner nor roles/editor", facts);
  if (certain.length > 0)
    return fail(
      `the IAM policy grants roles/owner or roles/editor to ${certain.length} that are not among allowedHolders`,
      facts,
    );
  if (others.length > 0)
    return indeterminate(
      {
        code: "not-supported",
        detail: "roles/owner or roles/editor is granted under a condition, which Tidemark does not read",
      },
      facts,
    );
  return pass("the IAM policy grants roles/owner and roles/editor only where the check allows it", facts);
}

function kindsOf(grants: readonly Grant[]) {
  const kinds = Object.groupBy(grants, ({ role, kind }) => `${role} ${kind}`);
  return Object.entries(kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, 20)
    .map(([to, of]) => ({ to, members: of?.length ?? 0 }));
}

export const gcp = [ancestor, container];
