// A run judges a resource that it sees for the first time, because it reads the policies that decide about the resource afterwards. Three
// checks wait for the next run: they rest on the inventory alone, which is minutes late.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { configuredChecks } from "../../../config/configured-checks.ts";
import { readConfig } from "../../../config/define-config.ts";
import type { RereadingReader } from "../../../collectors/port.ts";
import type { Asset } from "../../support/google/estate/estate.ts";
import { sampleEstate } from "../../support/google/estate/sample/index.ts";
import { DEVELOPMENT, ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";
import { INTACT, TemporaryLedger, TestClock } from "../../support/ledger/temporary-ledger.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.log.clear();
  for (const asset of sampleEstate().assets) google.estate.put(asset);
});

const CHECKS = configuredChecks(
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/first-sight" },
      gcp: {},
      scopes: PROJECT_SCOPES.map((scope) => ({ scope })),
    },
    "tidemark.config.ts",
  ),
);

/** Each call comes a second later than the one before, so that what is read earlier is told earlier. */
class Ticking extends TestClock {
  override now = (): number => (this.ms += 1_000);
}

/** A reader as a run has it: one project after the other, as of a clock that no two calls share. */
const oneAfterTheOther = (clock: TestClock): RereadingReader => ({
  ...projectsOf({ clock: clock.now }),
  scopesAtOnce: 1,
});

/** Results by check and the end of the key. */
async function run(home: TemporaryLedger, name: string): Promise<ReadonlyMap<string, string>> {
  const { observed } = await home.run({ reader: oneAfterTheOther(home.clock), run: name, checks: CHECKS });
  return new Map(
    observed.flatMap(({ state }) =>
      [...state.entries.values()].flatMap(({ key, findings }) =>
        findings.map((finding): [string, string] => [
          `${finding.check} ${key}`,
          finding.outcome === "indeterminate" ? (finding.problem?.code ?? "") : finding.outcome,
        ]),
      ),
    ),
  );
}

/** Checks that rest on policies, accounts and pools of which the inventory alone tells. */
const BY_INVENTORY = /^(?:resource-policies-not-public|workloads-use-no-long-lived-keys|federated-workloads-pinned) /;

const early = (said: ReadonlyMap<string, string>): string[] =>
  [...said].flatMap(([name, word]) => (word === "read-too-early" ? [name] : []));
const earlyBeside = (said: ReadonlyMap<string, string>): string[] =>
  early(said).filter((name) => !BY_INVENTORY.test(name));

const startedAt = (): Ticking => new Ticking(Date.now() - 48 * 3_600_000);

test("in the first run, in every project", async () => {
  const home = await TemporaryLedger.create(startedAt());
  const first = await run(home, "run-1");
  expect(first.size).toBeGreaterThan(40);
  expect(earlyBeside(first)).toEqual([]);
  const waiting = new Set(early(first));
  expect(waiting.size).toBeGreaterThan(0);
  home.clock.advance(3_600);
  const second = await run(home, "run-2");
  expect(early(second)).toEqual([]);
  const settled = (said: ReadonlyMap<string, string>) => new Map([...said].filter(([name]) => !waiting.has(name)));
  expect(settled(second)).toEqual(settled(first));
  expect(await home.verify()).toMatchObject(INTACT);
});

test("an account and a bucket that are new in a later run", async () => {
  const home = await TemporaryLedger.create(startedAt());
  await run(home, "run-1");
  for (const { projectId, name: project } of [PRODUCTION, DEVELOPMENT]) {
    const like = (type: string, members: object, name: string): Asset => {
      const asset = google.estate
        .inventory("RESOURCE")
        .find(({ assetType, ancestors }) => assetType === type && ancestors[0] === project)!;
      const resource = asset["resource"] as { readonly data: object };
      return { ...asset, name, resource: { ...resource, data: { ...resource.data, ...members } } } as unknown as Asset;
    };
    const account = { uniqueId: "999", email: `new@${projectId}.iam.gserviceaccount.com`, disabled: false };
    const names = {
      account: `//iam.googleapis.com/projects/${projectId}/serviceAccounts/999`,
      bucket: `//storage.googleapis.com/new-in-${projectId}`,
    };
    google.estate.put(like("iam.googleapis.com/ServiceAccount", account, names.account));
    const bucket = { name: `new-in-${projectId}`, iamConfiguration: { publicAccessPrevention: "inherited" } };
    google.estate.put(like("storage.googleapis.com/Bucket", bucket, names.bucket));
  }
  const second = await run(home, "run-2");
  const added = [...second].filter(([name]) => /serviceAccounts\/999$|new-in-/.test(name));
  expect(added.length).toBeGreaterThanOrEqual(4);
  expect(earlyBeside(second)).toEqual([]);
  for (const { name: project, projectId } of [PRODUCTION, DEVELOPMENT]) {
    expect(second.get(`owner-accounts-have-mfa-and-no-keys //iam.googleapis.com/${project}/serviceAccounts/999`)).toBe(
      "not-applicable",
    );
    expect(second.get(`object-storage-not-public //storage.googleapis.com/new-in-${projectId}`)).toMatch(
      /^(?:pass|fail)$/,
    );
  }
  for (const name of [PRODUCTION, DEVELOPMENT]) {
    google.estate.remove(`//iam.googleapis.com/projects/${name.projectId}/serviceAccounts/999`);
    google.estate.remove(`//storage.googleapis.com/new-in-${name.projectId}`);
  }
});

test("a policy of the organization that changed while a project was read counts in the next one", async () => {
  const home = await TemporaryLedger.create(startedAt());
  const [policy] = google.estate
    .inventory("IAM_POLICY")
    .filter(({ name }) => name === `//cloudresourcemanager.googleapis.com/${ORGANIZATION}`);
  const asks = (): number =>
    google.log.requests.filter(({ path }) => path === `/v3/${ORGANIZATION}:getIamPolicy`).length;
  const reader = oneAfterTheOther(home.clock);
  let isChanged = false;
  const changing: RereadingReader = {
    ...reader,
    async read(request, emit) {
      const reading = await reader.read(request, emit);
      if (!isChanged) {
        isChanged = true;
        google.estate.put({
          ...policy!,
          iamPolicy: { bindings: [{ role: "roles/owner", members: ["allUsers"] }] },
        });
      }
      return reading;
    },
  };
  const { observed } = await home.run({ reader: changing, run: "run-1", checks: CHECKS });
  const said = observed.map(({ state }) =>
    [...state.entries.values()]
      .filter(({ key }) => decodeURIComponent(key).endsWith(`ancestor-policy/${ORGANIZATION}`))
      .flatMap(({ findings }) =>
        findings.flatMap(({ check, outcome }) => (check === "owner-accounts-have-mfa-and-no-keys" ? [outcome] : [])),
      ),
  );
  expect(said.map(([outcome]) => outcome === "fail")).toEqual([false, true]);
  expect(asks()).toBeGreaterThanOrEqual(2);
});
