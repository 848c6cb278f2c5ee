// Lists what the sources of Google Cloud and Google Workspace declare: as data, which infra and the set-up read without clients, and as a page.
import { GCP_ACTIONS, GCP_PERMISSIONS } from "../collectors/gcp/actions.ts";
import { containerLane } from "../collectors/gcp/containers/container.ts";
import { CONTAINER_SOURCES } from "../collectors/gcp/containers/reader.ts";
import { LANE_SOURCES } from "../collectors/gcp/lanes.ts";
import { apisFor } from "../cli/setup/gcp/wanted.ts";
import { CLOUD_SCOPES, DIRECTORY_SCOPES } from "../collectors/google/apis.ts";
import { WORKSPACE_ACTIONS } from "../collectors/workspace/actions.ts";
import { LANE_SOURCES as WORKSPACE_SOURCES } from "../collectors/workspace/lanes.ts";
import { GCP_ROLE } from "../config/deployed/gcp-role.ts";
import { declared, declaredRows, declaredReasons } from "./declared.ts";

/** `collectors/gcp/action-list.json`. */
export const gcpActionList = (): string =>
  JSON.stringify(
    [
      ...LANE_SOURCES.map(({ source, record }) => declared(record("", false).lane, source)),
      ...CONTAINER_SOURCES.map((source) => ({ ...declared(containerLane("<name>"), source), scopes: "containers" })),
    ],
    null,
    2,
  );

/** `collectors/workspace/action-list.json`. */
export const workspaceActionList = (): string =>
  JSON.stringify(
    WORKSPACE_SOURCES.map(({ source, record }) => declared(record("", false).lane, source)),
    null,
    2,
  );
const APIS = apisFor(false);
const OF_WORKSPACE = apisFor(true).filter((api) => !APIS.includes(api));

const PURPOSES: { readonly [permission: string]: string } = {
  "apikeys.keys.get": "dates of an API key again, before a result that hangs on it changes, and no text of the key",
  "cloudasset.assets.listIamPolicy":
    "policies of buckets, disks, snapshots, images, services of Cloud Run and functions below `gcp.parent`, in one listing",
  "cloudasset.assets.listResource":
    "networks, machines, disks, keys, stores, clusters, entry points and other resources of a project, and those that are there where the API of a service is off",
  "cloudkms.cryptoKeys.get": "the rotation schedule of a key again, before a result that hangs on it changes",
  "cloudsql.instances.list": "settings of Cloud SQL instances, and no database",
  "compute.disks.getIamPolicy": "the policy of a disk again, before it is taken for gone",
  "compute.disks.get": "a disk again, before its result changes, and no data of it",
  "compute.firewalls.list": "firewall rules",
  "compute.images.getIamPolicy": "the policy of an image again, before it is taken for gone",
  "compute.images.get": "an image again, before its result changes, and no data of it",
  "compute.instances.get":
    "a machine again, before its result changes: its network, addresses, tags and service account, and no metadata",
  "compute.machineImages.getIamPolicy": "the policy of a machine image again, before it is taken for gone",
  "compute.machineImages.get": "a machine image again, before its result changes, and no data of it",
  "compute.networks.getEffectiveFirewalls": "firewall policies that apply in a network without subnets",
  "compute.networks.getRegionEffectiveFirewalls":
    "firewall policies that apply in a network and region, those of the organization and of folders too",
  "compute.networks.list": "networks, and the regions in which they have subnets",
  "compute.networks.get": "a network again, before a result that hangs on it changes",
  "compute.snapshots.getIamPolicy": "the policy of a snapshot again, before it is taken for gone",
  "compute.snapshots.get": "a snapshot again, before its result changes, and no data of it",
  "compute.sslCertificates.get": "the end of an SSL certificate again, before a result that hangs on it changes",
  "compute.subnetworks.get": "a subnetwork again, before a result that hangs on it changes",
  "iam.roles.get": "custom roles of the organization that the policies grant, by name",
  "iam.roles.list": "custom roles of a project, with their permissions",
  "iam.serviceAccountKeys.list": "ids and dates of keys of service accounts, and no key",
  "iam.serviceAccounts.list": "service accounts",
  "logging.buckets.get": "retention of a log bucket of another project that a log sink leads to",
  "logging.buckets.list": "retention of log buckets, and no log entry",
  "logging.sinks.list": "where logs are sent, and by which filter",
  "networkmanagement.vpcflowlogsconfigs.list": "configurations of VPC Flow Logs, those of the organization too",
  "orgpolicy.policy.get": "four constraints that are in force in a project",
  "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query":
    "when each key of a service account last authenticated, kept to the week",
  "resourcemanager.folders.get": "whether an enrolled folder is there, if its policy is empty",
  "resourcemanager.folders.getIamPolicy": "policies of the folders above a project, and of folders that are enrolled",
  "resourcemanager.organizations.get": "whether an enrolled organization is there, if its policy is empty",
  "resourcemanager.organizations.getIamPolicy":
    "the policy of the organization, above a project and where it is enrolled",
  "resourcemanager.projects.get": "the project itself, and what it lies in",
  "resourcemanager.projects.getIamPolicy": "the policy of the project",
  "securitycentermanagement.billingMetadata.get":
    "the tier of Security Command Center: of the project, and of its organization",
  "securitycentermanagement.securityCenterServices.list": "which services of Security Command Center are in effect",
  "serviceusage.services.get":
    "whether the services that scan images, and Compute Engine and Artifact Registry, are on",
  "storage.buckets.getIamPolicy": "policies and ACLs of buckets",
  "storage.buckets.list": "settings of buckets, and no object",
};

/** Throws where a source declares a permission that this page does not explain. */
function purposeOf(permission: string): string {
  const purpose = PURPOSES[permission];
  if (purpose === undefined)
    throw new Error(`no purpose of ${permission} is written down. Add it to PURPOSES in scripts/google-actions.ts`);
  return purpose;
}

/** `docs/gcp-permissions.md`. */
export const gcpPermissionsPage = (): string => `<!-- Made by npm run generate. -->

# Google Cloud permissions

Each source declares its calls. This page, the script and the Terraform configuration of \`tidemark setup gcp\` are generated from those declarations. No source reads the contents of storage or databases, log entries or secrets, and no permission allows a change.

## The role

A custom role of exactly the declared permissions is bound where \`gcp.parent\` points: at the organization, or at a folder. Google has no predefined role that covers them: half a dozen would be needed, each with more than Tidemark calls, so there is no option for those. A role of a folder is made in its organization, since folders have none. Without \`gcp.parent\`, the role is made in each enrolled project, and lacks the permissions on folders and organizations, which no project's role can hold. The script does not count a binding with a condition, and makes one without.

Policies above a project are read where the role is bound there too, and custom roles of the organization where it is bound at the organization. At a folder or at projects alone, the policies above stay unread, and the results that hang on them are \`indeterminate\`, with the permission as their cause. Folders and organizations that the config enrols lie at or below \`gcp.parent\`, and are read by the same role.

## The calls of each source

| source | types | permission, and how often it is used |
|---|---|---|
${declaredRows(GCP_ACTIONS)}

- **Once a page**: Cloud Asset Inventory tells the assets of all projects below \`gcp.parent\` in one listing, 1,000 assets a page. Other lists are of one project.
- **Once for each network and region**: firewall policies that apply in a network take one call for each region in which it has subnets, at eight a second for all projects together. A network of auto mode has subnets in more than forty regions: 100 such networks take about nine minutes a run. Networks of custom mode have a few.
- **A few**: the project itself, the policies above it, four constraints, and resources that are read again because a result would change.
- **Once a resource** needs a reason:

${declaredReasons(LANE_SOURCES.map(({ source }) => source))}

## The purpose of each permission

| permission | lets Tidemark read |
|---|---|
${GCP_PERMISSIONS.map((permission) => `| \`${permission}\` | ${purposeOf(permission)} |`).join("\n")}

The role, as \`gcloud iam roles create\` takes it from a file:

\`\`\`yaml
title: Tidemark reader of configuration
stage: GA
includedPermissions:
${GCP_PERMISSIONS.map((permission) => `  - ${permission}`).join("\n")}
\`\`\`

## The project that calls count against

\`gcp.quotaProject\` has the service account and its trust in AWS, and every call counts against its quotas. The identity that reads needs \`roles/serviceusage.serviceUsageConsumer\` there. The script turns on these APIs in this project, and in no other:

${APIS.map((api) => `- \`${api}\``).join("\n")}

Where the config enrols a customer of Google Workspace, ${OF_WORKSPACE.map((api) => `\`${api}\``).join(" and ")} come too.

Turning on Compute Engine makes a default network in a project that has none, unless the constraint \`compute.skipDefaultNetworkCreation\` is in force. Best take a project that has nothing else in it. Where the API of a service is off in a project that is read, the inventory tells what is there, and its answers count as up to seven hours old.

## Google Workspace

With \`gcp.customer\` and the scope \`workspace/<customer>\`, people of Google Workspace or Cloud Identity are read: who has 2-step verification, and who is an administrator. The APIs name no permissions. In this table \`admin.users.read\` stands for Users > Read of the Admin API privileges, and \`admin.groups.read\` for Groups > Read. IAM policies say which groups own projects, folders and organizations. Those policies are read by the permissions above.

| source | types | privilege, and how often it is used |
|---|---|---|
${declaredRows(WORKSPACE_ACTIONS)}

Once a resource needs a reason:

${declaredReasons(WORKSPACE_SOURCES.map(({ source }) => source))}

There are two ways to let a service account read. \`tidemark doctor\` tries both, and says which one works.

- **An admin role of the service account itself** is the better way: nobody is acted for, and Google's audit log names the service account. A super administrator makes a custom role with these privileges alone, and assigns it to the unique id of the service account, for the whole customer. A role that is limited to an organizational unit is not enough. Google documents this way for groups. No page says that the list of people takes it, and it was not tried against Google.
- **Domain-wide delegation** is the fallback, and much broader power: whoever acts as the service account can act for everybody of the customer, within the delegated scopes. \`gcp.administrator\` names who is acted for. The service account needs \`roles/iam.serviceAccountTokenCreator\` on itself. The address is in no record.

These scopes are delegated, and no others:

${DIRECTORY_SCOPES.map((scope) => `- \`${scope}\``).join("\n")}

The project that the calls count against needs the Admin SDK and Cloud Identity APIs turned on.

## Who signs in

- **In a deployment** the role of the function \`${GCP_ROLE}\` signs in, without a key: AWS signs a token, a workload identity pool takes it, and the role acts as the service account \`${GCP_ROLE}\`. The provider of the pool pins the issuer of the AWS account, its own name as the audience, and by its condition the account, the exact role and the very function. The role alone would not be enough, since whoever may pass it to a function of their own would get its tokens.
- **Others could get in** by a key of the service account, a role at it, another provider in the pool, or keys that somebody uploads to the provider. The script refuses each of them when it runs; the Terraform configuration does not look. Neither sees what is added later. An identity that may act as every service account of the project by a role above it can act as this one too.
- **On a workstation** the application default credentials read (\`gcloud auth application-default login\`), with the roles that this person has. For people of Google Workspace, that person signs in with the scopes too: \`gcloud auth application-default login --scopes=openid,${[...CLOUD_SCOPES, ...DIRECTORY_SCOPES].join(",")}\`.
- **Who sets it up** needs to make pools and service accounts and to turn on APIs in \`gcp.quotaProject\`, and to make and bind roles at \`gcp.parent\`. The first lines of the script name the roles. \`tidemark setup gcp --undo\` prints a script that removes what was made. APIs and outbound federation in AWS stay on. Google keeps a deleted pool for 30 days and a deleted role for 7, and the script brings them back.
- \`tidemark doctor\` asks AWS for the issuer: \`iam:GetOutboundWebIdentityFederationInfo\`, by the credentials at hand.
`;
