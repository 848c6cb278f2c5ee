// Cases of the check that databases are not reachable from the internet: Cosmos DB.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const account = (members: Members = {}): Json => ({
  properties: {
    publicNetworkAccess: "Enabled",
    isVirtualNetworkFilterEnabled: false,
    virtualNetworkRules: [],
    ipRules: [],
    privateEndpointConnections: [],
    ...members,
  },
});

const endpoints = (...statuses: Json[]): Members => ({
  privateEndpointConnections: statuses.map((status) => ({
    id: "/privateEndpointConnections/app",
    properties: { privateLinkServiceConnectionState: { status, actionsRequired: "None" } },
  })),
});

const only = (...blocks: string[]): Members => ({ ipRules: blocks.map((ipAddressOrRange) => ({ ipAddressOrRange })) });

export const cases: Cases = {
  "azure microsoft.documentdb/databaseaccounts": {
    cases: [
      {
        name: "public network access is disabled",
        slice: account({ publicNetworkAccess: "Disabled" }),
        expect: "pass",
        because: "the database has no public endpoint that accepts connections",
        facts: { publicEndpoint: false },
      },
      // No rule is not nobody, it is everybody.
      {
        name: "no rule at all",
        slice: account(),
        expect: "fail",
        because:
          "the database has a public endpoint, and its rules let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true, openTo: ["*"] },
      },
      // Approved private endpoints close an account that has no rules.
      {
        name: "no rule, and a private endpoint",
        slice: account(endpoints("Approved")),
        expect: "pass",
        because:
          "only approved private endpoints reach the account, which opens to every network if the last of them is removed",
        facts: { publicEndpoint: true, approvedPrivateEndpoints: true },
      },
      {
        name: "no rule, and one private endpoint of several that is approved",
        slice: account(endpoints("Rejected", "approved", "Pending")),
        expect: "pass",
      },
      ...["", null].map((publicNetworkAccess) => ({
        name: `no rule, and a private endpoint, and a switch that is ${JSON.stringify(publicNetworkAccess)}`,
        slice: account({ ...endpoints("Approved"), publicNetworkAccess }),
        expect: "pass" as const,
      })),
      ...["", null].map((status) => ({
        name: `no rule, and a private endpoint whose status is ${JSON.stringify(status)}`,
        slice: account(endpoints(status)),
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
      })),
      ...[only("0/0", "0.0.0.0/1"), { ipRules: undefined, ipRangeFilter: "0/0,0.0.0.0/1" }].map((rules) => ({
        name: `half of the internet beside a text that is no block: ${JSON.stringify(rules)}`,
        slice: account(JSON.parse(JSON.stringify(rules)) as Members),
        expect: "fail" as const,
        facts: { publicEndpoint: true, openTo: ["0.0.0.0/1"] },
      })),
      {
        name: "no rule, and a private endpoint, where no public endpoint is allowed",
        slice: account(endpoints("Approved")),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the database has a public endpoint",
      },
      {
        name: "no rule, and private endpoints of which none is approved",
        slice: account(endpoints("Pending", "Rejected", "Disconnected")),
        expect: "fail",
        facts: { publicEndpoint: true, openTo: ["*"] },
      },
      {
        name: "no rule, and a private endpoint that does not say whether it is approved",
        slice: account(endpoints("Rejected", null)),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "no rule, and a private endpoint without properties",
        slice: account({ privateEndpointConnections: [{ id: "/privateEndpointConnections/app" }] }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a rule for everyone beside a private endpoint",
        slice: account({ ...only("0.0.0.0/0"), ...endpoints("Approved") }),
        expect: "fail",
        facts: { publicEndpoint: true, openTo: ["0.0.0.0/0"] },
      },
      {
        name: "all of Azure beside a private endpoint",
        slice: account({ ...only("0.0.0.0"), ...endpoints("Approved") }),
        expect: "fail",
        facts: { publicEndpoint: true, azureServices: true },
      },
      {
        name: "no rule, and no word on private endpoints",
        slice: account({ privateEndpointConnections: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from Azure lacks properties.privateEndpointConnections",
      },
      {
        name: "no word on private endpoints, where no public endpoint is allowed",
        slice: account({ privateEndpointConnections: null }),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
      },
      {
        name: "a rule for an office, and no word on private endpoints",
        slice: account({ ...only("198.51.100.0/24"), privateEndpointConnections: null }),
        expect: "pass",
      },
      { name: "nothing said", slice: { properties: {} }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "nulls",
        slice: account({ publicNetworkAccess: null, ipRules: null, ipRangeFilter: null }),
        expect: "fail",
      },
      {
        name: "nulls, and a private endpoint",
        slice: account({ publicNetworkAccess: null, ipRules: null, ipRangeFilter: null, ...endpoints("Approved") }),
        expect: "pass",
      },
      {
        name: "no rule, and the filter for virtual networks",
        slice: account({ isVirtualNetworkFilterEnabled: true, virtualNetworkRules: [{ id: "/subnets/app" }] }),
        expect: "pass",
        facts: { publicEndpoint: true },
      },
      { name: "a rule for an office", slice: account(only("198.51.100.0/24")), expect: "pass" },
      {
        name: "the same, where no public endpoint is allowed",
        slice: account(only("198.51.100.0/24")),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the database has a public endpoint",
      },
      {
        name: "both halves",
        slice: account({ isVirtualNetworkFilterEnabled: true, ...only("128.0.0.0/1", "0.0.0.0/1") }),
        expect: "fail",
        facts: { publicEndpoint: true, openTo: ["0.0.0.0/1", "128.0.0.0/1"] },
      },
      {
        name: "all of Azure",
        slice: account(only("198.51.100.7", "0.0.0.0")),
        expect: "fail",
        because: "the database has a public endpoint, and its rules let in resources of every Azure customer",
      },
      {
        name: "all of Azure, where the company accepts it",
        slice: account(only("0.0.0.0")),
        parameters: { allowAzureServices: true },
        expect: "pass",
      },
      {
        name: "the list of an older version of the API",
        slice: { properties: { ipRangeFilter: "198.51.100.0/24, 203.0.113.7" } },
        expect: "pass",
      },
      ...["0.0.0.0/1", "8.0.0.0/7"].flatMap((half) => [
        { name: `an address rule of ${half}`, slice: account(only(half)), expect: "fail" as const },
        {
          name: `${half} in the older list`,
          slice: account({ ipRules: null, ipRangeFilter: `198.51.100.7,${half}` }),
          expect: "fail" as const,
        },
      ]),
      { name: "an address rule as large as the bound", slice: account(only("8.0.0.0/8")), expect: "pass" },
      ...["0/0", "0.0.0.0/33", "300.0.0.1", "0.0.0.0-255.255.255.255"].flatMap((text) => [
        {
          name: `${text}, which is no block`,
          slice: account(only(text)),
          expect: "indeterminate" as const,
          problem: "unexpected-shape" as const,
        },
        {
          name: `${text} in the older list`,
          slice: account({ ipRules: null, ipRangeFilter: `198.51.100.7,${text}` }),
          expect: "indeterminate" as const,
          problem: "unexpected-shape" as const,
        },
      ]),
      { name: "the same, empty", slice: account({ ipRules: null, ipRangeFilter: "" }), expect: "fail" },
      {
        name: "the same, empty, and a private endpoint",
        slice: account({ ipRules: null, ipRangeFilter: "", ...endpoints("Approved") }),
        expect: "pass",
      },
      {
        name: "a network security perimeter",
        slice: account({ publicNetworkAccess: "SecuredByPerimeter" }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a perimeter, where no public endpoint is allowed",
        slice: account({ publicNetworkAccess: "SecuredByPerimeter" }),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
      },
      {
        name: "a rule that is a name",
        slice: account(only("office")),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
