// Runs the real program over an organization, its folder, two projects and their people: enrolled, denied and excluded, and verified by
// both verifiers.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../../evidence-schema/record/record.ts";
import type { Company } from "../../support/clouds/company.ts";
import { googleCompany } from "../../support/google/company.ts";
import { letPersonReadPeople } from "../../support/google/customer.ts";
import { CUSTOMER, FOLDER, ORGANIZATION } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import {
  FOLDER_SCOPE,
  ORGANIZATION_SCOPE,
  OTHER_PROJECT,
  own,
  PEOPLE,
  person,
  PROJECT,
} from "../../support/google/owners.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { repository } from "../../support/run-cli.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

let google: Google;
let company: Company;
beforeAll(async () => {
  google = await startGoogle();
  letPersonReadPeople(google);
  own(google, ORGANIZATION, person("amelie.brandt"));
  own(google, FOLDER, person("felix.neumann"));
  company = googleCompany(google, { config: configOf([PROJECT, OTHER_PROJECT, PEOPLE]) });
});
afterAll(() => google.stop());

const CHECK = "owner-accounts-have-mfa-and-no-keys";

/** `excluded`: scopes that were enrolled before. */
const configOf = (scopes: readonly string[], excluded: readonly string[] = []) => ({
  gcp: { parent: ORGANIZATION, customer: CUSTOMER },
  scopes: scopes.map((scope) => ({ scope })),
  excluded: excluded.map((scope) => ({ scope, reason: "judged in projects again", approver: "role:CISO" })),
});

function enrol(...asked: Parameters<typeof configOf>): void {
  const value = {
    company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
    ledger: { origin: "northlight.example/google" },
    ...configOf(...asked),
  };
  writeFileSync(join(company.directory, "tidemark.config.ts"), `export default ${JSON.stringify(value)};\n`);
}

/** What each scope says of the policy of a container. */
async function outcomes(container: string): Promise<Record<string, string>> {
  const { results } = JSON.parse((await company.tidemark("query", "--json")).stdout) as {
    readonly results: readonly { scope: string; resource: string; check: string; outcome: string }[];
  };
  const end = encodeURIComponent(`-policy/${container}`);
  return Object.fromEntries(
    results
      .filter(({ resource, check }) => check === CHECK && resource.endsWith(end))
      .map(({ scope, outcome }) => [scope, outcome]),
  );
}

async function collect(status: number): Promise<string> {
  const ran = await company.tidemark("collect");
  expect([ran.status, ran.stderr]).toEqual([status, ""]);
  return ran.stdout;
}

/** How results of the check on owners changed in the newest segment of a scope. */
const transitions = (scope: string): string[] =>
  company
    .newest(scope)
    .records.flatMap(({ body }) => (body as { readonly findings?: readonly Finding[] }).findings ?? [])
    .flatMap(({ check, transition }) => (check === CHECK && transition !== null ? [transition] : []));

const BELOW = [PROJECT, OTHER_PROJECT];
const ALL = [ORGANIZATION_SCOPE, FOLDER_SCOPE, ...BELOW, PEOPLE];

test("owners are judged in projects, then once at the folder and the organization, and by nobody twice", async () => {
  expect((await company.tidemark("start")).stderr).toBe("");
  await collect(0);
  expect(await outcomes(FOLDER)).toEqual({ [PROJECT]: "fail", [OTHER_PROJECT]: "fail" });
  enrol(ALL);
  await collect(0);
  expect(new Set(BELOW.flatMap(transitions))).toEqual(new Set(["rejudged"]));
  expect(await outcomes(FOLDER)).toEqual({
    [FOLDER_SCOPE]: "fail",
    [PROJECT]: "not-applicable",
    [OTHER_PROJECT]: "not-applicable",
  });
  expect(await outcomes(ORGANIZATION)).toEqual({
    [ORGANIZATION_SCOPE]: "pass",
    [PROJECT]: "not-applicable",
    [OTHER_PROJECT]: "not-applicable",
  });
  google.faults.deny({ service: "resourcemanager", path: new RegExp(`${FOLDER}:`) });
  expect(await collect(2)).toContain("denied: resourcemanager.folders.getIamPolicy");
  expect(new Set(Object.values(await outcomes(FOLDER)))).toEqual(new Set(["indeterminate"]));
  expect((await outcomes(ORGANIZATION))[ORGANIZATION_SCOPE]).toBe("pass");
  google.faults.clear();
  await collect(0);
  enrol([ORGANIZATION_SCOPE, ...BELOW, PEOPLE], [FOLDER_SCOPE]);
  await collect(0);
  expect(await outcomes(FOLDER)).toMatchObject({ [PROJECT]: "fail", [OTHER_PROJECT]: "fail" });
  await collect(0);
  const [ledger, trust] = [join(company.directory, ".tidemark/ledger"), join(company.directory, ".tidemark/trust.txt")];
  const python = await new Promise<string>((resolve) => {
    const args = [join(repository, "evidence-schema/verify.py"), ledger, "--trust", trust];
    execFile("python3", args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  expect([verdictPrinted((await company.tidemark("verify")).stdout), verdictPrinted(python)]).toEqual([
    "INTACT",
    "INTACT",
  ]);
  const texts = ledgerTexts(ledger);
  expect(occurrencesIn(texts, "ContainerPolicy")).not.toEqual([]);
  for (const name of ["amelie.brandt", "felix.neumann"]) expect(occurrencesIn(texts, name), name).toEqual([]);
});

test("export-commands names a folder as not exported, and exports the projects below it", async () => {
  enrol(ALL);
  const { stdout } = await company.tidemark("export-commands");
  expect(stdout.split("\n").filter((line) => line.includes(FOLDER_SCOPE))).toEqual([
    `# ${FOLDER_SCOPE} is not exported: Tidemark reads management groups, folders and organizations live only.`,
  ]);
  expect(stdout).toContain(PROJECT.slice("gcp/projects/".length));
});
