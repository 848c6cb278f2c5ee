// Reads whom a rule on one claim of a token names: the subject, or a claim of the issuer's own.
import { reachOfSubject } from "./issuers.ts";
import { exactly, UNKNOWN, type Reach, type Span } from "./span.ts";

/** A text that the claim has to be, or a pattern with `*` and `?` for any text. */
export type Wanted = { readonly text: string; readonly isFixed: boolean };

type OfIssuer = {
  readonly address: RegExp;
  readonly claims: { readonly [claim: string]: Span };
};

/**
 * Claims that name a workload or its owner, beside the subject. A name may be given to somebody else after its owner leaves it; an id
 * may not. `workflow_ref` is of the workflow that began, which lies in the repository; another one that it calls may not.
 */
const CLAIMS: readonly OfIssuer[] = [
  {
    // https://docs.github.com/en/actions/reference/security/oidc
    address: /^(?:vs)?token\.actions\.githubusercontent\.com(?:\/|$)/,
    claims: {
      repository: "workload",
      repository_id: "workload",
      workflow_ref: "workload",
      repository_owner: "owner",
      repository_owner_id: "owner",
      enterprise: "owner",
      enterprise_id: "owner",
      actor: "anybody",
      actor_id: "anybody",
      environment: "anybody",
      event_name: "anybody",
      ref: "anybody",
      ref_type: "anybody",
      repository_visibility: "anybody",
      workflow: "anybody",
    },
  },
  {
    // https://docs.gitlab.com/ci/secrets/id_token_authentication/
    address: /^gitlab\.com$/,
    claims: {
      project_path: "workload",
      project_id: "workload",
      namespace_path: "owner",
      namespace_id: "owner",
      environment: "anybody",
      ref: "anybody",
      ref_path: "anybody",
      ref_protected: "anybody",
      ref_type: "anybody",
    },
  },
  {
    // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
    address: /^app\.terraform\.io$/,
    claims: {
      terraform_workspace_id: "workload",
      terraform_full_workspace: "workload",
      terraform_organization_id: "owner",
      terraform_organization_name: "owner",
      terraform_project_id: "owner",
      terraform_project_name: "anybody",
      terraform_run_phase: "anybody",
      terraform_workspace_name: "anybody",
    },
  },
];

/** Claims whose text is `owner/name`, so that what begins with an owner and a slash is of that owner. */
const PATHS: ReadonlySet<string> = new Set(["project_path", "repository", "workflow_ref"]);

/** Whom tokens can be of whose claim is as wanted. */
export function reachOfClaim(address: string, claim: string, { text, isFixed }: Wanted): Reach {
  if (claim === "sub") return reachOfSubject(address, text, isFixed);
  // Audiences say for whom a token is.
  if (claim === "aud" || claim === "iss") return exactly("anybody");
  const known = CLAIMS.find((each) => each.address.test(address))?.claims;
  const span = known !== undefined && Object.hasOwn(known, claim) ? known[claim] : undefined;
  if (span === undefined) return UNKNOWN;
  if (isFixed || span === "anybody") return exactly(span);
  if (/^\*+$/.test(text)) return exactly("anybody");
  if (!PATHS.has(claim)) return UNKNOWN;
  if (claim === "workflow_ref" && /^[^/*?]+\/[^/*?]+\//.test(text)) return exactly("workload");
  return exactly(/^[^/*?]+\//.test(text) ? "owner" : "anybody");
}
