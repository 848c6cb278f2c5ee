// Cases of the check that audit logs are kept: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const subscription: Json = { id: "/subscriptions/AAAA-1", subscriptionId: "AAAA-1" };
const categories = ["Administrative", "Alert", "Policy", "Security"];

const workspace = (name: string, of = "aaaa-1"): string =>
  `/subscriptions/${of}/resourceGroups/Logs/providers/Microsoft.OperationalInsights/workspaces/${name}`;

const to = (destination: Members, on: readonly string[] = categories): Json => ({
  name: "export",
  ...destination,
  logs: on.map((category) => ({ category, enabled: true })),
});
const storage: Members = { storageAccountId: "/subscriptions/aaaa-1/storage" };

const keeping = (name: string, retentionInDays: Json): Json => ({
  id: workspace(name),
  properties: { retentionInDays, sku: { name: "PerGB2018" } },
});

const related = (
  settings: Json[],
  workspaces: Json[] = [keeping("Long", 730), keeping("Short", 180)],
): { readonly [relation: string]: RelatedRows } => ({
  settings: { rows: [{ Subscription: "/subscriptions/aaaa-1", Settings: settings }] },
  workspaces: { rows: workspaces },
});

const long = { workspaceId: workspace("long").toLowerCase() };
const short = { workspaceId: workspace("short") };

const server: Json = { id: "/subscriptions/AAAA-1/resourceGroups/db/providers/Microsoft.Sql/servers/Main" };

const auditing = (members: Members = {}): { auditing: RelatedRows } => ({
  auditing: {
    rows: [
      {
        Server: "/subscriptions/aaaa-1/resourcegroups/db/providers/microsoft.sql/servers/main",
        state: "Enabled",
        storageEndpoint: "https://audit.blob.core.windows.net",
        retentionDays: 0,
        isAzureMonitorTargetEnabled: false,
        auditActionsAndGroups: [],
        ...members,
      },
    ],
  },
});

export const cases: Cases = {
  "azure microsoft.resources/subscriptions": {
    cases: [
      {
        name: "a workspace that keeps long enough, spelled otherwise",
        slice: subscription,
        related: related([to(long)]),
        expect: "pass",
        basis: "configured",
        facts: { days: 730, short: [] },
      },
      {
        name: "a workspace that does not",
        slice: subscription,
        related: related([to(short)]),
        expect: "fail",
        because: "a required category of the activity log is kept for fewer than 365 days",
        facts: { days: 180, short: categories },
      },
      // The table of the activity log is kept for 90 days at least, as the log itself is.
      {
        name: "a workspace that keeps for 30 days",
        slice: subscription,
        related: related([to({ workspaceId: workspace("w") })], [keeping("w", 30)]),
        expect: "fail",
        facts: { days: 90, short: categories },
      },
      {
        name: "one category to a workspace that does not",
        slice: subscription,
        related: related([to(long, ["Administrative", "Alert", "Policy"]), to(short, ["Security"])]),
        expect: "fail",
        facts: { days: 180, short: ["Security"] },
      },
      {
        name: "the longest of two workspaces",
        slice: subscription,
        related: related([to(short), to(long)]),
        expect: "pass",
        facts: { days: 730, short: [] },
      },
      {
        name: "one category nowhere",
        slice: subscription,
        related: related([to(long, ["Administrative", "Alert", "Policy"])]),
        expect: "fail",
        facts: { days: 90, short: ["Security"] },
      },
      {
        name: "one category nowhere, and another in a storage account",
        slice: subscription,
        related: related([to(long, ["Administrative", "Policy"]), to(storage, ["Alert"])]),
        expect: "fail",
        facts: { days: 90, short: ["Alert", "Security"] },
      },
      {
        name: "no setting",
        slice: subscription,
        related: related([]),
        expect: "fail",
        facts: { days: 90, short: categories },
      },
      {
        name: "a category that is listed and off",
        slice: subscription,
        related: related([{ ...long, logs: [{ category: "Security", enabled: false }] }]),
        parameters: { activityLogCategories: ["Security"] },
        expect: "fail",
      },
      {
        name: "the group of all categories",
        slice: subscription,
        related: related([{ ...long, logs: [{ categoryGroup: "allLogs", enabled: true }] }]),
        expect: "pass",
      },
      {
        name: "no more than Azure keeps is required",
        slice: subscription,
        related: related([]),
        parameters: { days: 90 },
        expect: "pass",
        basis: "provider",
        facts: { days: 90 },
      },
      // Workspaces of the old unlimited plan.
      {
        name: "a workspace that keeps for -1 days",
        slice: subscription,
        related: related([to({ workspaceId: workspace("w") })], [keeping("w", -1)]),
        expect: "pass",
        facts: { days: "unlimited", short: [] },
      },
      {
        name: "a workspace that does not say how long",
        slice: subscription,
        related: related([to({ workspaceId: workspace("w") })], [keeping("w", null)]),
        expect: "indeterminate",
        because: "the answer from Azure lacks properties.retentionInDays of the Log Analytics workspace",
      },
      {
        name: "a workspace of another subscription",
        slice: subscription,
        related: related([to({ workspaceId: workspace("central", "bbbb-2") })]),
        expect: "indeterminate",
        because: "the Log Analytics workspace is in another subscription, and was not read with this subscription",
        facts: {},
      },
      {
        name: "a workspace of the subscription that is gone",
        slice: subscription,
        related: related([to({ workspaceId: workspace("gone") })]),
        expect: "fail",
        facts: { days: 90, short: categories },
      },
      {
        name: "a storage account",
        slice: subscription,
        related: related([to(storage)]),
        expect: "indeterminate",
        because: "Tidemark does not read the lifecycle rules of the storage account",
      },
      {
        name: "a storage account and a workspace that keeps long enough",
        slice: subscription,
        related: related([to({ ...storage, ...long })]),
        expect: "pass",
      },
      {
        name: "a storage account and a workspace that does not",
        slice: subscription,
        related: related([to({ ...storage, ...short })]),
        expect: "indeterminate",
      },
      {
        name: "an event hub",
        slice: subscription,
        related: related([to({ eventHubAuthorizationRuleId: "/subscriptions/aaaa-1/hub" })]),
        expect: "fail",
        facts: { days: 90, short: categories },
      },
      {
        name: "a partner's service",
        slice: subscription,
        related: related([to({ marketplacePartnerId: "/subscriptions/aaaa-1/partner" })]),
        expect: "fail",
      },
      {
        name: "workspaces that could not be read",
        slice: subscription,
        related: { ...related([to(long)]), workspaces: { rows: [], complete: false } },
        expect: "indeterminate",
      },
      {
        name: "settings that could not be read",
        slice: subscription,
        related: { settings: { rows: [], complete: false, problem: { code: "denied", detail: "diagnosticSettings" } } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "settings that nobody asked for",
        slice: subscription,
        related: { settings: { rows: [] } },
        expect: "indeterminate",
        because: "the subscription's diagnostic settings were not read",
      },
    ],
  },
  "azure microsoft.sql/servers": {
    cases: [
      // 0 is the default.
      {
        name: "in a storage account for 0 days, which is for ever",
        slice: server,
        related: auditing(),
        expect: "pass",
        facts: { storage: "unlimited", azureMonitor: false },
      },
      {
        name: "in a storage account, without saying how long",
        slice: server,
        related: auditing({ retentionDays: null }),
        expect: "pass",
      },
      {
        name: "in a storage account, long enough",
        slice: server,
        related: auditing({ retentionDays: 365 }),
        expect: "pass",
        facts: { storage: 365, azureMonitor: false },
      },
      {
        name: "in a storage account for 90 days",
        slice: server,
        related: auditing({ retentionDays: 90 }),
        expect: "fail",
        because: "the server's audit logs are kept in the storage account for fewer than 365 days (retentionDays)",
        facts: { storage: 90, azureMonitor: false },
      },
      // The days are of the storage account alone.
      {
        name: "in Azure Monitor, for 0 days",
        slice: server,
        related: auditing({ storageEndpoint: "", isAzureMonitorTargetEnabled: true }),
        expect: "indeterminate",
        because: "Tidemark does not read where Azure Monitor sends the server's audit logs, or how long they are kept",
        facts: { storage: null, azureMonitor: true },
      },
      {
        name: "in a storage account for 90 days, and in Azure Monitor",
        slice: server,
        related: auditing({ retentionDays: 90, isAzureMonitorTargetEnabled: true }),
        expect: "indeterminate",
      },
      {
        name: "in a storage account for ever, and in Azure Monitor",
        slice: server,
        related: auditing({ isAzureMonitorTargetEnabled: true }),
        expect: "pass",
      },
      { name: "off", slice: server, related: auditing({ state: "Disabled" }), expect: "not-applicable" },
      {
        name: "without a destination",
        slice: server,
        related: auditing({ storageEndpoint: null, isAzureMonitorTargetEnabled: null }),
        expect: "not-applicable",
      },
      {
        name: "a policy that could not be read",
        slice: server,
        related: { auditing: { rows: [], complete: false } },
        expect: "indeterminate",
      },
      {
        name: "a policy that nobody asked for",
        slice: server,
        related: { auditing: { rows: [] } },
        expect: "indeterminate",
        because: "the auditing settings of the server were not read",
      },
    ],
  },
};
