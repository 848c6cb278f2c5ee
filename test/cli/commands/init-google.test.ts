// `tidemark init` by the real program, against servers on loopback that speak for an account of AWS and an organization of Google Cloud.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, resolveConfig } from "prettier";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../../cli/places/load-config.ts";
import { json as answerOf } from "../../support/clouds/wire/asked.ts";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
import { personalLogin } from "../../support/google/company.ts";
import { DEVELOPMENT, ORGANIZATION, PRODUCTION, SECURITY } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { accounts, json, regions } from "../../support/servers/listings.ts";
import {
  identity,
  queryError,
  startWire,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

const OWN = "111111111111";
const FILE = "tidemark.config.ts";
const COMPANY = ["--legal-entity", "Example GmbH", "--system", "Example", "--origin", "example.test/tidemark"];
const PROJECTS = [PRODUCTION, DEVELOPMENT, SECURITY].map(({ name }) => ({ scope: `gcp/${name}` }));
const OF_GOOGLE = [{ scope: `gcp/${ORGANIZATION}` }, ...PROJECTS];

let wire: Wire;
let google: Google;
let folder: string;
beforeAll(async () => {
  wire = await startWire((request) => answer(request));
  google = await startGoogle();
});
afterAll(async () => {
  await google.stop();
  await wire.stop();
});
beforeEach(() => {
  google.faults.clear();
  google.settings.off = [];
  folder = temporaryDirectory();
});

function answer({ call }: WireRequest): WireAnswer {
  switch (call) {
    case "GetCallerIdentity":
      return identity(OWN, `arn:aws:iam::${OWN}:user/somebody`);
    case "DescribeRegions":
      return regions("eu-central-1");
    case "ListAccounts":
      return accounts({ [OWN]: "ACTIVE" });
    case "DescribeConfigurationRecorders":
      return json({ ConfigurationRecorders: [] });
    default:
      return queryError("InvalidAction", `no answer for ${call}`);
  }
}

const toAws = (): Record<string, string> => ({ ...wire.env, AWS_ENDPOINT_URL_STS: wire.env["AWS_ENDPOINT_URL"] ?? "" });
const toGoogle = (): Record<string, string> => ({ ...google.env, ...personalLogin(google, temporaryDirectory()) });

const init = (env: Record<string, string>, ...args: readonly string[]): Promise<Ran> =>
  runCliAtOnce(["init", ...COMPANY, ...args], folder, {
    ...WITHOUT_CREDENTIALS,
    AWS_ENDPOINT_URL: wire.env["AWS_ENDPOINT_URL"] ?? "",
    AWS_REGION: "eu-central-1",
    // The proxy leads to Google alone.
    NO_PROXY: "127.0.0.1,localhost",
    ...env,
  });

const written = (): string => readFileSync(join(folder, FILE), "utf8");

async function configWritten() {
  const style = await resolveConfig(join(repository, "cli", "init.ts"));
  expect(await check(written(), { ...style, filepath: FILE })).toBe(true);
  return (await loadConfig(join(folder, FILE))).config;
}

test("projects and their organization stand beside the accounts", async () => {
  const ran = await init({ ...toGoogle(), ...toAws() });
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout).toContain(`Google Cloud: 3 projects that the login sees, asked at ${ORGANIZATION}\n`);
  const { scopes, gcp } = await configWritten();
  expect(scopes).toMatchObject([{ scope: `aws/${OWN}` }, ...OF_GOOGLE]);
  expect(gcp).toEqual({
    administrator: null,
    customer: null,
    parent: ORGANIZATION,
    quotaProject: SECURITY.projectId,
    discover: true,
    serviceAccount: null,
    provider: null,
  });
  expect(written()).toContain("// Projects are those that the Google login at hand sees: there may be more.\n");
});

test("whoever is signed in to Google alone gets a config of Google Cloud alone", async () => {
  const ran = await init(toGoogle(), "--json");
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(ran.stdout)).toEqual({
    file: FILE,
    account: null,
    others: [],
    regions: [],
    lane: null,
    azure: null,
    gcp: {
      parent: ORGANIZATION,
      quotaProject: SECURITY.projectId,
      projects: PROJECTS.map(({ scope }) => scope.slice("gcp/projects/".length)),
    },
    problems: [],
  });
  expect((await configWritten()).scopes).toMatchObject(OF_GOOGLE);
});

test("no organization, several, and no project stand in the file as what was not read", async () => {
  const search = { service: "resourcemanager", path: "/v3/organizations:search" } as const;
  google.faults.answer(search, answerOf(200, {}));
  await init({ ...toGoogle(), ...toAws() });
  expect(written()).toContain("// Could not be read: the organization of Google Cloud (the login sees none");
  const { gcp, scopes } = await configWritten();
  expect(gcp).toMatchObject({ parent: null, discover: false });
  expect(scopes).toMatchObject([{ scope: `aws/${OWN}` }, ...PROJECTS]);

  google.faults.clear();
  folder = temporaryDirectory();
  const organizations = [ORGANIZATION, "organizations/1"].map((name) => ({ name, state: "ACTIVE" }));
  google.faults.answer(search, answerOf(200, { organizations }));
  await init({ ...toGoogle(), ...toAws() });
  expect(written()).toContain("// Could not be read: 2 organizations of Google Cloud");
  expect((await configWritten()).gcp).toMatchObject({ parent: null });

  google.faults.clear();
  folder = temporaryDirectory();
  google.faults.answer({ service: "resourcemanager", path: "/v3/projects:search" }, answerOf(200, {}));
  const ran = await init({ ...toGoogle(), ...toAws() });
  expect(ran.stdout).toContain("Google Cloud is not in it");
  expect(written()).toContain("// Could not be read: projects of Google Cloud (a search shows what the login sees");
  expect(await configWritten()).toMatchObject({ gcp: null, scopes: [{ scope: `aws/${OWN}` }] });
});

test("an API that is off costs AWS nothing", async () => {
  google.settings.off = ["resourcemanager"];
  const ran = await init({ ...toGoogle(), ...toAws() });
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(written()).toContain(
    "// Could not be read: Google Cloud (disabled: resourcemanager.projects.get failed with SERVICE_DISABLED (cloudresourcemanager.googleapis.com in projects/558100220033))\n",
  );
  expect((await configWritten()).scopes).toMatchObject([{ scope: `aws/${OWN}` }]);
});

test("nobody is signed in to any: the line is that of AWS, and nothing is written", async () => {
  const ran = await init({});
  expect(ran).toMatchObject({ status: 3, stdout: "" });
  expect(ran.stderr).toMatch(/^tidemark: credentials for AWS are missing/);
  expect(readdirSync(folder)).toEqual([]);
});
