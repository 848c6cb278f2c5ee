// Writes the scripts for the gcloud CLI: the first makes what is missing, the second removes what the first made.
import { assignments, MAKING, part, SAY, word } from "../bash.ts";
import type { Wanted } from "./wanted.ts";

const own = (name: "frame" | "make" | "undo" | "workspace"): string => part(new URL(`./${name}.sh`, import.meta.url));

/** A bash script that makes what is missing, as often as it runs. It asks for no secret and makes none. */
export const setUpScript = (wanted: Wanted): string =>
  [
    "#!/usr/bin/env bash",
    "# Lets Tidemark read the configuration of Google Cloud, without a secret. Printed by: tidemark setup gcp",
    "# It looks before it makes, so it can run again. The undo: tidemark setup gcp --undo",
    "#",
    "# It needs the gcloud CLI (gcloud auth login) as somebody who may make workload identity pools and service accounts and turn on",
    "# APIs in gcp.quotaProject (Owner there, or Workload Identity Pool Admin, Service Account Admin, Service Usage Admin and Project",
    `# IAM Admin), and ${wanted.parent === null ? "make and bind roles in each enrolled project (Role Administrator and Project IAM Admin)" : "make and bind roles at gcp.parent (Organization Role Administrator, and Organization or Folder Administrator)"},`,
    "# and the AWS CLI in the account that Tidemark runs in, to read the issuer of its tokens (iam:GetOutboundWebIdentityFederationInfo).",
    "set -euo pipefail",
    "",
    ...settings(wanted),
    "",
    SAY,
    own("frame"),
    MAKING,
    own("make"),
    ...(wanted.directoryScopes.length === 0 ? [] : [own("workspace")]),
    ...looking(wanted),
    "ask_issuer",
    "refuse_others",
    "make_apis",
    "make_pool",
    "make_provider",
    "make_account",
    "bind_subject",
    ...places(wanted, "give_role"),
    ...(wanted.parent?.kind === "organization" ? [] : ABOVE),
    "# Calls count against this project, which has to be said to use it.",
    'bind_role roles/serviceusage.serviceUsageConsumer projects "$project"',
    ...(wanted.directoryScopes.length === 0 ? [] : ["workspace_steps"]),
    "finish",
    "",
  ].join("\n");

/** A bash script that removes what the other one made, and nothing else. */
export const undoScript = (wanted: Wanted): string =>
  [
    "#!/usr/bin/env bash",
    "# Removes what lets Tidemark read Google Cloud. Printed by: tidemark setup gcp --undo",
    "# It needs the gcloud CLI (gcloud auth login) as somebody who may do what the set-up did. It can run again.",
    "set -euo pipefail",
    "",
    ...settings(wanted),
    "",
    SAY,
    own("frame"),
    own("undo"),
    ...looking(wanted),
    "refuse_others",
    ...places(wanted, "take_role"),
    'unbind projects "$project"',
    "remove_account",
    "remove_pool",
    "finish",
    "",
  ].join("\n");

/** Nothing is made before all of these have looked. */
const looking = ({ parent }: Wanted): string[] => [
  "check_project",
  ...(parent === null ? [] : ["check_parent"]),
  "find_apis",
  "find_provider",
  "find_account",
];

const ABOVE = [
  'say "Policies above the folder or the projects are not readable by this role: results that hang on them stay indeterminate until gcp.parent is the organization"',
];

/** Where the role is bound. A role of a folder is one of its organization. */
function places({ parent, projects }: Wanted, does: "give_role" | "take_role"): string[] {
  if (parent === null) return projects.map((number) => `${does}_in_project ${word(number)}`);
  return [`${does} ${parent.kind === "folder" ? "resource-manager folders" : "organizations"} ${word(parent.id)}`];
}

function settings(wanted: Wanted): string[] {
  const { name, pool, provider, project, parent, account, subject, condition, role, configured } = wanted;
  return [
    ...assignments({
      name,
      pool,
      provider,
      quota_project: project,
      parent_kind: parent?.kind ?? "",
      parent_id: parent?.id ?? "",
      account,
      subject,
      condition,
      role,
      permissions: wanted.permissions.join(","),
      directory_scopes: wanted.directoryScopes.join(","),
      configured_account: configured.serviceAccount,
      configured_provider: configured.provider,
    }),
    `apis=(${wanted.apis.map(word).join(" ")})`,
  ];
}
