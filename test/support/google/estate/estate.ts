// Defines a company in Google Cloud and Google Workspace as a test writes it down: each thing in the shape of its own API.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";

/** An asset of Cloud Asset Inventory, with its resource, its IAM policy or its organization policies. */
export type Asset = JsonObject & {
  readonly name: string;
  readonly assetType: string;
  /** From the project up: `["projects/1", "folders/2", "organizations/3"]`. */
  readonly ancestors: readonly string[];
  readonly updateTime: string;
};

/** A project, folder or organization as Cloud Resource Manager v3 tells it: `name` is `projects/<number>`. */
export type Container = JsonObject & { readonly name: string; readonly parent?: string };
export type Project = Container & { readonly projectId: string; readonly state: string };

/** A provider of a workload identity pool that trusts AWS. */
export type Provider = {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>` */
  readonly name: string;
  readonly kind: "oidc" | "aws";
  readonly state: "ACTIVE" | "DISABLED" | "DELETED";
  /** Null for the issuer that `startGoogle` starts, whose address is not known before. */
  readonly issuer: string | null;
  /** Audiences beside the provider's own name. */
  readonly audiences: readonly string[];
  /** The attribute condition: subject and, where it is not null, the function of Lambda. Both must be equal, by case. */
  readonly condition: { readonly sub: string; readonly function: string | null } | null;
};

/** A service account of which others may have tokens. */
export type ServiceAccount = {
  readonly email: string;
  readonly uniqueId: string;
  /** Who may act as it (roles/iam.workloadIdentityUser): `principal://iam.googleapis.com/<pool>/subject/<sub>`. */
  readonly impersonators: readonly string[];
  /** Whether it may sign for itself (roles/iam.serviceAccountTokenCreator on itself). */
  readonly signs: boolean;
  /** Scopes that the organization of Workspace delegates to it. */
  readonly delegated: readonly string[];
};

/** A person whose application default credentials a test uses. */
export type Person = {
  readonly email: string;
  readonly sub: string;
  readonly clientId: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
};

/** Permissions of a principal at a project, folder or organization, or of Workspace at its customer; `*` ends a beginning. */
export type Grant = { readonly principal: string; readonly at: string; readonly permissions: readonly string[] };

/** A group of Cloud Identity; `key` is its address. */
export type Group = {
  readonly name: string;
  readonly key: string;
  /** Addresses of people, groups and service accounts. */
  readonly members: readonly { readonly id: string; readonly type: "USER" | "GROUP" | "SERVICE_ACCOUNT" }[];
};

export type Estate = {
  readonly organization: Container;
  readonly folders: readonly Container[];
  readonly projects: readonly Project[];
  /** Each with its `resource`, its `iamPolicy` or its `orgPolicy`. */
  readonly assets: readonly Asset[];
  readonly providers: readonly Provider[];
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly people: readonly Person[];
  readonly grants: readonly Grant[];
  /** Id of the customer of Workspace, `C...`. */
  readonly customer: string;
  /** As the Directory API tells them. */
  readonly users: readonly (JsonObject & { readonly id: string; readonly primaryEmail: string })[];
  readonly groups: readonly Group[];
  /** What constraints come to in a project, by the project's name and the constraint: bodies of Organization Policy v2. */
  readonly effectivePolicies: { readonly [project: string]: { readonly [constraint: string]: JsonObject } };
  /** Configurations of VPC Flow Logs by the name of their project, or of the organization. */
  readonly flowLogs: { readonly [container: string]: readonly JsonObject[] };
  /** Services of Security Command Center by the name of their project, and tiers by the name of the project or organization. */
  readonly securityCenter: {
    readonly services: { readonly [project: string]: readonly JsonObject[] };
    readonly tiers: { readonly [container: string]: string };
  };
  /** When keys of service accounts last authenticated, by project, as Policy Analyzer lists it. */
  readonly keyActivities: { readonly [project: string]: readonly JsonObject[] };
  /** Names of the APIs that are on in a project, by its name. */
  readonly servicesOn: { readonly [project: string]: readonly string[] };
  /** Firewall policies of a folder or an organization by its name: bodies of Compute. */
  readonly hierarchicalPolicies: { readonly [container: string]: readonly JsonObject[] };
  /** Network firewall policies, by project id: bodies of Compute, `networks` in `associations`. One of a region names it. */
  readonly firewallPolicies: { readonly [projectId: string]: readonly JsonObject[] };
};
