// One run over AWS and Azure by the real program: gaps of each cloud are named, and cost nothing of the other.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { azureCompany, TENANT_SCOPES, type Company } from "../../support/azure/company.ts";
import {
  GROUP,
  LIMITED_GROUP,
  PRODUCTION,
  READER,
  scopeOf,
  SHARED,
  TENANT,
} from "../../support/azure/estate/sample/names.ts";
import { assignment, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import type { Estate } from "../../support/azure/estate/estate.ts";
import { ledgerTexts, occurrencesIn } from "../../support/ledger-texts.ts";
import { repository } from "../../support/run-cli.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";
import "../../support/servers/localhost-names.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const REGION = "us-east-1";
const AWS = "aws/123456789012";
/** A subscription of which one resource group alone may be read. */
const PARTLY = "b9d1c0de-3333-4a5b-9c3d-8e7f6a5b4c03";
/** A subscription that the identity holds no role in. */
const DENIED = "b9d1c0de-4444-4a5b-9c3d-8e7f6a5b4c04";

let aws: EmulatedAws;
let azure: Azure;
let company: Company;

/** The sample with two subscriptions more, in a management group apart. */
function estate(): Estate {
  const sample = sampleEstate();
  const root = sample.managementGroups.find(({ parent }) => parent === null)!.name;
  const apart = (subscriptionId: string) =>
    ({ subscriptionId, displayName: "Apart", state: "Enabled", managementGroup: "mg-apart" }) as const;
  return {
    ...sample,
    managementGroups: [...sample.managementGroups, { name: "mg-apart", displayName: "Apart", parent: root }],
    subscriptions: [...sample.subscriptions, apart(PARTLY), apart(DENIED)],
    roleAssignments: [
      ...sample.roleAssignments,
      assignment(
        "a1000000-0000-4000-8000-000000000009",
        scopeOf(PARTLY, LIMITED_GROUP),
        ROLES.reader,
        READER.objectId,
        "ServicePrincipal",
      ),
    ],
  };
}

beforeAll(async () => {
  aws = await startEmulatedAws([REGION]);
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  await new S3Client({ region: REGION, endpoint: aws.behind, credentials }).send(
    new CreateBucketCommand({ Bucket: "orders" }),
  );
  azure = await startAzure({ estate: estate() });
  // STS is that of AWS here: on a workstation nobody asks it for a token.
  const { AWS_ENDPOINT_URL_STS: _sts, ...led } = azure.env;
  company = await azureCompany(
    { ...azure, env: led },
    {
      config: {
        aws: { role: null, lane: "direct" },
        azure: { tenant: TENANT, discover: true },
        scopes: [
          { scope: AWS, regions: [REGION] },
          ...TENANT_SCOPES,
          { scope: `azure/${PARTLY}` },
          { scope: `azure/${DENIED}` },
        ],
      },
      env: aws.env,
    },
  );
});
afterAll(async () => {
  await azure.stop();
  await aws.stop();
});

type Row = {
  readonly check: string;
  readonly scope: string;
  readonly outcome: string;
  readonly problem: { readonly code: string; readonly detail: string } | null;
};

async function rows(): Promise<readonly Row[]> {
  const { stdout } = await company.tidemark("query", "--json");
  return (JSON.parse(stdout) as { readonly results: readonly Row[] }).results;
}

async function verifiers(): Promise<readonly string[]> {
  const python = await new Promise<string>((resolve) => {
    const script = join(repository, "evidence-schema/verify.py");
    const args = [
      script,
      join(company.directory, ".tidemark/ledger"),
      "--trust",
      join(company.directory, ".tidemark/trust.txt"),
    ];
    execFile("python3", args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  return [verdictPrinted((await company.tidemark("verify")).stdout), verdictPrinted(python)];
}

test("four subscriptions, three of them with gaps, beside an account of AWS: sealed, named, healed", async () => {
  azure.faults.cut({ service: "arm", path: new RegExp(`^/subscriptions/${SHARED}/.*firewallRules$`) }, 99);
  const skus = azure.estate.directory.subscribedSkus;
  azure.estate.directory.subscribedSkus = [];
  const first = await company.tidemark("start");
  expect([first.status, first.stderr]).toEqual([2, ""]);
  expect(first.stdout).toContain("Observed AWS and Azure: 6 scopes");
  const found = await rows();
  expect(found.filter(({ scope, outcome }) => scope === AWS && outcome === "pass").length).toBeGreaterThan(0);
  expect(
    found.filter(({ scope, outcome }) => scope === `azure/${PRODUCTION}` && outcome === "pass").length,
  ).toBeGreaterThan(5);
  // Of the two that may not be read, nothing passes and nothing fails.
  for (const id of [PARTLY, DENIED])
    expect(
      found.filter(
        ({ scope, outcome }) => scope === `azure/${id}` && outcome !== "indeterminate" && outcome !== "not-applicable",
      ),
    ).toEqual([]);
  for (const words of ["licence: Microsoft Graph refuses the report", `azure/${DENIED}`, `azure/${PARTLY}`])
    expect(first.stdout).toContain(words);
  expect(await verifiers()).toEqual(["INTACT", "INTACT"]);

  const doctor = await company.tidemark("doctor", "--json");
  const { causes } = JSON.parse(doctor.stdout) as {
    readonly causes: readonly { readonly code: string; readonly scopes: readonly string[] }[];
  };
  expect(new Set(causes.flatMap(({ code, scopes }) => scopes.map((scope) => `${code} ${scope}`)))).toEqual(
    new Set([
      `denied azure/${PARTLY}`,
      `denied azure/${DENIED}`,
      `unavailable azure/${SHARED}`,
      `licence entra/${TENANT}`,
    ]),
  );

  // Somebody grants the role, the network is back, and the licence is there.
  azure.faults.clear();
  azure.estate.directory.subscribedSkus = skus;
  azure.estate.subscriptions = azure.estate.subscriptions.map((each) => ({ ...each, managementGroup: GROUP }));
  const healed = await company.tidemark("collect", "--json");
  expect([healed.status, healed.stderr]).toEqual([0, ""]);
  for (const { scope } of TENANT_SCOPES)
    expect(company.newest(scope).records.filter(({ type }) => type === "departure")).toEqual([]);
  // A subscription that has bought no plan of Defender for Cloud stays without one.
  expect(
    (await rows()).filter(
      ({ check, problem }) =>
        check !== "threat-detection-on" &&
        problem !== null &&
        ["denied", "unavailable", "licence"].includes(problem.code),
    ),
  ).toEqual([]);
  expect(await verifiers()).toEqual(["INTACT", "INTACT"]);
});

test("nobody signed in to Azure costs nothing of AWS", async () => {
  const other = await azureCompany(azure, {
    config: { aws: { role: null, lane: "direct" }, scopes: [{ scope: AWS, regions: [REGION] }, ...TENANT_SCOPES] },
    env: {
      ...aws.env,
      AZURE_FEDERATED_TOKEN_FILE: "",
      AZURE_CLIENT_ID: "",
      AZURE_TOKEN_CREDENTIALS: "dev",
      PATH: "/usr/bin:/bin",
    },
  });
  const { status, stdout, stderr } = await other.tidemark("start");
  expect([status, stderr]).toEqual([2, ""]);
  expect(stdout).toContain("denied: credentials for Azure are missing");
  expect(verdictPrinted(stdout)).toBe("INTACT");
});

test("no token, assertion, name or address of the tenant is in the ledger, in any spelling", () => {
  const { users } = azure.estate.directory;
  const people = users.flatMap((user) => [user["displayName"], user["mail"], user["userPrincipalName"]]);
  const secrets = people.filter((text): text is string => typeof text === "string" && text.length > 3);
  const texts = ledgerTexts(join(company.directory, ".tidemark/ledger"));
  expect(secrets.length).toBeGreaterThan(3);
  for (const secret of [...secrets, "eyJhbGciOi", "client_assertion", "Bearer "])
    expect(occurrencesIn(texts, secret), secret).toEqual([]);
});
