// Judges whom IAM policies of Google Cloud projects, folders and organizations give the basic roles that change things.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
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
import { isOwnProject, ownProject, type AskProject } from "../../readings/gcp/own-project.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy, its members by kind; people are references. */
const Member = z.object({ Kind: z.string(), Domain: z.string().nullish(), Reference: z.string().nullish() });
const Policy = z.object({
  Type: z.string(),
  Bindings: z.array(z.object({ Role: z.string(), HasCondition: z.boolean().nullish(), Members: z.array(Member) })),
});
type Policy = z.infer<typeof Policy>;

/** Owner and Editor are the legacy ones. https://docs.cloud.google.com/iam/docs/roles-overview#basic */
const BASIC = ["roles/owner", "roles/admin", "roles/editor", "roles/writer"];

type Grant = {
  readonly role: string;
  readonly kind: string;
  readonly domain: string;
  readonly reference: string;
  readonly isConditional: boolean;
};

/** A deleted member may do nothing. */
const grantsOf = ({ Bindings }: Policy): Grant[] =>
  Bindings.flatMap((binding) => {
    const { role, isConditional } = roleOf(binding);
    if (!BASIC.includes(role)) return [];
    return binding.Members.filter(({ Kind }) => Kind !== "deleted").map(({ Kind, Domain, Reference }) => ({
      role,
      kind: Kind,
      domain: (Domain ?? "").toLowerCase(),
      reference: Reference ?? "",
      isConditional,
    }));
  });

const names = (policy: Policy): string[] =>
  grantsOf(policy).map((grant) => Object.values(grant).join(" ").toLowerCase());

const related = { project: ownProject, ...policiesAbove(Policy, names) };

const container = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  evaluate: (slice, { parameters, scope }: Question<Parameters, Record<never, never>>) =>
    judge(slice, { parameters, scope, project: null }),
});

const ancestor = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related,
  evaluate: (slice, { related: of, parameters, scope }: Question<Parameters, typeof related>) =>
    judgedAbove(slice, of, names) ?? judge(slice, { parameters, scope, project: of.project }),
});

/**
 * Service accounts that Google may give Editor by itself, each of its own project: the Google APIs Service Agent, and the accounts of the
 * company's machines. https://docs.cloud.google.com/iam/docs/service-account-types
 */
const OF_PROJECT = [
  { sort: "serviceAgent", form: /^serviceAccount:(\d+)@cloudservices\.gserviceaccount\.com$/i },
  { sort: "defaultServiceAccounts", form: /^serviceAccount:(\d+)-compute@developer\.gserviceaccount\.com$/i },
  { sort: "defaultServiceAccounts", form: /^serviceAccount:([a-z][\w.:-]*)@appspot\.gserviceaccount\.com$/i },
] as const;

/** Anybody may make a group there, so that the group is nobody's own. https://support.google.com/groups/answer/2464926 */
const FREE = "googlegroups.com";

type Sort = "listed" | "groups" | (typeof OF_PROJECT)[number]["sort"] | "others" | "unread";

type Asked = { readonly parameters: Parameters; readonly scope: string; readonly project: AskProject };

/** Words and facts tell how many there are, and never who. */
function judge(slice: Policy, { parameters: { allowedHolders, allowGroups }, scope, project }: Asked): Verdict {
  const grants = grantsOf(slice);
  const listed = new Set(allowedHolders.map((holder) => holder.toLowerCase()));
  const unread = new Set<Problem>();
  const sortOf = ({ role, kind, domain, reference }: Grant): Sort => {
    if (listed.has(reference.toLowerCase())) return "listed";
    if (allowGroups && kind === "group" && domain !== FREE) return "groups";
    // Google gives them Editor of the project alone: everything else, somebody else gave.
    if (role !== "roles/editor" || slice.Type !== "project" || kind !== "serviceAccount") return "others";
    for (const { sort, form } of OF_PROJECT) {
      const party = form.exec(reference)?.[1]?.toLowerCase();
      if (party === undefined) continue;
      const own = isOwnProject(party, scope, project);
      if (own === true) return sort;
      if (own === false) continue;
      unread.add(own);
      return "unread";
    }
    return "others";
  };
  const bySort = Object.groupBy(grants, sortOf);
  const others = [...(bySort.others ?? []), ...(bySort.unread ?? [])];
  const certain = (bySort.others ?? []).filter(({ isConditional }) => !isConditional);
  const count = (sort: Sort): number => bySort[sort]?.length ?? 0;
  const facts = {
    level: slice.Type,
    listed: count("listed"),
    groups: count("groups"),
    serviceAgent: count("serviceAgent"),
    defaultServiceAccounts: count("defaultServiceAccounts"),
    others: kindsOf(others),
  };
  if (grants.length === 0)
    return notApplicable("the IAM policy grants none of roles/owner, admin, editor and writer", facts);
  if (certain.length > 0)
    return fail(
      `the IAM policy grants roles/owner, admin, editor or writer to ${certain.length} that are not among allowedHolders`,
      facts,
    );
  for (const problem of unread) return indeterminate(problem, facts);
  if (others.length > 0)
    return indeterminate(
      {
        code: "not-supported",
        detail: "roles/owner, admin, editor or writer is granted under a condition, which Tidemark does not read",
      },
      facts,
    );
  return pass("the IAM policy grants roles/owner, admin, editor and writer only where the check allows it", facts);
}

function kindsOf(grants: readonly Grant[]) {
  const kinds = Object.groupBy(grants, ({ role, kind }) => `${role} ${kind}`);
  return Object.entries(kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, 20)
    .map(([to, of]) => ({ to, members: of?.length ?? 0 }));
}

export const gcp = [ancestor, container];
