// The other APIs of the test servers tell the same company as its exports do, and refuse by the permission of each.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CONSTRAINTS, effectivePolicyIn } from "../../../../collectors/gcp/answers/effective-org-policies.ts";
import {
  organizationConfigurationsIn,
  projectConfigurationsIn,
} from "../../../../collectors/gcp/answers/vpc-flow-logs-configs.ts";
import { parseJsonValue } from "../../../../collectors/json-value.ts";
import { CallFailed } from "../../../../collectors/live/call.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import {
  AUDIT_BUCKET,
  CUSTOMER,
  FOLDER,
  HOME_READER,
  ORGANIZATION,
  PRODUCTION,
  SECURITY,
} from "../../../support/google/estate/sample/names.ts";
import type { Google } from "../../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../../support/google/reading.ts";
import type { Call } from "../../../../collectors/google/client/calls.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.settings.page = 1000;
});

const get = async (api: Call["api"], path: string, calls = callsOf()): Promise<JsonObject> =>
  (await calls.get(call(api, path))) as JsonObject;
const asEvidence = (value: unknown): unknown => parseJsonValue(JSON.stringify(value));
const denied = async (answer: Promise<unknown>): Promise<string> => {
  const failed: unknown = await answer.catch((error: unknown) => error);
  return failed instanceof CallFailed ? failed.problem.detail : `no refusal: ${String(failed)}`;
};

const P = PRODUCTION.projectId;
const LISTINGS: readonly (readonly [
  api: Call["api"],
  path: string,
  member: string,
  type: string,
  permission: string,
])[] = [
  ["cloudsql", `/v1/projects/${P}/instances`, "items", "sqladmin.googleapis.com/Instance", "cloudsql.instances.list"],
  [
    "storage",
    `/storage/v1/b?project=${P}&projection=full`,
    "items",
    "storage.googleapis.com/Bucket",
    "storage.buckets.list",
  ],
  [
    "iam",
    `/v1/projects/${P}/serviceAccounts`,
    "accounts",
    "iam.googleapis.com/ServiceAccount",
    "iam.serviceAccounts.list",
  ],
  ["logging", `/v2/projects/${P}/sinks`, "sinks", "logging.googleapis.com/LogSink", "logging.sinks.list"],
  [
    "logging",
    `/v2/${PRODUCTION.name}/locations/-/buckets`,
    "buckets",
    "logging.googleapis.com/LogBucket",
    "logging.buckets.list",
  ],
  [
    "compute",
    `/compute/v1/projects/${P}/global/firewalls`,
    "items",
    "compute.googleapis.com/Firewall",
    "compute.firewalls.list",
  ],
  [
    "compute",
    `/compute/v1/projects/${P}/global/networks`,
    "items",
    "compute.googleapis.com/Network",
    "compute.networks.list",
  ],
];

describe.each(LISTINGS)("%s %s", (api, path, member, type, permission) => {
  test("is what the inventory has", async () => {
    const listed = (await get(api, path))[member];
    expect(listed).toEqual(asEvidence(google.estate.resources(PRODUCTION.name, type)));
    expect((listed as unknown[]).length).toBeGreaterThan(0);
  });

  test("comes in pages", async () => {
    google.settings.page = 1;
    const pages: JsonObject[] = [];
    for await (const page of callsOf().pages(call(api, path))) pages.push(page);
    expect(pages.flatMap((page) => page[member])).toEqual(asEvidence(google.estate.resources(PRODUCTION.name, type)));
  });

  test("is refused without its permission", async () => {
    expect(await denied(get(api, path, callsOf(loginOf({ serviceAccount: HOME_READER }))))).toMatch(
      new RegExp(`^${permission.replaceAll(".", "\\.")} \\((?:IAM_PERMISSION_DENIED|forbidden)\\)$`),
    );
  });
});

test("ACLs of buckets come with the full projection alone", async () => {
  const bare = (await get("storage", `/storage/v1/b?project=${P}&projection=noAcl`))["items"] as JsonObject[];
  expect(bare.filter((bucket) => "acl" in bucket || "defaultObjectAcl" in bucket)).toEqual([]);
  const [{ name } = {}] = bare;
  expect(await get("storage", `/storage/v1/b/${name as string}/iam`)).toMatchObject({ bindings: expect.any(Array) });
  expect(await get("storage", `/storage/v1/b/${name as string}?projection=full`)).toHaveProperty("acl");
});

test("keys of a service account are listed by its address or id", async () => {
  const accounts = google.estate.resources(PRODUCTION.name, "iam.googleapis.com/ServiceAccount");
  const keys = async (named: unknown, query = ""): Promise<unknown[]> =>
    ((await get("iam", `/v1/projects/${P}/serviceAccounts/${encodeURIComponent(String(named))}/keys${query}`))[
      "keys"
    ] ?? []) as unknown[];
  const all = await Promise.all(accounts.map(({ email }) => keys(email)));
  expect(all.flat()).toEqual(
    asEvidence(google.estate.resources(PRODUCTION.name, "iam.googleapis.com/ServiceAccountKey")),
  );
  expect(await keys(accounts[0]?.["uniqueId"])).toEqual(all[0]);
  const [system, user] = await Promise.all(
    ["SYSTEM_MANAGED", "USER_MANAGED"].map((type) =>
      Promise.all(accounts.map(({ email }) => keys(email, `?keyTypes=${type}`))).then((each) => each.flat()),
    ),
  );
  expect([system?.length, user?.length]).toEqual([1, 1]);
  expect(user).toMatchObject([{ keyType: "USER_MANAGED" }]);
});

test("sinks of the organization and the folder are asked for like those of a project", async () => {
  expect(await get("logging", `/v2/${ORGANIZATION}/sinks`)).toMatchObject({
    sinks: [{ name: "audit", includeChildren: true }],
  });
  expect(await get("logging", `/v2/${FOLDER}/sinks`)).toEqual({});
});

test("a log bucket is asked for by its name, by the id or the number of its project", async () => {
  for (const project of [SECURITY.name, `projects/${SECURITY.projectId}`])
    expect(await get("logging", `/v2/${project}/locations/europe-west3/buckets/audit`)).toMatchObject({
      name: AUDIT_BUCKET,
      retentionDays: 400,
    });
});

test("in a network its rules are in force, and the policies that it is associated with", async () => {
  const answer = await get("compute", `/compute/v1/projects/${P}/global/networks/analytics/getEffectiveFirewalls`);
  expect((answer["firewalls"] as unknown[]).length).toBe(5);
  const policies = [
    { name: "740112233445", shortName: "northlight-baseline", type: "HIERARCHY" },
    { name: "analytics-baseline", type: "NETWORK" },
  ];
  expect(answer["firewallPolicys"]).toMatchObject(policies);
  const regional = await get(
    "compute",
    `/compute/v1/projects/${P}/regions/europe-west3/firewallPolicies/getEffectiveFirewalls?network=projects/${P}/global/networks/analytics`,
  );
  expect(regional).toEqual(answer);
  expect(await get("compute", `/compute/v1/projects/${P}/global/firewallPolicies`)).toMatchObject({
    items: [{ name: "analytics-baseline" }],
  });
});

test("what constraints come to in a project is read by the collector", async () => {
  for (const constraint of CONSTRAINTS) {
    const answer = await get("orgpolicy", `/v2/${PRODUCTION.name}/policies/${constraint}:getEffectivePolicy`);
    expect(effectivePolicyIn(answer, PRODUCTION.name, constraint)).toEqual({ Constraint: constraint, Enforced: true });
  }
});

test("configurations of VPC Flow Logs are those of the project, and those of the organization that it is told of", async () => {
  const own = { name: `projects/${P}/locations/global/vpcFlowLogsConfigs/own`, state: "ENABLED" };
  const above = { name: `${ORGANIZATION}/locations/global/vpcFlowLogsConfigs/all`, state: "ENABLED" };
  google.estate.flowLogs = { [PRODUCTION.name]: [own], [ORGANIZATION]: [above] };
  const list = `/v1/projects/${P}/locations/global/vpcFlowLogsConfigs`;
  const ofProject = (await get("networkmanagement", list))["vpcFlowLogsConfigs"];
  const ofOrganization = (await get("networkmanagement", `${list}:queryOrgVpcFlowLogsConfigs`))["vpcFlowLogsConfigs"];
  expect(projectConfigurationsIn(ofProject ?? null, PRODUCTION.name)).toMatchObject([{ name: own.name }]);
  expect(organizationConfigurationsIn(ofOrganization ?? null, PRODUCTION.name)).toMatchObject([{ name: above.name }]);
  expect(await denied(get("networkmanagement", list, callsOf(loginOf({ serviceAccount: HOME_READER }))))).toBe(
    "networkmanagement.vpcflowlogsconfigs.list (IAM_PERMISSION_DENIED)",
  );
});

describe("Resource Manager", () => {
  const search = async (serviceAccount?: string): Promise<unknown> => {
    const login = serviceAccount === undefined ? loginOf() : loginOf({ serviceAccount });
    const { projects } = await get("resourcemanager", "/v3/projects:search", callsOf(login));
    return (projects as JsonObject[]).map(({ projectId }) => projectId);
  };

  test("lists what the caller may see, and does not say that there is more", async () => {
    expect(await search()).toEqual(google.estate.projects.map(({ projectId }) => projectId));
    expect(await search(HOME_READER)).toEqual([SECURITY.projectId]);
  });

  test("lists the children of a parent", async () => {
    const projects = await get("resourcemanager", `/v3/projects?parent=${FOLDER}`);
    expect((projects["projects"] as unknown[]).length).toBe(2);
    expect(await get("resourcemanager", `/v3/folders?parent=${ORGANIZATION}`)).toMatchObject({
      folders: [{ name: FOLDER }],
    });
    expect(await get("resourcemanager", "/v3/organizations:search")).toMatchObject({
      organizations: [{ name: ORGANIZATION }],
    });
  });

  test("denies what is not there as what may not be seen", async () => {
    const home = callsOf(loginOf({ serviceAccount: HOME_READER }));
    for (const name of ["projects/999", PRODUCTION.name])
      expect(await denied(get("resourcemanager", `/v3/${name}`, home))).toBe(
        "resourcemanager.projects.get (IAM_PERMISSION_DENIED)",
      );
  });

  test.each([PRODUCTION.name, FOLDER, ORGANIZATION])("tells the policy of %s", async (name) => {
    const policy = await callsOf().get(call("resourcemanager", `/v3/${name}:getIamPolicy`, { body: {} }));
    expect(policy).toMatchObject({ bindings: expect.any(Array), version: 1 });
  });

  test("tells which permissions the caller holds", async () => {
    const body = { permissions: ["cloudasset.assets.listResource", "storage.buckets.list"] };
    const ask = (name: string) =>
      callsOf(loginOf({ serviceAccount: HOME_READER })).get(
        call("resourcemanager", `/v3/${name}:testIamPermissions`, { body }),
      );
    expect([await ask(SECURITY.name), await ask(PRODUCTION.name)]).toEqual([body, {}]);
  });
});

describe("Workspace and Cloud Identity", () => {
  test("users of the customer come in pages of at most 500", async () => {
    google.settings.page = 3;
    const users: unknown[] = [];
    for await (const page of callsOf().pages(
      call("directory", `/admin/directory/v1/users?customer=${CUSTOMER}&maxResults=500`),
    ))
      users.push(...(page["users"] as unknown[]));
    expect(users).toEqual(google.estate.users);
    expect(await denied(get("directory", "/admin/directory/v1/users?customer=C99other"))).toMatch(/\(forbidden\)$/);
    expect(await denied(get("directory", `/admin/directory/v1/users?customer=${CUSTOMER}&maxResults=501`))).toMatch(
      /invalid$/,
    );
  });

  test("a service account without an admin role may not", async () => {
    const home = callsOf(loginOf({ serviceAccount: HOME_READER }));
    expect(await denied(get("directory", "/admin/directory/v1/users?customer=my_customer", home))).toMatch(
      /\(forbidden\)$/,
    );
    expect(await denied(get("groups", "/v1/groups:lookup?groupKey.id=analytics%40northlight.example", home))).toMatch(
      /\(PERMISSION_DENIED\)$/,
    );
  });

  test("members of a group come by its name, and those of groups in it if they are asked for", async () => {
    const { name } = await get("groups", "/v1/groups:lookup?groupKey.id=analytics%40northlight.example");
    const direct = (await get("groups", `/v1/${name as string}/memberships`))["memberships"] as JsonObject[];
    expect(direct.map(({ type }) => type)).toEqual(["USER", "GROUP"]);
    const all = (await get("groups", `/v1/${name as string}/memberships:searchTransitiveMemberships`))[
      "memberships"
    ] as JsonObject[];
    expect(all.map(({ relationType }) => relationType)).toEqual(["DIRECT", "DIRECT", "INDIRECT"]);
  });
});
