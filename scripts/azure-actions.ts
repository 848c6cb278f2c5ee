// Lists what the sources of Azure and Microsoft Entra declare: as data, which infra and the set-up read without SDKs, and as a page.
import { CUSTOM_ROLE, DECLARED_ACTIONS, READER } from "../cli/setup/azure/wanted.ts";
import { AZURE_ACTIONS } from "../collectors/azure/actions.ts";
import { GROUP_SOURCES } from "../collectors/azure/groups/reader.ts";
import { LANE_SOURCES } from "../collectors/azure/lanes.ts";
import { ENTRA_ACTIONS } from "../collectors/entra/actions.ts";
import { ENTRA_SOURCES } from "../collectors/entra/lanes.ts";
import { GRAPH_PERMISSIONS } from "../collectors/entra/permissions.ts";
import { MICROSOFT_GRAPH } from "../collectors/entra/source.ts";
import { managementGroupLane } from "../collectors/microsoft/management-group.ts";
import { declared, declaredReasons, declaredRows } from "./declared.ts";

/** `collectors/azure/action-list.json`. */
export const azureActionList = (): string =>
  JSON.stringify(
    [
      ...LANE_SOURCES.map(({ source, record }) => declared(record("", false).lane, source)),
      ...GROUP_SOURCES.map((source) => ({
        ...declared(managementGroupLane("<id>"), source),
        scopes: "managementGroups",
      })),
    ],
    null,
    2,
  );

/** `collectors/entra/action-list.json`. */
export const entraActionList = (): string =>
  JSON.stringify(
    ENTRA_SOURCES.map((source) => declared(MICROSOFT_GRAPH.lane, source)),
    null,
    2,
  );

/** `docs/azure-permissions.md`. */
export const azurePermissionsPage = (): string => `<!-- Made by npm run generate. -->

# Azure permissions

Each source declares its calls. This page, the scripts and the template of \`tidemark setup azure\` are generated from those declarations. No source reads the contents of storage or databases, and no permission allows a change. The source \`role-holders\` also asks Resource Graph and Resource Manager for role assignments, and Resource Manager once a subscription who may activate a role, by the role at the subscriptions and management groups. Hidden members of a group need \`Member.Read.Hidden\`, which is not granted: such a group is indeterminate.

## Azure

The role at each subscription and management group that the config enrols: \`${READER}\`, assigned at the root management group or at one that you choose, allows every action there and below. Tidemark reads an enrolled group above the chosen one only if the identity has a role there too. \`tidemark setup azure --custom-role\` makes a role of exactly these actions instead (\`${CUSTOM_ROLE}\`). A role with a condition counts for nothing: nobody can say what the condition leaves out.

| source | types | actions, and how often each is called |
|---|---|---|
${declaredRows(AZURE_ACTIONS)}

- **Once a page**: Resource Graph answers one query for 300 subscriptions, 1,000 rows a page; Resource Manager has pages of its own.
- **A few**: the roles that the identity holds and what is denied to it, and resources that are read by id, because Resource Graph and Resource Manager list different ones or because a result would change.
- **Once a resource** needs a reason:

${declaredReasons(LANE_SOURCES.map(({ source }) => source))}

The custom role:

\`\`\`json
${JSON.stringify({ Name: CUSTOM_ROLE, Actions: DECLARED_ACTIONS, NotActions: [], DataActions: [] }, null, 2)}
\`\`\`

## Microsoft Entra

Application permissions of Microsoft Graph, with the consent of an administrator. They are granted only if the config enrols the tenant (\`entra/<tenant>\`).

| source | types | permission, and how often it is used |
|---|---|---|
${declaredRows(ENTRA_ACTIONS)}

| permission | reads |
|---|---|
${GRAPH_PERMISSIONS.map(({ permission, why }) => `| \`${permission}\` | ${why} |`).join("\n")}

The report of registered methods, and the last sign-ins of users, also need Microsoft Entra ID P1 or P2 in the tenant. \`Directory.Read.All\` would let the application read the whole directory, and Tidemark calls nothing with it. To do without, remove its line from the script: Graph then refuses both now and then, and the results that need them are \`indeterminate\` with that cause.

Privileged Identity Management needs Microsoft Entra ID P2 or Governance. Where Graph or Azure refuses for lack of a licence, \`LicenseAssignment.Read.All\` shows whether the tenant has one. Without one nobody may activate a role, and the lists count as read and empty. If the licences can't be read, they are not read, with both causes. Who may activate a role of the directory is read by \`RoleManagement.Read.Directory\`, which is granted already.

## Who signs in

- **In a deployment** the role of the function \`collect-azure\` signs in, as an application without a secret. The application's federated credential names the issuer of the AWS account, the exact role and the audience. Who owns the application, or administers applications in the tenant, could add a secret to it. The script refuses an application that has a secret, a certificate or the federated credential of another when it runs; the template does not look. Neither sees a secret that is added later.
- **On a workstation** the login of the Azure CLI reads (\`az login\`), with the roles that this person has.
- **Who sets it up** needs to register applications, to consent for the tenant, and to assign roles at the management group. \`tidemark setup azure --undo\`, with the same \`--management-group\`, prints a script that removes what was made. Outbound federation in AWS stays on, and Entra keeps the deleted application for 30 days.
- \`tidemark doctor\` asks AWS for the issuer: \`iam:GetOutboundWebIdentityFederationInfo\`, by the credentials at hand.
`;
