// Writes the text of a first config, from the answers of a person and what the clouds showed.
import type { SeenAws } from "./look-aws.ts";
import type { SeenAzure } from "./look-azure.ts";
import type { SeenGoogle } from "./look-google.ts";
import type { Seen } from "./look.ts";

export type Company = { readonly legalEntity: string; readonly system: string; readonly origin: string };

/** The role that reads other accounts, as docs/aws-permissions.md makes it. */
const ROLE = "TidemarkRead";

/** A config that loads as it is. `imported`: where defineConfig is; `externalId`: of this company alone. */
export function configText(
  { legalEntity, system, origin }: Company,
  { aws, azure, google, problems }: Seen,
  imported: string,
  externalId: string,
): string {
  return `// Written by tidemark init. config/schema.ts explains each member.
import { defineConfig } from ${text(imported)};
${problems.map((problem) => `\n// Could not be read: ${problem}`).join("")}
${aws === null ? "" : regionsOf(aws)}export default defineConfig({
  company: {
    legalEntity: ${text(legalEntity)},
    system: ${text(system)},
  },
  ledger: { origin: ${text(origin)}, mode: "local" },
${aws === null ? "" : awsOf(aws, externalId)}${azure === null ? "" : azureOf(azure)}${google === null ? "" : googleOf(google)}  scopes: [
${[...(aws === null ? [] : accountsOf(aws)), ...(azure === null ? [] : tenantOf(azure)), ...(google === null ? [] : projectsOf(google))].join("\n")}
  ],
  labels: [],
});
`;
}

const regionsOf = ({ regions }: SeenAws): string =>
  `// Account-wide settings are read from the first region. Every run reports a region that the account has turned on and this list lacks.
const REGIONS = ${list(regions)};

`;

const awsOf = ({ lane, isOrganizationListed, others }: SeenAws, externalId: string): string => `  aws: {
    role: ${text(ROLE)},
    externalId: ${text(externalId)},
    lane: ${text(lane)},
    organization: ${text(isOrganizationListed && others.length > 0)},
  },
`;

const accountsOf = ({ account, others }: SeenAws): string[] => [
  "    // The first account is read with the credentials at hand, every other account by aws.role.",
  `    { scope: "aws/${account}", regions: REGIONS, role: null, externalId: null },`,
  ...others.map((id) => `    { scope: "aws/${id}", regions: REGIONS },`),
];

const azureOf = ({ tenant, cloud }: SeenAzure): string =>
  `  azure: { tenant: ${text(tenant)}${cloud === "AzureCloud" ? "" : `, cloud: ${text(cloud)}`}, discover: true },
`;

const tenantOf = ({ tenant, subscriptions }: SeenAzure): string[] => [
  "    // Subscriptions and their tenant are read with the Azure login at hand.",
  ...[...subscriptions.map((id) => `azure/${id}`), `entra/${tenant}`].map((scope) => `    { scope: ${text(scope)} },`),
];

const googleOf = ({ parent, quotaProject }: SeenGoogle): string => {
  const members = [
    ...(parent === null ? [] : [`parent: ${text(parent)}`]),
    ...(quotaProject === null ? [] : [`quotaProject: ${text(quotaProject)}`]),
    ...(parent === null ? [] : ["discover: true"]),
  ];
  return members.length === 0 ? "  gcp: {},\n" : `  gcp: { ${members.join(", ")} },\n`;
};

const projectsOf = ({ parent, projects }: SeenGoogle): string[] => [
  ...(parent === null
    ? []
    : [
        "    // People who own the organization are judged there once, and not in each project.",
        `    { scope: ${text(`gcp/${parent}`)} },`,
      ]),
  "    // Projects are those that the Google login at hand sees: there may be more.",
  ...projects.map((number) => `    { scope: "gcp/projects/${number}" },`),
];

const text = (value: unknown): string => JSON.stringify(value);

/** As the formatter of this repository breaks it: by lines of 120. */
function list(values: readonly string[]): string {
  const line = `[${values.map(text).join(", ")}]`;
  return `const REGIONS = ${line};`.length <= 120 ? line : `[\n${values.map((each) => `  ${text(each)},\n`).join("")}]`;
}
