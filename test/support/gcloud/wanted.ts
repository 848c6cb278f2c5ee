// What `tidemark setup gcp` makes for the company of the example: at an organization, at a folder, and at projects alone.
import { wantedOf, type Wanted } from "../../../cli/setup/gcp/wanted.ts";
import { DIRECTORY_SCOPES } from "../../../collectors/google/apis.ts";
import { readConfig } from "../../../config/define-config.ts";
import example from "../../../examples/deployed/tidemark.config.ts";
import type { GoogleState } from "./gcloud-cli.ts";

export const ORGANIZATION = "123456789012";
export const FOLDER = "345678901234";
export const QUOTA = { projectId: "example-security", projectNumber: "111111111111" };
export const READ = { projectId: "example-production", projectNumber: "222222222222" };

/** `gcp`: members of the config. */
export const wantedBy = (gcp: object): Wanted =>
  wantedOf(
    readConfig(
      {
        ...example,
        gcp: { quotaProject: QUOTA.projectId, ...gcp },
        scopes: [...example.scopes, { scope: `gcp/projects/${READ.projectNumber}` }],
      },
      "test",
    ),
  );

export const atOrganization = wantedBy({ parent: `organizations/${ORGANIZATION}` });
export const atFolder = wantedBy({ parent: `folders/${FOLDER}` });
export const atProjects = wantedBy({});
export const withWorkspace: Wanted = { ...atOrganization, directoryScopes: DIRECTORY_SCOPES };

export const HOSTILE = `it's $(touch broken) \`touch broken\` "; touch broken; ' \${x}%{y}\n touch broken #`;
const members = Object.entries(atOrganization).flatMap(([member, value]) =>
  typeof value === "string" ? [member] : [],
);
export const hostileWanted: Wanted = {
  ...atOrganization,
  ...(Object.fromEntries(members.map((member) => [member, HOSTILE])) as Partial<Wanted>),
  parent: { kind: "folder", id: HOSTILE },
  permissions: [HOSTILE],
  apis: [HOSTILE],
};

/** An organization of others, who have a pool, an account, a role and bindings of their own. */
export const EMPTY: GoogleState = {
  projects: [
    {
      ...QUOTA,
      lifecycleState: "ACTIVE",
      ancestors: [{ id: ORGANIZATION, type: "organization" }],
      services: ["logging.googleapis.com", "iam.googleapis.com"],
    },
    {
      ...READ,
      lifecycleState: "ACTIVE",
      ancestors: [
        { id: FOLDER, type: "folder" },
        { id: ORGANIZATION, type: "organization" },
      ],
      services: ["iam.googleapis.com"],
    },
  ],
  folders: { [FOLDER]: "folders/456789012345", "456789012345": `organizations/${ORGANIZATION}` },
  pools: [{ name: `projects/${QUOTA.projectNumber}/locations/global/workloadIdentityPools/theirs`, state: "ACTIVE" }],
  providers: [],
  accounts: [
    {
      email: `payroll@${QUOTA.projectId}.iam.gserviceaccount.com`,
      uniqueId: "100000000000000000009",
      keys: ["theirs"],
    },
  ],
  roles: [{ name: `organizations/${ORGANIZATION}/roles/tidemarkReaderOfOthers`, includedPermissions: ["a.b.c"] }],
  policies: {
    [`organizations/${ORGANIZATION}`]: [{ role: "roles/owner", members: ["user:admin@example.test"] }],
    [`folders/${FOLDER}`]: [],
    [`projects/${QUOTA.projectId}`]: [{ role: "roles/editor", members: ["user:admin@example.test"] }],
    [`projects/${READ.projectId}`]: [],
  },
};
