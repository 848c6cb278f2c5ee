// Runs of the real program over the sample tenant: what is confirmed, what an untouched estate costs, and gaps that heal.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { azureCompany, type Company, type Segment } from "../../support/azure/company.ts";
import { PRODUCTION, SHARED, TENANT, idOf } from "../../support/azure/estate/sample/names.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const OWN = `azure/${PRODUCTION}`;
const GROUP = idOf(PRODUCTION, "rg-network", "Microsoft.Network/networkSecurityGroups", "nsg-main");

let azure: Azure;
let company: Company;

beforeAll(async () => {
  azure = await startAzure({ settings: { resourceGraphQueries: 10_000 } });
  company = await azureCompany(azure);
  const first = await company.tidemark("start");
  expect(first.stderr).toBe("");
  expect(verdictPrinted(first.stdout)).toBe("INTACT");
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.log.clear();
});

/** Observations of a segment by key, each with its source and outcomes. */
const observed = ({ records }: Segment) =>
  new Map(
    records
      .filter(({ type }) => type === "observation")
      .map(({ body }) => {
        const { key, source, findings } = body as unknown as {
          readonly key: string;
          readonly source: string;
          readonly findings: readonly { readonly outcome: string }[];
        };
        return [key, { source, outcomes: findings.map(({ outcome }) => outcome) }] as const;
      }),
  );

const rootOf = ({ records }: Segment): unknown => records.at(-1)?.body["root"];

test("a failure at first sight is read again by its id, and its record says who decided", () => {
  const all = [...observed(company.newest(OWN))].filter(([key]) => key.startsWith("/"));
  const [failed, others] = [
    all.filter(([, { outcomes }]) => outcomes.includes("fail")),
    all.filter(([key, { outcomes }]) => !outcomes.includes("fail") && !key.includes("/roleassignments/")),
  ];
  expect(failed.length).toBeGreaterThan(1);
  expect(new Set(failed.map(([, { source }]) => source))).toEqual(new Set(["azure-resource-manager"]));
  // Resource Graph has no keys of vaults, and what it has of custom roles is not asked for.
  const listed = others.filter(([key]) => !/\/vaults\/|\/roledefinitions\//.test(key));
  expect(new Set(listed.map(([, { source }]) => source))).toEqual(new Set(["azure-resource-graph"]));
});

test("an untouched estate has one root, takes no call by id, and appends little", async () => {
  const before = company.newest(OWN);
  const { status, stderr } = await company.tidemark("collect");
  expect([status, stderr]).toEqual([0, ""]);
  const now = company.newest(OWN);
  expect(rootOf(now)).toEqual(rootOf(before));
  expect(observed(now).size).toBe(0);
  expect(now.bytes).toBeLessThan(10_000);
  expect(azure.log.requests.filter(({ path }) => path.toLowerCase().endsWith("/nsg-main"))).toEqual([]);
});

/** The security group with its rules closed, as a body of Resource Manager. */
function closed(): { readonly open: JsonObject; readonly closed: JsonObject } {
  const open = azure.estate.resource(GROUP)!;
  const properties = open["properties"] as JsonObject;
  return { open, closed: { ...open, properties: { ...properties, securityRules: [] } } };
}

test("a change that Resource Graph tells is written as Resource Manager tells it", async () => {
  const group = closed();
  azure.estate.put(group.closed as never);
  await company.tidemark("collect");
  const record = observed(company.newest(OWN)).get(GROUP.toLowerCase());
  expect(record?.source).toBe("azure-resource-manager");
  expect(record?.outcomes).not.toContain("fail");
  expect(azure.log.requests.filter(({ path }) => path.toLowerCase() === GROUP.toLowerCase())).toHaveLength(1);
});

test("a change that Resource Graph tells too late is not written: Resource Manager decides", async () => {
  const group = closed();
  // It was open before, and Resource Graph still says so.
  azure.estate.lag(GROUP, {
    ...group.closed,
    properties: { ...(group.closed["properties"] as JsonObject), securityRules: openRules() },
  } as never);
  const { stdout } = await company.tidemark("collect");
  azure.estate.catchUp(GROUP);
  expect(stdout).not.toContain("drift");
  expect(observed(company.newest(OWN)).get(GROUP.toLowerCase())?.outcomes ?? []).not.toContain("fail");
  expect(azure.log.requests.filter(({ path }) => path.toLowerCase() === GROUP.toLowerCase())).toHaveLength(1);
});

test("a change that Resource Manager does not confirm is not written, and its cause is", async () => {
  azure.faults.deny({ service: "arm", path: GROUP });
  const group = closed();
  azure.estate.lag(GROUP, {
    ...group.closed,
    properties: { ...(group.closed["properties"] as JsonObject), securityRules: openRules() },
  } as never);
  const { stdout } = await company.tidemark("collect");
  azure.estate.catchUp(GROUP);
  expect(stdout).not.toContain("drift");
  expect(stdout).toContain("denied: Microsoft.Network/networkSecurityGroups/read (AuthorizationFailed)");
  expect(company.newest(OWN).records.filter(({ type }) => type === "departure")).toEqual([]);
});

test("a role assignment that Resource Graph leaves out departs only if Resource Manager does not have it", async () => {
  const key = `/subscriptions/${PRODUCTION}/resourcegroups/rg-data/providers/microsoft.authorization/roleassignments/a1000000-0000-4000-8000-000000000005`;
  const empty = { totalRecords: 0, count: 0, resultTruncated: "false", facets: [], data: [] };
  azure.faults.answer(
    { service: "arm", path: /ResourceGraph/, body: /authorizationresources/ },
    { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(empty) },
  );
  await company.tidemark("collect");
  expect(company.newest(OWN).records.filter(({ type }) => type === "departure")).toEqual([]);
  azure.faults.clear();
  azure.estate.remove(key);
  await company.tidemark("collect");
  expect(
    company
      .newest(OWN)
      .records.filter(({ type }) => type === "departure")
      .map(({ body }) => body["key"]),
  ).toEqual([key]);
});

const openRules = (): JsonObject[] => [
  {
    name: "ssh",
    properties: {
      access: "Allow",
      direction: "Inbound",
      priority: 100,
      protocol: "Tcp",
      provisioningState: "Succeeded",
      sourceAddressPrefix: "*",
      sourceAddressPrefixes: [],
      sourcePortRange: "*",
      sourcePortRanges: [],
      destinationAddressPrefix: "*",
      destinationAddressPrefixes: [],
      destinationPortRange: "22",
      destinationPortRanges: [],
    },
  },
];

test("parts that can't be read are gaps with their causes, nothing departs, and the next run heals them", async () => {
  const root = rootOf(company.newest(OWN));
  const { signIns, directory } = azure.estate;
  const skus = directory.subscribedSkus;
  directory.subscribedSkus = [];
  azure.faults.deny({ service: "arm", path: new RegExp(`^/subscriptions/${SHARED}/`) });
  azure.faults.cut({ service: "arm", path: /containers$/ }, 99);
  const { status, stdout, stderr } = await company.tidemark("collect");
  expect([status, stderr]).toEqual([2, ""]);
  for (const words of [
    "denied: the permission Microsoft.Authorization/roleAssignments/read",
    "licence: Microsoft Graph refuses the report of registered methods",
    "unavailable: Microsoft.Storage/storageAccounts/blobServices/containers/read failed with",
  ])
    expect(stdout).toContain(words.replace("the permission ", ""));
  for (const scope of [OWN, `azure/${SHARED}`, `entra/${TENANT}`])
    expect(company.newest(scope).records.filter(({ type }) => type === "departure")).toEqual([]);
  expect(signIns.length).toBeGreaterThan(0);

  azure.faults.clear();
  directory.subscribedSkus = skus;
  const healed = await company.tidemark("collect");
  expect(healed.status).toBe(0);
  expect(rootOf(company.newest(OWN))).toEqual(root);
  expect(verdictPrinted((await company.tidemark("verify")).stdout)).toBe("INTACT");
});

test("nobody is signed in: one line says how to go on, and nothing is written", async () => {
  const other = await azureCompany(azure, {
    env: { AZURE_FEDERATED_TOKEN_FILE: "", AZURE_CLIENT_ID: "", AZURE_TOKEN_CREDENTIALS: "dev", PATH: "/nowhere" },
  });
  const { status, stdout, stderr } = await other.tidemark("doctor");
  expect(status).toBe(3);
  expect(`${stdout}${stderr}`.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("Sign in with the Azure CLI: az login");
});
