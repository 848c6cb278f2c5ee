// Cases of the check that databases are not reachable from the internet: SQL, PostgreSQL and MySQL servers of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { unreadRules } from "./unread-rules.ts";

const idOf = (provider: string) => `/subscriptions/s/resourceGroups/Data/providers/${provider}/Orders`;

type Span = readonly [first: string, last: string];

const all: Span = ["0.0.0.0", "255.255.255.255"];
const azureServices: Span = ["0.0.0.0", "0.0.0.0"];
const office: Span = ["198.51.100.0", "198.51.100.255"];

const firewallOf =
  (id: string) =>
  (...spans: Span[]): { firewalls: RelatedRows } => {
    const Rules = spans.map(([startIpAddress, endIpAddress]) => ({ name: "alice", startIpAddress, endIpAddress }));
    return { firewalls: { rows: [{ Server: id.toLowerCase(), Rules }] } };
  };

/** What holds of each of them: a switch, and firewall rules that are read server by server. */
function behindRules(id: string, server: (publicNetworkAccess: Json) => Json): readonly Case[] {
  const firewall = firewallOf(id);
  return [
    ...unreadRules({ server, firewall }),
    {
      name: "public network access is disabled, whatever its rules say",
      slice: server("Disabled"),
      related: firewall(all),
      expect: "pass",
      because: "the database has no public endpoint that accepts connections",
      facts: { publicEndpoint: false },
    },
    {
      name: "a rule for all addresses",
      slice: server("Enabled"),
      related: firewall(office, all),
      expect: "fail",
      because:
        "the database has a public endpoint, and its rules let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      facts: { publicEndpoint: true, openTo: ["0.0.0.0-255.255.255.255"] },
    },
    {
      name: "rules that are all addresses together",
      slice: server("Enabled"),
      related: firewall(["0.0.0.1", "99.255.255.255"], office, ["100.0.0.0", "255.255.255.254"]),
      expect: "fail",
    },
    ...(
      [
        ["0.0.0.0", "127.255.255.255"],
        ["1.1.1.1", "254.254.254.254"],
        ["0.0.0.1", "255.255.255.255"],
        ["8.0.0.0", "9.0.0.0"],
      ] as const
    ).map((span) => ({
      name: `a rule for ${span.join(" to ")}`,
      slice: server("Enabled"),
      related: firewall([...span]),
      expect: "fail" as const,
      because:
        "the database has a public endpoint, and its rules let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
    })),
    {
      name: "a rule for as many addresses as the bound has",
      slice: server("Enabled"),
      related: firewall(["8.0.0.0", "8.255.255.255"]),
      expect: "pass",
    },
    {
      name: "rules that follow one another and are the internet together",
      slice: server("Enabled"),
      related: firewall(["8.0.0.0", "8.255.255.255"], ["9.0.0.0", "9.0.0.0"]),
      expect: "fail",
    },
    {
      name: "a rule whose addresses are the other way round",
      slice: server("Enabled"),
      related: firewall(["255.255.255.255", "0.0.0.0"]),
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    {
      name: "a rule whose address is no address",
      slice: server("Enabled"),
      related: firewall(["0.0.0", "255.255.255.256"]),
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    {
      name: "a rule for an office",
      slice: server("Enabled"),
      related: firewall(office),
      expect: "pass",
      because:
        "the database has a public endpoint, and its rules do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      facts: { publicEndpoint: true },
    },
    {
      name: "a rule for an office, where no public endpoint is allowed",
      slice: server("Enabled"),
      related: firewall(office),
      parameters: { allowPublicEndpoint: false },
      expect: "fail",
      because: "the database has a public endpoint",
    },
    { name: "no rule", slice: server("Enabled"), related: firewall(), expect: "pass" },
    // What is never set is on.
    {
      name: "no word on public network access, and all addresses",
      slice: server(null),
      related: firewall(all),
      expect: "fail",
    },
    {
      name: "no word on public network access, and an office",
      slice: server(null),
      related: firewall(office),
      expect: "pass",
    },
    { name: "a switch in small letters", slice: server("disabled"), related: firewall(all), expect: "pass" },
    {
      name: "all of Azure",
      slice: server("Enabled"),
      related: firewall(azureServices),
      expect: "fail",
      because: "the database has a public endpoint, and its rules let in resources of every Azure customer",
      facts: { publicEndpoint: true, azureServices: true },
    },
    {
      name: "all of Azure, where the company accepts it",
      slice: server("Enabled"),
      related: firewall(azureServices),
      parameters: { allowAzureServices: true },
      expect: "pass",
    },
    {
      name: "a network security perimeter",
      slice: server("SecuredByPerimeter"),
      related: firewall(),
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "a switch nobody knows",
      slice: server("Sometimes"),
      related: firewall(),
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    {
      name: "rules that were not read",
      slice: server("Enabled"),
      related: { firewalls: { rows: [], complete: false, problem: { code: "denied", detail: "firewallRules/read" } } },
      expect: "indeterminate",
      problem: "denied",
    },
    {
      name: "rules of another server only",
      slice: server("Enabled"),
      related: { firewalls: { rows: [{ Server: `${id.toLowerCase()}2`, Rules: [] }] } },
      expect: "indeterminate",
      because: "the firewall rules of the server were not read",
    },
    {
      name: "a rule that is a name",
      slice: server("Enabled"),
      related: firewall(["office", "office"]),
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
  ];
}

const sql = idOf("Microsoft.Sql/servers");
const sqlServer = (publicNetworkAccess: Json): Json => ({
  id: sql,
  kind: "v12.0",
  properties: { publicNetworkAccess, minimalTlsVersion: "1.2" },
});

const flexible = (id: string, network: Members, state = "Ready"): Json => ({ id, properties: { state, network } });

function flexibleServers(id: string): readonly Case[] {
  const open = {
    firewalls: { rows: [{ Server: id.toLowerCase(), Rules: [{ startIpAddress: all[0], endIpAddress: all[1] }] }] },
  };
  return [
    ...behindRules(id, (publicNetworkAccess) => flexible(id, { publicNetworkAccess })),
    {
      name: "a server in a subnet of its own",
      slice: flexible(id, { publicNetworkAccess: "Disabled", delegatedSubnetResourceId: "/subnets/db" }),
      related: open,
      expect: "pass",
    },
    {
      name: "a subnet of its own, and a switch that says otherwise",
      slice: flexible(id, { publicNetworkAccess: "Enabled", delegatedSubnetResourceId: "/subnets/db" }),
      related: open,
      expect: "pass",
    },
    {
      name: "a subnet that is an empty text",
      slice: flexible(id, { publicNetworkAccess: "Enabled", delegatedSubnetResourceId: "" }),
      related: open,
      expect: "fail",
    },
    {
      name: "a stopped server",
      slice: flexible(id, { publicNetworkAccess: "Enabled" }, "Stopped"),
      related: open,
      expect: "fail",
    },
    { name: "no word on its network", slice: { id, properties: {} }, related: open, expect: "fail" },
  ];
}

/** Clusters of Cosmos DB for PostgreSQL: two switches, for the coordinator and for the workers, and one firewall. */
const clusterId = idOf("Microsoft.DBforPostgreSQL/serverGroupsv2");
const cluster = (coordinator: Json, workers: Json): Json => ({
  id: clusterId,
  properties: { coordinatorEnablePublicIpAccess: coordinator, nodeEnablePublicIpAccess: workers },
});
const clusterRules = firewallOf(clusterId);
const postgresClusters: readonly Case[] = [
  {
    name: "no public address, whatever its rules say",
    slice: cluster(false, false),
    related: clusterRules(all),
    expect: "pass",
    because: "the database has no public endpoint that accepts connections",
    facts: { publicEndpoint: false },
  },
  {
    name: "a public address of the coordinator for everyone",
    slice: cluster(true, false),
    related: clusterRules(office, all),
    expect: "fail",
    facts: { publicEndpoint: true, openTo: ["0.0.0.0-255.255.255.255"] },
  },
  {
    name: "a public address of the workers alone for everyone",
    slice: cluster(false, true),
    related: clusterRules(all),
    expect: "fail",
  },
  { name: "a public address for an office", slice: cluster(true, true), related: clusterRules(office), expect: "pass" },
  {
    name: "a public address for an office, where none is allowed",
    slice: cluster(true, false),
    related: clusterRules(office),
    parameters: { allowPublicEndpoint: false },
    expect: "fail",
  },
  { name: "all of Azure", slice: cluster(true, false), related: clusterRules(azureServices), expect: "fail" },
  {
    name: "rules that were not read",
    slice: cluster(true, false),
    expect: "indeterminate",
    problem: "not-seen",
  },
  ...[cluster(false, null), { id: clusterId, properties: { coordinatorEnablePublicIpAccess: false } }].map(
    (slice, at) => ({
      name: `no word on the workers, ${at === 0 ? "null" : "left out"}`,
      slice,
      related: clusterRules(office),
      expect: "indeterminate" as const,
      problem: "not-in-answer" as const,
      because: "the answer from Azure lacks properties.nodeEnablePublicIpAccess",
    }),
  ),
  {
    name: "no word on the workers, and a coordinator for everyone",
    slice: cluster(true, null),
    related: clusterRules(all),
    expect: "fail",
  },
];

export const cases: Cases = {
  "azure microsoft.sql/servers": {
    cases: [
      ...behindRules(sql, sqlServer),
      {
        name: "a server without an id",
        slice: { properties: {} },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.dbforpostgresql/flexibleservers": {
    cases: flexibleServers(idOf("Microsoft.DBforPostgreSQL/flexibleServers")),
  },
  "azure microsoft.dbforpostgresql/servergroupsv2": { cases: postgresClusters },
  "azure microsoft.dbformysql/flexibleservers": {
    cases: flexibleServers(idOf("Microsoft.DBforMySQL/flexibleServers")),
  },
};
