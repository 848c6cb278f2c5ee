// Lists what the sources of Google Cloud and Google Workspace declare: as data, which infra and the set-up read without clients, and as a page.
import { GCP_ACTIONS, GCP_PERMISSIONS } from "../collectors/gcp/actions.ts";
import { LANE_SOURCES } from "../collectors/gcp/lanes.ts";
import { CLOUD_SCOPES, DIRECTORY_SCOPES } from "../collectors/google/apis.ts";
import { WORKSPACE_ACTIONS } from "../collectors/workspace/actions.ts";
import { LANE_SOURCES as WORKSPACE_SOURCES } from "../collectors/workspace/lanes.ts";
import { declared, declaredRows, declaredReasons } from "./declared.ts";

/** `collectors/gcp/action-list.json`. */
export const gcpActionList = (): string =>
  JSON.stringify(
    LANE_SOURCES.map(({ source, record }) => declared(record("", false).lane, source)),
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

/** `docs/gcp-permissions.md`. */
export const gcpPermissionsPage = (): string => `<!-- Made by npm run generate. -->

# Google Cloud permissions

Each source declares its calls, and this page is generated from those declarations. No source reads the contents of storage or databases, log entries or secrets, and no permission allows a change.

| source | types | permission, and how often it is used |
|---|---|---|
${declaredRows(GCP_ACTIONS)}

- **Once a page**: Cloud Asset Inventory tells the assets of all projects below \`gcp.parent\` in one listing, 1,000 assets a page. Other lists are of one project.
- **A few**: the project itself, the policies above it, four constraints, and resources that are read again because a result would change.
- **Once a resource** needs a reason:

${declaredReasons(LANE_SOURCES.map(({ source }) => source))}

A role of exactly these permissions, for the organization or folder that \`gcp.parent\` names. \`gcloud iam roles create\` takes it as a file:

\`\`\`yaml
title: Tidemark reader
stage: GA
includedPermissions:
${GCP_PERMISSIONS.map((permission) => `  - ${permission}`).join("\n")}
\`\`\`

The project that the calls count against (\`gcp.quotaProject\`) needs \`roles/serviceusage.serviceUsageConsumer\` for whoever reads, and these APIs turned on: Cloud Asset, Cloud Resource Manager, Cloud Storage, Cloud SQL Admin, IAM, Cloud Logging, Compute Engine, Organization Policy and Network Management. Where the API of a service is off in a project that is read, the inventory tells what is there, and its answers count as up to seven hours old.

## Google Workspace

With \`gcp.customer\` and the scope \`workspace/<customer>\`, people of Google Workspace or Cloud Identity are read: who has 2-step verification, and who is an administrator. The APIs name no permissions. In this table \`admin.users.read\` stands for Users > Read of the Admin API privileges, and \`admin.groups.read\` for Groups > Read. Which groups own projects, the IAM policies say: they are read by the permissions above.

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

On a workstation, the application default credentials read (\`gcloud auth application-default login\`), with the roles that this person has. For people, sign in with the scopes too:

\`\`\`bash
gcloud auth application-default login --scopes=openid,${[...CLOUD_SCOPES, ...DIRECTORY_SCOPES].join(",")}
\`\`\`

A deployment reads as the service account that \`gcp.serviceAccount\` names ([runbook](runbook.md#google-cloud)).
`;
