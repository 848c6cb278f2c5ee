// Writes the scripts for the Azure CLI: the first makes what is missing, the second removes what the first made.
import { assignments, MAKING, part, SAY, word } from "../bash.ts";
import { CUSTOM_ROLE, scopeOf, type Wanted } from "./wanted.ts";

const own = (name: "frame" | "make" | "undo"): string => part(new URL(`./${name}.sh`, import.meta.url));

/** A bash script that makes what is missing, as often as it runs. It asks for no secret and makes none. */
export const setUpScript = (wanted: Wanted): string =>
  [
    "#!/usr/bin/env bash",
    "# Lets Tidemark read the configuration of Azure and Microsoft Entra, without a secret. Printed by: tidemark setup azure",
    `# It looks before it makes, so it can run again. The undo: ${undoCommand(wanted)}`,
    "#",
    "# It needs the Azure CLI (az login) as somebody who may register applications, consent for the tenant (Privileged Role",
    "# Administrator) and assign roles at the management group (Owner or User Access Administrator there; a Global Administrator",
    "# can take the latter for the root group: https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin),",
    "# and the AWS CLI in the account that Tidemark runs in, to read the issuer of its tokens (iam:GetOutboundWebIdentityFederationInfo).",
    "set -euo pipefail",
    "",
    ...settings(wanted),
    "",
    SAY,
    own("frame"),
    MAKING,
    own("make"),
    "check_login",
    "ask_issuer",
    "make_application",
    "make_credential",
    "make_principal",
    ...(wanted.isCustomRole ? [`make_role ${word(definitionOf(wanted))} ${word(wanted.actions.join("\n"))}`] : []),
    "assign_role",
    ...permissions(wanted),
    "finish",
    "",
  ].join("\n");

/** Both look at one management group only. Its id holds no blank and no sign of bash but brackets. */
const undoCommand = ({ managementGroup, tenant }: Wanted): string =>
  `tidemark setup azure --undo${managementGroup === tenant ? "" : ` --management-group '${managementGroup}'`}`;

/** A bash script that removes what the other one made, or the template, and nothing else. */
export const undoScript = (wanted: Wanted): string =>
  [
    "#!/usr/bin/env bash",
    "# Removes what lets Tidemark read Azure and Microsoft Entra. Printed by: tidemark setup azure --undo",
    "# It needs the Azure CLI (az login) as somebody who may do what the set-up did. It can run again.",
    "set -euo pipefail",
    "",
    // The role of declared actions may have been made before, even if it is not chosen now.
    ...settings({ ...wanted, role: CUSTOM_ROLE }),
    "",
    SAY,
    own("frame"),
    own("undo"),
    "check_login",
    "undo",
    "",
  ].join("\n");

function settings(wanted: Wanted): string[] {
  const { name, tenant, client, cloud, graph, account, subject, audience, role } = wanted;
  const others = cloud === "AzureCloud" ? "" : `, cloud: "${cloud}"`;
  const values = { name, tenant, client: client ?? "", cloud, graph, account, subject, audience, role, others };
  return assignments({ ...values, scope: scopeOf(wanted) });
}

const permissions = ({ permissions: all }: Wanted): string[] =>
  all.length === 0
    ? ["# The config does not enrol the tenant of Microsoft Entra, so nothing of Microsoft Graph is granted."]
    : ["find_graph", ...all.flatMap(({ permission, why }) => [`# ${why}`, `grant ${word(permission)}`])];

/** As `az role definition create` takes it. */
const definitionOf = (wanted: Wanted): string =>
  JSON.stringify({
    Name: wanted.role,
    Description: "Reads the configuration that Tidemark judges, and no data.",
    Actions: wanted.actions,
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [scopeOf(wanted)],
  });
