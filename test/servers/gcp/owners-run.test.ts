// Runs the real program over projects that people and groups own: the customer of Google Workspace judges them, live and from files.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { companyOf, type Company } from "../../support/clouds/company.ts";
import { googleCompany } from "../../support/google/company.ts";
import { CUSTOMER_SCOPE, letPersonReadPeople } from "../../support/google/customer.ts";
import type { Asset } from "../../support/google/estate/estate.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import { CUSTOMER, DEVELOPMENT, FOLDER, ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { repository } from "../../support/run-cli.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

let google: Google;
beforeAll(async () => {
  google = await startGoogle();
  letPersonReadPeople(google);
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  const { users, groups, assets } = sampleEstate();
  Object.assign(google.estate, { users, groups });
  for (const asset of assets) google.estate.put(asset);
});

const CHECK = "owner-accounts-have-mfa-and-no-keys";

const company = (): Company =>
  googleCompany(google, {
    config: {
      gcp: { parent: ORGANIZATION, customer: CUSTOMER },
      scopes: [...PROJECT_SCOPES, CUSTOMER_SCOPE].map((scope) => ({ scope })),
    },
  });

/** Gives a container owners, and no other binding. */
function own(container: string, ...members: string[]): void {
  const [asset] = google.estate
    .inventory("IAM_POLICY")
    .filter(({ name }) => name === `//cloudresourcemanager.googleapis.com/${container}`);
  google.estate.put({ ...asset!, iamPolicy: { bindings: [{ role: "roles/owner", members }] } } as Asset);
}

type Result = {
  readonly scope: string;
  readonly resource: string;
  readonly check: string;
  readonly outcome: string;
  readonly because: string;
};

const results = async ({ tidemark }: Company): Promise<readonly Result[]> =>
  (JSON.parse((await tidemark("query", "--json")).stdout) as { readonly results: readonly Result[] }).results;

/** What is said of the policy of a container, as the first project has it. */
async function saidOf(of: Company, container: string): Promise<string> {
  const key = `tidemark:gcp/${encodeURIComponent(PRODUCTION.name)}/${encodeURIComponent(`ancestor-policy/${container}`)}`;
  const found = (await results(of)).find(({ resource, check }) => resource === key && check === CHECK);
  return `${found?.outcome}: ${found?.because}`;
}

const person = (name: string): string => `${name}@northlight.example`;
const WITHOUT = "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least";
const WITH = "people to whom the IAM policy grants roles/owner or admin, each with 2-step verification:";
const ADDRESSES = [
  "amelie.brandt",
  "felix.neumann",
  "deniz.aydin",
  "amelie@alias.example",
  "priya",
  "jo@partner.example",
];

test("owners by themselves and in nested groups are judged by the answers of their customer, and nobody is named", async () => {
  google.estate.users = google.estate.users.map((user) =>
    user.primaryEmail === person("amelie.brandt") ? { ...user, aliases: ["Amelie@Alias.example"] } : user,
  );
  google.estate.groups = [
    {
      name: "groups/01owners",
      key: person("owners"),
      members: [
        { id: person("deniz.aydin"), type: "USER" },
        { id: person("inner"), type: "GROUP" },
      ],
    },
    {
      name: "groups/02inner",
      key: person("inner"),
      members: [
        { id: person("felix.neumann"), type: "USER" },
        { id: person("owners"), type: "GROUP" },
      ],
    },
  ];
  own(PRODUCTION.name, "user:AMELIE@alias.example", `user:${person("hannah.schuster")}`);
  own(FOLDER, `group:${person("Owners")}`);
  own(ORGANIZATION, `user:${person("priya.raman")}`, "user:jo@partner.example");
  const live = company();
  for (const command of ["start", "collect"]) {
    const ran = await live.tidemark(command);
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
  }
  // An alias in another case, and a suspended person who may do nothing.
  expect(await saidOf(live, PRODUCTION.name)).toBe(`pass: ${WITH} 1`);
  expect(await saidOf(live, FOLDER)).toBe(`fail: ${WITHOUT} 1 of 2`);
  expect(await saidOf(live, ORGANIZATION)).toBe(
    "indeterminate: an owner is no user of the Google Workspace that is enrolled, and Tidemark does not read users of other domains",
  );
  const texts = ledgerTexts(join(live.directory, ".tidemark/ledger"));
  expect(occurrencesIn(texts, "GroupMembers")).not.toEqual([]);
  for (const address of ADDRESSES) expect(occurrencesIn(texts, address), address).toEqual([]);
  // Only what owners need is copied: three people who own, two in the group, and the group.
  const copied = live
    .newest(PROJECT_SCOPES[0])
    .records.filter(({ type }) => type === "context" || type === "observation");
  expect(copied.length).toBeLessThan(7);

  // Somebody joins 2-step verification: the failure is over.
  google.estate.users = google.estate.users.map((user) => ({ ...user, isEnrolledIn2Sv: true }));
  expect((await live.tidemark("collect")).status).toBe(0);
  expect(await saidOf(live, FOLDER)).toBe(`pass: ${WITH} 2`);
  expect(verdictPrinted((await live.tidemark("verify")).stdout)).toBe("INTACT");
});

test("a customer that falls silent leaves its owners open, and the projects are read all the same", async () => {
  own(PRODUCTION.name, `user:${person("amelie.brandt")}`);
  own(FOLDER, "group:operators@northlight.example");
  const live = company();
  expect((await live.tidemark("start")).stderr).toBe("");
  expect((await live.tidemark("collect")).stderr).toBe("");
  expect(await saidOf(live, PRODUCTION.name)).toBe(`pass: ${WITH} 1`);
  expect(await saidOf(live, FOLDER)).toBe(`pass: ${WITH} 1`);
  google.faults.deny({ service: "directory" });
  google.faults.deny({ service: "groups" });
  const second = await live.tidemark("collect");
  expect([second.status, second.stderr]).toEqual([2, ""]);
  expect(await saidOf(live, PRODUCTION.name)).toMatch(/^indeterminate: the permission admin\.users\.read was denied/);
  expect(await saidOf(live, FOLDER)).toMatch(/^indeterminate: the permission admin\.groups\.read was denied/);
  google.faults.clear();
  expect((await live.tidemark("collect")).status).toBe(0);
  expect(await saidOf(live, PRODUCTION.name)).toBe(`pass: ${WITH} 1`);
});

test("files and live have the same people, keys and outcomes; files have no groups", async () => {
  own(DEVELOPMENT.name, "group:operators@northlight.example");
  const live = company();
  expect((await live.tidemark("start")).stderr).toBe("");
  const files = companyOf(
    {
      ledger: { origin: "northlight.example/files" },
      scopes: [{ scope: CUSTOMER_SCOPE }],
      staleAfter: "P9999D",
    },
    {},
  );
  const from = join(repository, "examples/estate/2026-09-15");
  const manifest = JSON.parse(readFileSync(join(from, "export.json"), "utf8")) as {
    readonly exports: readonly { readonly scope: string; readonly file: string }[];
  };
  const exports = manifest.exports.filter(({ scope }) => scope === CUSTOMER_SCOPE);
  for (const { file } of exports) writeFileSync(join(files.directory, file), readFileSync(join(from, file)));
  writeFileSync(join(files.directory, "export.json"), JSON.stringify({ ...manifest, exports }));
  const ran = await files.tidemark("start", "--from", files.directory);
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toContain("Tidemark::Workspace::GroupMembers");
  const of = async (each: Company) =>
    (await results(each))
      // How long ago a person signed in depends on the time of each reading.
      .filter(({ scope, check }) => scope === CUSTOMER_SCOPE && check !== "unused-access-removed")
      .map(({ resource, check, outcome, because }) => `${resource} ${check} ${outcome}: ${because}`)
      .toSorted();
  expect(await of(live)).toEqual(await of(files));
  expect((await of(live)).length).toBeGreaterThan(10);
  const bodies = (each: Company) =>
    each
      .newest(CUSTOMER_SCOPE)
      .records.filter(({ type }) => type === "observation")
      .map(({ body }) => Object.keys((body as { readonly projection: object }).projection));
  // People of files carry the same members, and one reference each.
  const withReferences = (each: Company) => bodies(each).filter((members) => members.includes("References")).length;
  expect(withReferences(files)).toBe(7);
  expect(withReferences(live)).toBe(8);
});
