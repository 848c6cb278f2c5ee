// Writes the text of a first config, from the answers of a person and what AWS showed.
import type { Seen } from "./look.ts";

export type Company = { readonly legalEntity: string; readonly system: string; readonly origin: string };

/** The role that reads other accounts, as docs/aws-permissions.md makes it. */
const ROLE = "TidemarkRead";

/** A config that loads as it is. `imported`: where defineConfig is; `externalId`: of this company alone. */
export function configText(
  { legalEntity, system, origin }: Company,
  seen: Seen,
  imported: string,
  externalId: string,
): string {
  const { account, others, regions, lane, isOrganizationListed, problems } = seen;
  const own = `    { scope: "aws/${account}", regions: REGIONS, role: null, externalId: null },`;
  return `// Written by tidemark init. config/schema.ts explains each member.
import { defineConfig } from ${text(imported)};
${problems.map((problem) => `\n// Could not be read: ${problem}`).join("")}
// Account-wide settings are read from the first region. Every run reports a region that the account has turned on and this list lacks.
const REGIONS = ${list(regions)};

export default defineConfig({
  company: {
    legalEntity: ${text(legalEntity)},
    system: ${text(system)},
  },
  ledger: { origin: ${text(origin)}, mode: "local" },
  aws: {
    role: ${text(ROLE)},
    externalId: ${text(externalId)},
    lane: ${text(lane)},
    organization: ${text(isOrganizationListed && others.length > 0)},
  },
  scopes: [
    // The first account is read with the credentials at hand, every other account by aws.role.
${[own, ...others.map((id) => `    { scope: "aws/${id}", regions: REGIONS },`)].join("\n")}
  ],
  labels: [],
});
`;
}

const text = (value: unknown): string => JSON.stringify(value);

/** As the formatter of this repository breaks it: by lines of 120. */
function list(values: readonly string[]): string {
  const line = `[${values.map(text).join(", ")}]`;
  return `const REGIONS = ${line};`.length <= 120 ? line : `[\n${values.map((each) => `  ${text(each)},\n`).join("")}]`;
}
