// `tidemark init` by the real program, against servers on loopback that speak for an account of AWS and a tenant of Azure.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, resolveConfig } from "prettier";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../../cli/places/load-config.ts";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { json as answerOf } from "../../support/clouds/wire/asked.ts";
import { WITHOUT_CREDENTIALS } from "../../support/environment.ts";
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
const OF_AZURE = [{ scope: `azure/${PRODUCTION}` }, { scope: `azure/${SHARED}` }, { scope: `entra/${TENANT}` }];

let wire: Wire;
let azure: Azure;
let folder: string;
beforeAll(async () => {
  wire = await startWire((request) => answer(request));
  azure = await startAzure();
});
afterAll(async () => {
  await azure.stop();
  await wire.stop();
});
beforeEach(async () => {
  azure.faults.clear();
  folder = temporaryDirectory();
  writeFileSync(join(folder, "token"), await azure.assertion());
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
const toAzure = (): Record<string, string> => ({
  AZURE_TOKEN_CREDENTIALS: "WorkloadIdentityCredential",
  AZURE_TENANT_ID: TENANT,
  AZURE_CLIENT_ID: READER.clientId,
  AZURE_FEDERATED_TOKEN_FILE: join(folder, "token"),
});

const init = (env: Record<string, string>, ...args: readonly string[]): Promise<Ran> =>
  runCliAtOnce(["init", ...COMPANY, ...args], folder, {
    ...WITHOUT_CREDENTIALS,
    ...azure.env,
    AWS_REGION: "eu-central-1",
    ...env,
  });

const written = (): string => readFileSync(join(folder, FILE), "utf8");

async function configWritten() {
  const style = await resolveConfig(join(repository, "cli", "init.ts"));
  expect(await check(written(), { ...style, filepath: FILE })).toBe(true);
  return (await loadConfig(join(folder, FILE))).config;
}

test("subscriptions and their tenant stand beside the accounts", async () => {
  const ran = await init({ ...toAws(), ...toAzure() });
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout).toContain(`Azure: 2 subscriptions of tenant ${TENANT}\n`);
  const { scopes, azure: member } = await configWritten();
  expect(scopes).toMatchObject([{ scope: `aws/${OWN}` }, ...OF_AZURE]);
  expect(member).toEqual({ tenant: TENANT, client: null, cloud: "AzureCloud", discover: true });
});

test("whoever is signed in to Azure alone gets a config of Azure alone", async () => {
  const ran = await init({ ...toAzure(), AWS_ENDPOINT_URL: wire.env["AWS_ENDPOINT_URL"] ?? "" }, "--json");
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(ran.stdout)).toEqual({
    file: FILE,
    account: null,
    others: [],
    regions: [],
    lane: null,
    azure: { tenant: TENANT, cloud: "AzureCloud", subscriptions: [PRODUCTION, SHARED] },
    gcp: null,
    problems: [],
  });
  expect((await configWritten()).scopes).toMatchObject(OF_AZURE);
  expect(written()).not.toContain("REGIONS");
});

test("a list that Azure withholds, and subscriptions of others, stand in the file as what was not read", async () => {
  azure.faults.deny({ service: "arm", path: "/subscriptions" });
  await init({ ...toAws(), ...toAzure() });
  expect(written()).toContain(
    "// Could not be read: the subscriptions of the tenant (denied: Microsoft.Resources/subscriptions/read (AuthorizationFailed))\n",
  );
  expect((await configWritten()).scopes).toMatchObject([{ scope: `aws/${OWN}` }, { scope: `entra/${TENANT}` }]);

  azure.faults.clear();
  const guest = { subscriptionId: SHARED, tenantId: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", displayName: "Theirs" };
  azure.faults.answer(
    { service: "arm", path: "/subscriptions" },
    answerOf(200, { value: [{ subscriptionId: PRODUCTION, tenantId: TENANT, displayName: "Production" }, guest] }),
  );
  folder = temporaryDirectory();
  writeFileSync(join(folder, "token"), await azure.assertion());
  await init({ ...toAws(), ...toAzure() });
  expect(written()).toContain("// Could not be read: 1 subscriptions of other tenants (a config reads one tenant)\n");
  expect((await configWritten()).scopes).toMatchObject([
    { scope: `aws/${OWN}` },
    { scope: `azure/${PRODUCTION}` },
    { scope: `entra/${TENANT}` },
  ]);
});

test("a sign-in that Entra refuses costs AWS nothing", async () => {
  const ran = await init({ ...toAws(), ...toAzure(), AZURE_CLIENT_ID: "00000000-0000-4000-8000-000000000000" });
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout).toContain("Azure is not in it");
  expect(written()).toMatch(/\/\/ Could not be read: Azure \(denied: .*AADSTS/);
  expect((await configWritten()).scopes).toMatchObject([{ scope: `aws/${OWN}` }]);
});

test("nobody is signed in to either: the line is that of AWS, and nothing is written", async () => {
  const ran = await init({ AWS_ENDPOINT_URL: wire.env["AWS_ENDPOINT_URL"] ?? "" });
  expect(ran).toMatchObject({ status: 3, stdout: "" });
  expect(ran.stderr).toBe(
    "tidemark: credentials for AWS are missing. Give a profile, a role or environment variables, as the AWS CLI takes them\n",
  );
  expect(readdirSync(folder)).toEqual(["token"]);
});
