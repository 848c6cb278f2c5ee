// Decides what has to be there in Google Cloud, so that a deployment can read: by the config, and by what the sources declare.
import { GCP_PERMISSIONS } from "../../../collectors/gcp/actions.ts";
import { CLOUD_SCOPES, DIRECTORY_SCOPES, GOOGLE_APIS, SIGN_IN } from "../../../collectors/google/apis.ts";
import { configuredGoogle } from "../../../collectors/google/configured-google.ts";
import { GCP_ROLE, gcpFunctionArn, gcpRoleArn } from "../../../config/deployed/gcp-role.ts";
import { deployedConfig } from "../../../config/deployed/places.ts";
import { isOf } from "../../../config/live-clouds.ts";
import type { Config } from "../../../config/schema.ts";
import { UsageError } from "../../exit.ts";

/** Everything that is made, as script and template are told it. */
export type Wanted = {
  /** The name of the service account. */
  readonly name: string;
  readonly pool: string;
  /** The name of the pool's provider. */
  readonly provider: string;
  /** Id or number of the project that has the pool and the service account, and that the calls count against. */
  readonly project: string;
  /** Where the role is bound; null: at each of `projects`. */
  readonly parent: { readonly kind: "organization" | "folder"; readonly id: string } | null;
  /** Numbers of the enrolled projects. */
  readonly projects: readonly string[];
  /** The account of AWS whose issuer signs. */
  readonly account: string;
  /** The role of AWS that is trusted, by its ARN: the `sub` of its tokens. */
  readonly subject: string;
  /** The tokens that the provider takes, as an expression of CEL. */
  readonly condition: string;
  /** The id of the role. */
  readonly role: string;
  /** Permissions of the role, sorted. */
  readonly permissions: readonly string[];
  /** APIs that have to be on in `project`, sorted. */
  readonly apis: readonly string[];
  /** Scopes by which people of a directory are read; none where the config enrols no Google Workspace. */
  readonly directoryScopes: readonly string[];
  /** The members that the config has already; empty texts where it has none. */
  readonly configured: { readonly serviceAccount: string; readonly provider: string };
};

/** A role of an organization or a project has no dash in its id. */
const ROLE = "tidemarkReader";

/**
 * Roles of a project can't hold them: policies above a project are read by whoever has a role there.
 * https://docs.cloud.google.com/iam/docs/creating-custom-roles
 */
const isAboveProjects = (permission: string): boolean =>
  /^resourcemanager\.(?:folders|organizations)\./.test(permission);

/** Throws UsageError where the config names no project that the calls count against, or no AWS account whose role signs in. */
export function wantedOf(config: Config): Wanted {
  const google = configuredGoogle(config);
  if (config.gcp === null || google === null)
    throw new UsageError(
      'the config does not say how Google Cloud is read. Add gcp: { parent: "organizations/…", quotaProject: "…" }',
    );
  if (google.quotaProject === null)
    throw new UsageError(
      'gcp.quotaProject is missing: the project that is to have the service account, and that the calls count against. Add quotaProject: "…" to gcp',
    );
  const deployed = deployedConfig(config);
  if (deployed === null)
    throw new UsageError(
      "the config has no deployment, so no role of AWS would sign in to Google Cloud. Add deployment and schedule, or, to read from a workstation alone, sign in with gcloud auth application-default login",
    );
  const projects = google.scopes
    .filter((scope) => scope.startsWith("gcp/projects/"))
    .map((scope) => scope.slice("gcp/projects/".length));
  const [kind, id] = google.parent?.split("/") ?? [];
  const parent =
    kind === undefined || id === undefined
      ? null
      : ({ kind: kind === "folders" ? "folder" : "organization", id } as const);
  const isWorkspace = config.scopes.some(({ scope }) => isOf(scope, "workspace"));
  return {
    name: GCP_ROLE,
    pool: "tidemark",
    // A provider has four letters at least.
    provider: "tidemark-aws",
    project: google.quotaProject,
    parent,
    projects,
    account: deployed.deployment.account,
    subject: gcpRoleArn(deployed),
    condition: conditionOf(deployed.deployment.account, gcpRoleArn(deployed), gcpFunctionArn(deployed)),
    role: ROLE,
    permissions: parent === null ? GCP_PERMISSIONS.filter((each) => !isAboveProjects(each)) : GCP_PERMISSIONS,
    apis: apisFor(isWorkspace),
    directoryScopes: isWorkspace ? DIRECTORY_SCOPES : [],
    configured: { serviceAccount: config.gcp.serviceAccount ?? "", provider: config.gcp.provider ?? "" },
  };
}

/**
 * The role alone is not enough: whoever may pass it to a function of their own would get its tokens.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
 */
function conditionOf(account: string, role: string, functionArn: string): string {
  const claim = (name: string): string => `assertion['https://sts.amazonaws.com/']['${name}']`;
  return `assertion.sub == '${role}' && ${claim("aws_account")} == '${account}' && ${claim("lambda_source_function_arn")} == '${functionArn}'`;
}

/** The APIs that are called, and those that give the tokens, by the hosts that collectors call. */
export function apisFor(isWorkspace: boolean): string[] {
  const read = Object.values(GOOGLE_APIS).filter(({ scopes }) => isWorkspace || scopes === CLOUD_SCOPES);
  const origins = [...read.map(({ origin }) => origin), SIGN_IN.exchange, SIGN_IN.credentials];
  return [...new Set(origins.map((origin) => new URL(origin).host))].toSorted();
}
