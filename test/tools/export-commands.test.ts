// The export script, run with stand-ins for the clouds' command lines: what it writes is what the reader reads.
import { expect, test } from "vitest";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { FORMATS } from "../../collectors/exports/formats/formats.ts";
import { openExports } from "../../collectors/exports/reader.ts";
import type { UnitReading } from "../../collectors/port.ts";
import type { JsonObject, Problem } from "../../evidence-schema/record/record.ts";
import { customRolesOf, network, plansOf, scanned } from "./answers-of-clouds.ts";
import { SIGN_IN_TYPES, SIGN_INS } from "./graph-stand-ins.ts";
import { readScope, runScript, type StandIns } from "./stand-ins.ts";

const SUBSCRIPTION = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TENANT = "435db7b7-46e6-4674-82d8-193e11fadc02";
// AWS has a file of its own: export-commands-aws.test.ts.
const SCOPES = [`azure/${SUBSCRIPTION}`, "gcp/projects/481516234201", `entra/${TENANT}`, "workspace/C01nl4h2x"].map(
  (scope) => ({ scope, regions: [] }),
);
const TYPES = Object.values(FORMATS).flatMap(({ types }) => types);

const row = { subscriptionId: SUBSCRIPTION, properties: {} };
const vnet = { ...row, id: `/subscriptions/${SUBSCRIPTION}/x`, name: "x", type: "microsoft.network/virtualnetworks" };
const own = { ...row, id: `/subscriptions/${SUBSCRIPTION}`, name: "s", type: "microsoft.resources/subscriptions" };
const user = (digit: string): object => ({
  id: `00000000-0000-4000-8000-00000000000${digit}`,
  userPrincipalName: "j@northlight.example",
  isAdmin: true,
});
/** An answer of Resource Graph; the subscription's own row is part of it. */
const listing = (...rows: readonly object[]): object => ({
  count: rows.length + 1,
  data: [...rows, own],
  skip_token: null,
  total_records: rows.length + 1,
});
const resource = (type: string, name: string): { readonly id: string; readonly type: string } => ({
  id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${type}/${name}`,
  type: type.toLowerCase(),
});
const role = {
  ...resource("Microsoft.Authorization/roleAssignments", "1"),
  subscriptionId: SUBSCRIPTION,
  properties: { principalId: "p", principalType: "User" },
};
const rule = { name: "all", properties: { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" } };
const tls = { value: [{ name: "require_secure_transport", properties: { value: "on" } }] };
const container = (name: string): object => ({ name, properties: { publicAccess: "Blob" } });
const next = "https://management.azure.com/next-page-of-containers";
const policy = (type: string, id: string): object => ({ type, id, policy: { bindings: [] } });
const constraint = (name: string): readonly [string, object] => [
  `org-policies describe ${name} --effective --project=nl-prod`,
  { name: `projects/481516234201/policies/${name}`, spec: { rules: [{ enforce: true }] } },
];

const vaultKey = {
  id: resource("Microsoft.KeyVault/vaults/kv/keys", "orders").id,
  name: "orders",
  properties: { attributes: {} },
};

const STANDINS: StandIns = {
  az: [
    ["account show", { tenantId: TENANT, user: { name: "reader@northlight.example", type: "user" } }],
    ["--skip-token t1", { count: 1, data: [own], skip_token: null, total_records: 2 }],
    ["authorizationresources", { count: 1, data: [role], skip_token: null, total_records: 1 }],
    // A quote ends the text of the pattern and a star between two of them stands for anything.
    [
      "kind !~ '*'project id",
      listing(
        resource("Microsoft.Storage/storageAccounts", "open"),
        resource("Microsoft.Storage/storageAccounts", "shut"),
      ),
    ],
    ["name !~ '*'project id", listing(resource("Microsoft.Sql/servers/databases", "s/databases/db"))],
    ["where type =~ '*'sql/servers'*'project id", listing(resource("Microsoft.Sql/servers", "s"))],
    ["where type =~ '*'postgresql'*'project id", listing(resource("Microsoft.DBforPostgreSQL/flexibleServers", "pg"))],
    ["where type =~ '*'dbformysql'*'project id", listing(resource("Microsoft.DBforMySQL/flexibleServers", "my"))],
    ["where type =~ '*'keyvault'*'project id", listing(resource("Microsoft.KeyVault/vaults", "kv"))],
    ["graph query", { count: 1, data: [vnet], skip_token: "t1", total_records: 2 }],
    ["open/blobServices/default/containers?api-version", { value: [container("a")], nextLink: next }],
    [next, { value: [container("b")] }],
    [
      "shut/blobServices",
      "echo \"ERROR: Forbidden({AuthorizationFailed: does not have authorization to perform action 'Microsoft.Storage/storageAccounts/blobServices/containers/read' over scope})\" >&2; exit 1",
    ],
    ["s/databases/db/backupShortTermRetentionPolicies/default?api-version", { properties: { retentionDays: 7 } }],
    ["s/databases/db/transparentDataEncryption/current?api-version", { properties: { state: "Enabled" } }],
    ["s/auditingSettings/default?api-version", { properties: { state: "Enabled" } }],
    ["/firewallRules?api-version", { value: [rule] }],
    ["pg/configurations?api-version", tls],
    ["my/configurations?api-version", tls],
    ["kv/keys?api-version", { value: [vaultKey] }],
    ["kv/keys/orders?api-version", vaultKey],
    [`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Insights/diagnosticSettings?api-version`, { value: [] }],
    plansOf(SUBSCRIPTION),
    customRolesOf(SUBSCRIPTION),
    ["skiptoken=2", { "@odata.context": "c", value: [user("2")] }],
    [
      "userRegistrationDetails",
      {
        "@odata.context": "c",
        value: [user("1")],
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/x?skiptoken=2",
      },
    ],
    ...SIGN_INS,
    ["applications?$select=", { value: [{ id: "1", appId: "a", passwordCredentials: [], keyCredentials: [] }] }],
  ],
  gcloud: [
    ["config get-value account", "echo reader@northlight.example"],
    ["projects describe 481516234201", "echo nl-prod"],
    [
      "storage.googleapis.com/Bucket,compute.googleapis.com/Disk,'*'Repository --content-type=iam-policy",
      [
        ["cloudresourcemanager.googleapis.com/projects/481516234201", "cloudresourcemanager.googleapis.com/Project"],
        ["storage.googleapis.com/nl-prod-uploads", "storage.googleapis.com/Bucket"],
        ["compute.googleapis.com/projects/nl-prod/global/images/base", "compute.googleapis.com/Image"],
      ].map(([name, assetType]) => ({
        name: `//${name}`,
        assetType,
        ancestors: ["projects/481516234201"],
        iamPolicy: { bindings: [{ role: "roles/owner", members: ["user:j@northlight.example"] }] },
      })),
    ],
    [
      "asset list --project=nl-prod --asset-types=cloudresourcemanager.googleapis.com/Project,storage.googleapis.com/Bucket,",
      "echo \"ERROR: (gcloud.asset.list) PERMISSION_DENIED: Permission 'cloudasset.assets.listResource' denied on resource\" >&2; exit 1",
    ],
    [
      "projects get-ancestors-iam-policy nl-prod",
      [policy("project", "nl-prod"), policy("folder", "7"), policy("organization", "1")],
    ],
    [
      "network-management vpc-flow-logs-configs list --location=global --project=nl-prod",
      [{ name: "projects/nl-prod/locations/global/vpcFlowLogsConfigs/one", state: "ENABLED" }],
    ],
    [
      "network-management vpc-flow-logs-configs query-org-vpc-flow-logs-configs --location=global --project=nl-prod",
      [],
    ],
    ...scanned("481516234201"),
    constraint("iam.disableServiceAccountKeyCreation"),
    constraint("sql.restrictPublicIp"),
    constraint("storage.publicAccessPrevention"),
    [
      "org-policies describe storage.secureHttpTransport",
      "echo \"ERROR: (gcloud.org-policies.describe) PERMISSION_DENIED: Permission 'orgpolicy.policy.get' denied\" >&2; exit 1",
    ],
    [
      "compute networks list --project=nl-prod",
      [network("prod", "west3", "west4"), network("bare"), network("denied", "west3")],
    ],
    [
      "compute network-firewall-policies get-effective-firewalls --network=denied",
      "echo \"ERROR: Required 'compute.networks.getRegionEffectiveFirewalls' permission for 'projects/nl-prod'\" >&2; exit 1",
    ],
    [
      "get-effective-firewalls --network=prod --region=west3 --project=nl-prod",
      { firewalls: [{ name: "ssh" }], firewallPolicys: [{ type: "HIERARCHY", name: "1" }] },
    ],
    ["get-effective-firewalls --network=prod --region=west4 --project=nl-prod", [{ firewallPolicys: [] }]],
    ["compute networks get-effective-firewalls bare --project=nl-prod", { firewalls: [] }],
    ["auth print-access-token", "echo token"],
  ],
  curl: [
    ["pageToken=a%2Fb", 'grep -q "^Authorization: Bearer token$" && cat "$ANSWERS/users-2.json"'],
    ["users?customer=C01nl4h2x", 'grep -q "^Authorization: Bearer token$" && cat "$ANSWERS/users-1.json"'],
  ],
};

const FILES = {
  "users-1.json": JSON.stringify({
    kind: "admin#directory#users",
    users: [{ id: "1", customerId: "C01nl4h2x" }],
    nextPageToken: "a/b",
  }),
  "users-2.json": JSON.stringify({ kind: "admin#directory#users", users: [{ id: "2" }] }),
};

test("what could be exported is read, what could not is incomplete with its cause", async () => {
  const { status, errors, directory } = await runScript(exportCommands(SCOPES, TYPES), STANDINS, FILES);
  expect(errors).toEqual([expect.stringMatching(/^not exported: gcp-481516234201: ERROR/)]);
  expect(status).toBe(2);

  expect((await openExports(directory)).scopes).toEqual(SCOPES.map(({ scope }) => scope).toSorted());
  const units: { [unit: string]: UnitReading } = {};
  for (const { scope } of SCOPES) {
    const planned = TYPES.map((type) => ({ type, region: "global" }));
    for (const [name, unit] of (await readScope(directory, scope, planned)).units) units[`${scope} ${name}`] = unit;
  }
  const read = (scope: string, unit: string): UnitReading | undefined => units[`${scope} ${unit}`];
  expect(read(`azure/${SUBSCRIPTION}`, "microsoft.network/virtualnetworks@global")).toMatchObject({
    complete: true,
    listed: 1,
  });
  expect(read("gcp/projects/481516234201", "compute.googleapis.com/Firewall@global")).toMatchObject({
    complete: false,
    problem: { code: "denied", detail: "cloudasset.assets.listResource (PERMISSION_DENIED)" },
  });
  const complete: readonly (readonly [scope: string, type: string, listed: number])[] = [
    [`azure/${SUBSCRIPTION}`, "microsoft.keyvault/vaults/keys", 1],
    [`azure/${SUBSCRIPTION}`, "microsoft.authorization/roleassignments", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Storage::PublicContainers", 2],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Sql::ShortTermRetention", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Sql::TransparentDataEncryption", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Sql::Auditing", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Sql::FirewallRules", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Postgres::Parameters", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Postgres::FirewallRules", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::MySql::Parameters", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::MySql::FirewallRules", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Insights::SubscriptionDiagnosticSettings", 1],
    [`azure/${SUBSCRIPTION}`, "Tidemark::Security::DefenderPlans", 1],
    [`azure/${SUBSCRIPTION}`, "microsoft.authorization/roledefinitions", 1],
    [`entra/${TENANT}`, "microsoft.graph/userRegistrationDetails", 2],
    [`entra/${TENANT}`, "microsoft.graph/unifiedRoleAssignment", 1],
    [`entra/${TENANT}`, "microsoft.graph/application", 1],
    ...SIGN_IN_TYPES.map((type) => [`entra/${TENANT}`, type, 1] as const),
    ["gcp/projects/481516234201", "Tidemark::CloudAsset::IamPolicy", 1],
    ["gcp/projects/481516234201", "Tidemark::Compute::IamPolicy", 1],
    ["gcp/projects/481516234201", "Tidemark::ResourceManager::AncestorPolicy", 3],
    ["gcp/projects/481516234201", "Tidemark::OrgPolicy::EffectivePolicy", 4],
    ["gcp/projects/481516234201", "Tidemark::Compute::NetworkFirewallPolicies", 3],
    ["gcp/projects/481516234201", "networkmanagement.googleapis.com/VpcFlowLogsConfig", 1],
    ["gcp/projects/481516234201", "Tidemark::SecurityCenter::Services", 1],
    ["gcp/projects/481516234201", "Tidemark::ServiceUsage::ScanningServices", 1],
    ["gcp/projects/481516234201", "Tidemark::NetworkManagement::OrganizationVpcFlowLogsConfig", 0],
  ];
  for (const [scope, type, listed] of complete) {
    expect(read(scope, `${type}@global`), type).toMatchObject({ complete: true, listed });
  }
  const items = new Map<string, JsonObject | Problem>();
  for (const scope of [`azure/${SUBSCRIPTION}`, "gcp/projects/481516234201"]) {
    const planned = complete.filter(([of]) => of === scope).map(([, type]) => ({ type, region: "global" }));
    for (const item of (await readScope(directory, scope, planned)).items)
      items.set(decodeURIComponent(item.key.replace(/^.*\//, "")), "body" in item ? item.body : item.problem);
  }
  const account = (name: string): string =>
    `storage-containers/${resource("Microsoft.Storage/storageAccounts", name).id.toLowerCase()}`;
  // All pages of the list, as one answer.
  expect(items.get(account("open"))).toMatchObject({ Containers: [{ name: "a" }, { name: "b" }] });
  expect(items.get(account("shut"))).toEqual({
    code: "denied",
    detail: "Microsoft.Storage/storageAccounts/blobServices/containers/read",
  });
  expect(items.get("org-policy/sql.restrictPublicIp")).toEqual({ Constraint: "sql.restrictPublicIp", Enforced: true });
  expect(items.get("org-policy/storage.secureHttpTransport")).toEqual({
    code: "denied",
    detail: "orgpolicy.policy.get (PERMISSION_DENIED)",
  });
  expect(items.get("network-firewall-policies/prod")).toMatchObject({
    Policies: [{ Id: "HIERARCHY/1" }],
    Regions: [
      { Region: "west3", Policies: ["HIERARCHY/1"] },
      { Region: "west4", Policies: [] },
    ],
  });
  expect(items.get("network-firewall-policies/bare")).toMatchObject({ Regions: [{ Region: null, Policies: [] }] });
  expect(items.get("network-firewall-policies/denied")).toEqual({
    code: "denied",
    detail: "compute.networks.getRegionEffectiveFirewalls",
  });
  expect(read("workspace/C01nl4h2x", "admin.directory/users@global")).toMatchObject({ complete: true, listed: 2 });
});

test("calls below resources fail as a whole where Resource Graph may not have listed all", async () => {
  const [signedIn] = STANDINS["az"] ?? [];
  const scopes = [{ scope: `azure/${SUBSCRIPTION}`, regions: [] }];
  const lists: readonly (readonly [answer: object, code: string])[] = [
    [{ count: 0, data: [], skip_token: null, total_records: 0 }, "denied"],
    [{ ...listing(resource("Microsoft.Sql/servers", "s")), total_records: 3 }, "unavailable"],
  ];
  for (const [answer, code] of lists) {
    const standIns: StandIns = { az: [...(signedIn === undefined ? [] : [signedIn]), ["graph query", answer]] };
    const { status, directory } = await runScript(exportCommands(scopes, ["Tidemark::Sql::Auditing"]), standIns);
    expect(status).toBe(2);
    const planned = [{ type: "Tidemark::Sql::Auditing", region: "global" }];
    const { items, units } = await readScope(directory, `azure/${SUBSCRIPTION}`, planned);
    expect(items).toEqual([]);
    expect(units.get("Tidemark::Sql::Auditing@global")).toMatchObject({ complete: false, problem: { code } });
  }
});

test("two runs have one command each, and principals are those that were signed in", async () => {
  const script = exportCommands(SCOPES, TYPES);
  const [first, second] = [await runScript(script, STANDINS, FILES), await runScript(script, STANDINS, FILES)].map(
    ({ manifest }) => manifest.exports.map(({ command, principal }) => ({ command, principal })),
  );
  expect(first).toEqual(second);
  expect(new Set(first?.map(({ principal }) => principal))).toEqual(new Set(["reader@northlight.example"]));
});

test("only what is asked for is exported, and a scope that is none is refused", () => {
  const aws = { scope: "aws/111122223333", regions: ["eu-central-1", "eu-west-1"] };
  const script = exportCommands([aws, ...SCOPES], ["AWS::EC2::VPC", "compute.googleapis.com/Network"]);
  const calls = script.split("\n").filter((line) => line.startsWith("export_file "));
  expect(calls.map((line) => line.split(" ")[1])).toEqual([
    "aws-111122223333-eu-central-1",
    "aws-111122223333-eu-west-1",
    "gcp-481516234201",
  ]);
  expect(() => exportCommands([{ scope: "aws/$(reboot)", regions: ["eu-central-1"] }], TYPES)).toThrow(RangeError);
});
