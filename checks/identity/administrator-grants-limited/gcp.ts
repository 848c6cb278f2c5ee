// Judges whom IAM policies of Google Cloud projects, folders and organizations let do everything, or give rights away.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  type Answer,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { homeOf, type CustomRole } from "../../engines/identity/google-rights.ts";
import { customRoles, organizationRoles, projectRoles } from "../../readings/gcp/custom-roles.ts";
import { isOwnProject, ownProject, type AskProject } from "../../readings/gcp/own-project.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import { grantNames, grantsOf, Policy, type Granted } from "./gcp-grants.ts";
import type { Parameters } from "./parameters.ts";

const related = { project: ownProject, projectRoles, organizationRoles, ...policiesAbove(Policy, grantNames) };
const inContainer = { organizationRoles };

const container = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  related: inContainer,
  evaluate: (slice, { related: of, parameters, scope }: Question<Parameters, typeof inContainer>) =>
    judge(slice, { parameters, scope, project: null, custom: customRoles(of.organizationRoles, null) }),
});

const ancestor = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related,
  evaluate: (slice, { related: of, parameters, scope }: Question<Parameters, typeof related>) =>
    judgedAbove(slice, of, grantNames) ??
    judge(slice, {
      parameters,
      scope,
      project: of.project,
      custom: customRoles(of.organizationRoles, of.projectRoles),
    }),
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

type Asked = {
  readonly parameters: Parameters;
  readonly scope: string;
  readonly project: AskProject;
  readonly custom: (role: string) => Answer<CustomRole>;
};

/** Words and facts tell how many there are, and never who. */
function judge(slice: Policy, { parameters: { allowedHolders, allowGroups }, scope, project, custom }: Asked): Verdict {
  const { grants, deleted, disabled } = grantsOf(slice, custom);
  const listed = new Set(allowedHolders.map((holder) => holder.toLowerCase()));
  const unread = new Set<Problem>();
  const sortOf = ({ role, kind, domain, reference, problem }: Granted): Sort => {
    if (listed.has(reference.toLowerCase())) return "listed";
    if (allowGroups && kind === "group" && domain !== FREE) return "groups";
    if (problem !== null) {
      unread.add(problem);
      return "unread";
    }
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
  const gives = [...new Set(others.flatMap((grant) => grant.gives))].sort();
  const count = (sort: Sort): number => bySort[sort]?.length ?? 0;
  const facts = {
    level: slice.Type,
    listed: count("listed"),
    groups: count("groups"),
    serviceAgent: count("serviceAgent"),
    defaultServiceAccounts: count("defaultServiceAccounts"),
    others: kindsOf(others),
    ...(gives.length === 0 ? {} : { customRolesGive: gives }),
    ...(deleted === 0 ? {} : { deletedRoles: deleted }),
    ...(disabled === 0 ? {} : { disabledRoles: disabled }),
  };
  if (grants.length === 0)
    return notApplicable("the IAM policy grants no role that may do everything or give rights", facts);
  if (certain.length > 0)
    return fail(
      `by the IAM policy, holders outside of allowedHolders may do everything or give rights: ${certain.length}`,
      facts,
    );
  for (const problem of unread) return indeterminate(problem, facts);
  if (others.length > 0)
    return indeterminate(
      {
        code: "not-supported",
        detail:
          "the right to do everything or to give rights is granted under a condition, which Tidemark does not read",
      },
      facts,
    );
  return pass("the IAM policy grants roles that do everything or give rights only where the check allows it", facts);
}

/** The name of a company's own role may hold that of a person. */
function kindsOf(grants: readonly Granted[]) {
  const kinds = Object.groupBy(grants, ({ role, kind }) => `${homeOf(role) === null ? role : "custom role"} ${kind}`);
  return Object.entries(kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, 20)
    .map(([to, of]) => ({ to, members: of?.length ?? 0 }));
}

export const gcp = [ancestor, container];
