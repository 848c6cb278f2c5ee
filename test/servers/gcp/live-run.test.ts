// Runs the real program over the sample projects: as their exports tell them, drifting between two runs, and with a gap.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { companyOf, type Company } from "../../support/clouds/company.ts";
import { googleCompany } from "../../support/google/company.ts";
import { PRODUCTION } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { repository } from "../../support/run-cli.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

let google: Google;
beforeAll(async () => {
  google = await startGoogle();
});
afterAll(() => google.stop());
beforeEach(() => google.faults.clear());

type Result = {
  readonly scope: string;
  readonly resource: string;
  readonly check: string;
  readonly outcome: string;
  readonly because: string;
};

async function results({ tidemark }: Company): Promise<readonly Result[]> {
  return (JSON.parse((await tidemark("query", "--json")).stdout) as { readonly results: readonly Result[] }).results;
}

const said = (found: readonly Result[]): ReadonlyMap<string, string> =>
  new Map(
    found
      .filter(({ scope }) => scope.startsWith("gcp/"))
      .map(({ scope, resource, check, outcome, because }) => [
        `${scope} ${resource} ${check}`,
        `${outcome}: ${because}`,
      ]),
  );

async function verifiers({ directory, tidemark }: Company): Promise<readonly string[]> {
  const [ledger, trust] = [join(directory, ".tidemark/ledger"), join(directory, ".tidemark/trust.txt")];
  const python = await new Promise<string>((resolve) => {
    const args = [join(repository, "evidence-schema/verify.py"), ledger, "--trust", trust];
    execFile("python3", args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  return [verdictPrinted((await tidemark("verify")).stdout), verdictPrinted(python)];
}

/** The exports of the example estate, as far as they are of Google Cloud. */
function exportsOnly(directory: string): string {
  const from = join(repository, "examples/estate/2026-09-15");
  const manifest = JSON.parse(readFileSync(join(from, "export.json"), "utf8")) as {
    readonly exports: readonly { readonly scope: string; readonly file: string | null }[];
  };
  // Firewall rules of the other project were denied on that day: a failed export has no file.
  const exports = manifest.exports.filter(({ scope }) => scope.startsWith("gcp/"));
  for (const file of exports.flatMap((each) => each.file ?? []))
    writeFileSync(join(directory, file), readFileSync(join(from, file)));
  writeFileSync(join(directory, "export.json"), JSON.stringify({ ...manifest, exports }));
  return directory;
}

/** Checks that rest on accounts and pools of which the inventory alone tells. */
const BY_INVENTORY = / (?:workloads-have-no-admin-rights|workloads-use-no-long-lived-keys|federated-workloads-pinned)$/;

test("files and live have the same keys, and the same outcomes in the same words", async () => {
  const live = googleCompany(google);
  const files = companyOf(
    {
      ledger: { origin: "northlight.example/files" },
      scopes: PROJECT_SCOPES.map((scope) => ({ scope })),
      // The example estate was exported long ago.
      staleAfter: "P9999D",
    },
    {},
  );
  const first = await live.tidemark("start");
  expect(first.stderr).toBe("");
  expect(first.stdout).toContain("Observed Google Cloud: 2 scopes");
  expect((await files.tidemark("start", "--from", exportsOnly(files.directory))).stderr).toBe("");
  const [one, other] = [said(await results(files)), said(await results(live))];
  expect(one.size).toBeGreaterThan(40);
  expect([...other.keys()].toSorted()).toEqual([...one.keys()].toSorted());
  // Three things files can't say alike: what is missing, since their parts are of several times; the age of a key, since they are old;
  // and what is above a project, on which each disk and each copy of one rests. A first live run can't conclude from what the inventory
  // alone tells, minutes late, that something is missing.
  const TOO_EARLY = /^indeterminate: the last listing of the unit .* is too old to show/;
  const isElsewise = ([name, words]: readonly [string, string]): boolean =>
    words.startsWith("indeterminate") ||
    name.endsWith("access-keys-rotated") ||
    (TOO_EARLY.test(other.get(name) ?? "") && BY_INVENTORY.test(name));
  const differing = [...one].filter(([name, words]) => other.get(name) !== words);
  expect(differing.filter((each) => !isElsewise(each))).toEqual([]);
  expect(differing.length).toBeLessThan(one.size / 4);
  expect(await verifiers(live)).toEqual(["INTACT", "INTACT"]);
});

test("a bucket that is made public drifts in the next run though the inventory is late, and a denied service is a gap that heals", async () => {
  const company = googleCompany(google);
  expect((await company.tidemark("start")).stderr).toBe("");
  expect((await company.tidemark("collect")).stderr).toBe("");
  const before = await results(company);
  const BUCKET = "storage.googleapis.com/Bucket";
  const name = "//storage.googleapis.com/northlight-dev-scratch";
  google.estate.late(BUCKET);
  const [bucket] = google.estate.inventory("RESOURCE").filter((asset) => asset.name === name);
  const [policy] = google.estate.inventory("IAM_POLICY").filter((asset) => asset.name === name);
  google.estate.change(name, { iamConfiguration: { publicAccessPrevention: "inherited" } });
  google.estate.put({ ...policy!, iamPolicy: { bindings: [{ role: "roles/storage.admin", members: ["allUsers"] }] } });
  google.faults.deny({ service: "cloudsql" });
  const second = await company.tidemark("collect");
  google.faults.clear();
  expect([second.status, second.stderr]).toEqual([2, ""]);
  expect(second.stdout).toContain("denied: cloudsql.instances.list");
  const drifted = await results(company);
  expect(
    drifted.find(({ resource, check }) => resource === name && check === "object-storage-not-public"),
  ).toMatchObject({
    outcome: "fail",
    because: "the IAM policy of the bucket grants access to allUsers or allAuthenticatedUsers",
  });
  const databases = (found: readonly Result[]) => found.filter(({ resource }) => resource.includes("cloudsql"));
  expect(new Set(databases(drifted).map(({ outcome }) => outcome))).toEqual(new Set(["indeterminate"]));
  expect(databases(drifted)).toHaveLength(databases(before).length);

  google.estate.put(bucket!);
  google.estate.put(policy!);
  google.estate.catchUp(BUCKET);
  const third = await company.tidemark("collect");
  expect([third.status, third.stderr]).toEqual([0, ""]);
  expect(said(await results(company))).toEqual(said(before));
  expect(await verifiers(company)).toEqual(["INTACT", "INTACT"]);
  const texts = ledgerTexts(join(company.directory, ".tidemark/ledger"));
  expect(occurrencesIn(texts, PRODUCTION.name)).not.toEqual([]);
  for (const secret of ["amelie.brandt", "felix.neumann", "ya29.", "refresh-token-of-the-sample", "eyJhbGciOi"])
    expect(occurrencesIn(texts, secret), secret).toEqual([]);
});

test("an untouched estate has one root, and a second run writes no observation", async () => {
  const company = googleCompany(google);
  for (const command of ["start", "collect"]) expect((await company.tidemark(command)).status).toBe(0);
  const root = (scope: string): unknown => company.newest(scope).records.at(-1)?.body;
  const before = PROJECT_SCOPES.map((scope) => (root(scope) as { readonly root: string }).root);
  expect((await company.tidemark("collect")).status).toBe(0);
  for (const [at, scope] of PROJECT_SCOPES.entries()) {
    expect((root(scope) as { readonly root: string }).root).toBe(before[at]);
    expect(company.newest(scope).records.filter(({ type }) => type === "observation" || type === "finding")).toEqual(
      [],
    );
  }
});

test("nobody is signed in: one line, and how to sign in", async () => {
  const { directory, tidemark } = googleCompany(google, { env: { GOOGLE_APPLICATION_CREDENTIALS: "/nowhere.json" } });
  const { status, stderr } = await tidemark("doctor");
  expect(directory).not.toBe("");
  expect(status).toBe(3);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("gcloud auth application-default login");
});
