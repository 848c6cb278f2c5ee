// Judges the owners of a folder or organization of Google Cloud that is enrolled, and finds its policy for the projects below it, which
// inherit them.
import {
  defineEvaluator,
  indeterminate,
  inScope,
  notApplicable,
  relation,
  type Question,
  type Related,
  type Verdict,
} from "../../../kernel.ts";
import { directory, judgeOwners, notRead, ownersBy, OwnersPolicy, referenceOf, type Owner } from "./owners.ts";

const CONTAINER_POLICY = "Tidemark::ResourceManager::ContainerPolicy";

/** The policy of a folder or organization, in the scope that it is. */
export const containerPolicy = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: OwnersPolicy,
  related: directory,
  evaluate: (slice: OwnersPolicy, { related: people }: Question<unknown, typeof directory>): Verdict =>
    judgeOwners(slice, {
      people,
      machines: (owners) => (owners.some(({ Kind }) => Kind === "serviceAccount") ? [notRead(MACHINES)] : []),
    }),
});

const MACHINES =
  "the IAM policy grants roles/owner to a service account, whose keys Tidemark reads only with the project that has it";

/** A policy as a project below has it. */
type Inherited = OwnersPolicy & { readonly Ancestor: string };

/** A folder or organization has one policy. */
const POLICY = "policy";

type Kind = "folders" | "organizations";

const above = (kind: Kind) =>
  relation({
    type: CONTAINER_POLICY,
    kind,
    within: "scope",
    global: true,
    reads: OwnersPolicy,
    on: () => [POLICY],
    asked: (policy: Inherited) => (kindAbove(policy) === kind ? [questionOf(policy)] : []),
  });

/** Policies of folders and organizations that are enrolled. */
export const policiesAbove = { folders: above("folders"), organizations: above("organizations") };

export type AbovePolicies = { readonly [kind in Kind]: (value: string) => Related<OwnersPolicy> };

/** The kind of scope that may judge a policy which is inherited; null for the project's own, and for one without owners. */
function kindAbove(policy: Inherited): Kind | null {
  if (ownersBy(policy).length === 0) return null;
  return policy.Type === "folder" ? "folders" : policy.Type === "organization" ? "organizations" : null;
}

const questionOf = ({ Ancestor }: Inherited): string => inScope(`gcp/${Ancestor}`, POLICY);

/**
 * The verdict on a policy that a folder or organization is asked for; null where it is judged here. It is judged there only if the policy
 * has all of these owners there: either may have been read before an owner came.
 */
export function judgedAbove(policy: Inherited, policies: AbovePolicies): Verdict | null {
  const kind = kindAbove(policy);
  if (kind === null) return null;
  const owners = ownersBy(policy).map(nameOf);
  const found = policies[kind](questionOf(policy)).find((row) => {
    const there = new Set(ownersBy(row).map(nameOf));
    return owners.every((owner) => there.has(owner));
  });
  if (found.is === "unknown") return indeterminate(found.problem);
  return found.is === "none"
    ? null
    : notApplicable("the IAM policy is of a folder or organization that is enrolled, and judged there");
}

const nameOf = (owner: Owner): string => `${owner.Kind} ${referenceOf(owner)} ${owner.isConditional}`;
