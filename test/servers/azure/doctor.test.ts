// What `tidemark doctor` says of Azure, by the real program over the sample tenant, and of how a deployment signs in there.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Diagnosis } from "../../../cli/doctor/diagnosis.ts";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { azureCompany, TENANT_SCOPES } from "../../support/azure/company.ts";
import { GROUP, PRODUCTION, READER, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import type { Ran } from "../../support/run-cli.ts";
import {
  identity,
  queryError,
  startWire,
  xml,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from "../../support/servers/wire.ts";

const ACCOUNT = "555566667777";
const ISSUER = "https://6f1c2b9e.tokens.sts.global.api.aws";

let azure: Azure;
let wire: Wire;
let info: () => WireAnswer;
let account: string;
beforeAll(async () => {
  azure = await startAzure({ settings: { resourceGraphQueries: 10_000 } });
  wire = await startWire((request) => answer(request));
});
afterAll(async () => {
  await wire.stop();
  await azure.stop();
});
beforeEach(() => {
  azure.faults.clear();
  account = ACCOUNT;
  info = () => federation("true");
});

const federation = (isOn: string): WireAnswer =>
  xml(
    `<GetOutboundWebIdentityFederationInfoResponse><GetOutboundWebIdentityFederationInfoResult><IssuerIdentifier>${ISSUER}</IssuerIdentifier><JwtVendingEnabled>${isOn}</JwtVendingEnabled></GetOutboundWebIdentityFederationInfoResult></GetOutboundWebIdentityFederationInfoResponse>`,
  );

/** AWS answers nothing else: of its accounts every read fails. */
function answer({ call }: WireRequest): WireAnswer {
  if (call === "GetCallerIdentity") return identity(account);
  if (call === "GetOutboundWebIdentityFederationInfo") return info();
  return queryError("AccessDenied", "no", 403);
}

async function doctor(config: object, ...args: readonly string[]): Promise<Ran> {
  const env = { ...wire.env, AWS_ENDPOINT_URL_STS: wire.env["AWS_ENDPOINT_URL"] ?? "", AWS_REGION: "eu-central-1" };
  return (await azureCompany(azure, { config, env })).tidemark("doctor", ...args);
}

async function told(config: object): Promise<Diagnosis & { readonly status: number | null }> {
  const { status, stdout, stderr } = await doctor(config, "--json");
  expect(stderr).toBe("");
  return { status, ...(JSON.parse(stdout) as Diagnosis) };
}

describe("each gap has its permission or role, and the checks that it leaves indeterminate", () => {
  test("of a subscription, of its directory, and of a scope that nobody enrolled", async () => {
    azure.faults.deny({ service: "arm", path: new RegExp(`^/subscriptions/${PRODUCTION}/.*/auditingSettings/`, "i") });
    azure.faults.deny({ service: "graph", path: /roleAssignments/ });
    const {
      status,
      causes,
      unenrolled,
      unanswered,
      federation: none,
    } = await told({
      azure: { tenant: TENANT, discover: true },
      scopes: [TENANT_SCOPES[0], TENANT_SCOPES[2]],
    });
    expect(status).toBe(2);
    const denied = causes.filter(({ code }) => code === "denied");
    expect(denied.map(({ remedy }) => remedy).toSorted()).toEqual([
      "assign a role that allows Microsoft.Sql/servers/auditingSettings/read at the scope or above it to the identity that reads (Reader allows every read)",
      "grant the application permission RoleManagement.Read.Directory to the application that reads, and consent to it (a person who reads needs a directory role such as Global Reader)",
    ]);
    for (const { checks } of denied) expect(checks.length).toBeGreaterThan(0);
    expect(unanswered).toEqual(expect.arrayContaining(denied.flatMap(({ checks }) => checks)));
    expect(unenrolled).toEqual([
      `azure/${SHARED}: add { scope: "azure/${SHARED}" } to scopes, or add the scope to excluded with a reason and an approver`,
    ]);
    expect(none).toBeNull();
  });

  test("of a management group, of which roles alone are planned", async () => {
    const scope = `azure/managementGroups/${GROUP}`;
    const read = async (): Promise<Diagnosis> => told({ azure: { tenant: TENANT }, scopes: [{ scope }] });
    expect((await read()).accounts).toMatchObject([{ scope, planned: 2, complete: 2 }]);
    azure.faults.deny({ service: "arm", path: /managementGroups/ });
    const { accounts, causes } = await read();
    expect(accounts).toMatchObject([{ scope, planned: 2, complete: 0 }]);
    expect(causes).toMatchObject([
      {
        code: "denied",
        scopes: [scope],
        checks: [
          "owner-accounts-have-mfa-and-no-keys",
          "administrator-grants-limited",
          "workloads-have-no-admin-rights",
        ],
        remedy:
          "assign a role that allows Microsoft.Authorization/roleAssignments/read at the scope or above it to the identity that reads (Reader allows every read)",
      },
    ]);
  });
});

describe("of a deployment it says how it signs in", () => {
  const deployed = {
    ledger: { origin: "northlight.example/azure", mode: "trial", retentionDays: 1 },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct" },
    azure: { tenant: TENANT, client: READER.clientId },
    scopes: [{ scope: `aws/${ACCOUNT}`, regions: ["eu-central-1"] }, ...TENANT_SCOPES],
    schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
    deployment: {
      account: ACCOUNT,
      region: "eu-central-1",
      operators: [`arn:aws:iam::${ACCOUNT}:role/security`],
      emails: ["security@northlight.example"],
    },
  };
  const said = {
    subject: `arn:aws:iam::${ACCOUNT}:role/tidemark-collect-azure`,
    audience: "api://AzureADTokenExchange",
  };

  test("with issuer, subject and audience to compare", async () => {
    const { stdout } = await doctor(deployed);
    const lines = stdout.split("\n").map((line) => line.trim().replaceAll(/ +/g, " "));
    expect(lines).toEqual(
      expect.arrayContaining([`issuer ${ISSUER}`, `subject ${said.subject}`, `audience ${said.audience}`]),
    );
    expect(stdout).not.toContain("The sign-in does not work");
    const { federation: unnamed } = await told({ ...deployed, azure: { tenant: TENANT } });
    expect(unnamed).toMatchObject({ issuer: ISSUER, cause: "the config names no application to sign in as" });
  });

  test.each<[string, () => void, object]>([
    [
      "that is off",
      () => (info = () => queryError("FeatureDisabled", "no", 404)),
      {
        isOn: false,
        cause: `outbound federation is off in account ${ACCOUNT}, expected on: the deployment signs in to Azure by a token of AWS`,
        remedy: "turn on outbound federation in the account: aws iam enable-outbound-web-identity-federation",
      },
    ],
    ["that was turned off", () => (info = () => federation("false")), { isOn: false }],
    [
      "that may not be asked for",
      () => (info = () => queryError("AccessDenied", "no", 403)),
      {
        isOn: null,
        cause: "denied: iam:GetOutboundWebIdentityFederationInfo (AccessDenied)",
        remedy: "grant iam:GetOutboundWebIdentityFederationInfo to the identity that reads",
      },
    ],
    [
      "of another account than the credentials'",
      () => (account = "111111111111"),
      {
        isOn: null,
        cause: `the credentials at hand are of account 111111111111, and Tidemark is deployed in account ${ACCOUNT}`,
        remedy: `run doctor with credentials of account ${ACCOUNT}`,
      },
    ],
  ])("by federation %s", async (_, prepare, expected) => {
    prepare();
    const { federation: found } = await told(deployed);
    expect(found).toMatchObject({ ...said, issuer: null, ...expected });
  });
});

test("--policy of a config without AWS names the command for Azure", async () => {
  const ran = await doctor({}, "--policy");
  expect(ran).toMatchObject({ status: 3, stdout: "" });
  expect(ran.stderr).toContain("docs/azure-permissions.md");
});
