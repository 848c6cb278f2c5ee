// Cases of the check that the audit trail is on: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const subscription: Json = { id: "/subscriptions/AAAA-1", subscriptionId: "AAAA-1" };
const categories = ["Administrative", "Alert", "Policy", "Security"];

const setting = (members: Members = {}, on: readonly string[] = categories): Json => ({
  name: "by alice",
  workspaceId: "/subscriptions/aaaa-1/resourcegroups/logs/providers/microsoft.operationalinsights/workspaces/w",
  logs: ["Administrative", "Security", "ServiceHealth", "Alert", "Policy"].map((category) => ({
    category,
    enabled: on.includes(category),
  })),
  ...members,
});

const settings = (...all: Json[]): { settings: RelatedRows } => ({
  settings: { rows: [{ Subscription: "/subscriptions/aaaa-1", Settings: all }] },
});

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
        auditActionsAndGroups: [
          "BATCH_COMPLETED_GROUP",
          "DATABASE_LOGOUT_GROUP",
          "FAILED_DATABASE_AUTHENTICATION_GROUP",
          "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
        ],
        ...members,
      },
    ],
  },
});

export const cases: Cases = {
  "azure microsoft.resources/subscriptions": {
    cases: [
      {
        name: "all required categories, to a workspace",
        slice: subscription,
        related: settings(setting()),
        expect: "pass",
        facts: { missing: [], settings: 1 },
      },
      {
        name: "the group of all categories, to a storage account",
        slice: subscription,
        related: settings(
          setting({
            workspaceId: null,
            storageAccountId: "/subscriptions/x/s",
            logs: [{ category: null, categoryGroup: "allLogs", enabled: true }],
          }),
        ),
        expect: "pass",
      },
      {
        name: "the group of all categories, off",
        slice: subscription,
        related: settings(setting({ logs: [{ categoryGroup: "allLogs", enabled: false }] })),
        expect: "fail",
        facts: { missing: categories, settings: 1 },
      },
      {
        name: "a group nobody knows",
        slice: subscription,
        related: settings(setting({ logs: [{ categoryGroup: "audit", enabled: true }] })),
        expect: "fail",
      },
      {
        name: "no setting",
        slice: subscription,
        related: settings(),
        expect: "fail",
        because: "the subscription has no diagnostic setting, so the activity log is not exported",
        facts: { missing: categories, settings: 0 },
      },
      {
        name: "a category that is listed and off",
        slice: subscription,
        related: settings(setting({}, ["Administrative", "Alert", "Policy"])),
        expect: "fail",
        because: "diagnostic settings do not export every required category of the activity log",
        facts: { missing: ["Security"], settings: 1 },
      },
      {
        name: "two settings that cover together",
        slice: subscription,
        related: settings(setting({}, ["Administrative", "Security"]), setting({}, ["Alert", "Policy"])),
        expect: "pass",
      },
      {
        name: "an event hub",
        slice: subscription,
        related: settings(setting({ workspaceId: "", eventHubAuthorizationRuleId: "/subscriptions/x/rule" })),
        expect: "pass",
      },
      {
        name: "a partner's service",
        slice: subscription,
        related: settings(setting({ workspaceId: null, marketplacePartnerId: "/subscriptions/x/partner" })),
        expect: "pass",
      },
      {
        name: "a setting without a destination",
        slice: subscription,
        related: settings(setting({ workspaceId: null })),
        expect: "fail",
        facts: { missing: categories, settings: 1 },
      },
      {
        name: "administrative events, where no more is required",
        slice: subscription,
        related: settings(setting({}, ["Administrative"])),
        parameters: { activityLogCategories: ["Administrative"] },
        expect: "pass",
      },
      {
        name: "settings that could not be read",
        slice: subscription,
        related: {
          settings: {
            rows: [],
            complete: false,
            problem: { code: "denied", detail: "Microsoft.Insights/diagnosticSettings/read" },
          },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "settings that nobody asked for",
        slice: subscription,
        related: { settings: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "settings of an unexpected shape",
        slice: subscription,
        related: settings(setting({ logs: {} })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.sql/servers": {
    cases: [
      {
        name: "to a storage account",
        slice: server,
        related: auditing(),
        expect: "pass",
        facts: { auditing: true, storage: true, azureMonitor: false, missing: [] },
      },
      {
        name: "to Azure Monitor",
        slice: server,
        related: auditing({ storageEndpoint: "", isAzureMonitorTargetEnabled: true }),
        expect: "pass",
        facts: { auditing: true, storage: false, azureMonitor: true, missing: [] },
      },
      // What was set before it was turned off stays in the answer.
      {
        name: "off, with a destination and groups",
        slice: server,
        related: auditing({ state: "Disabled" }),
        expect: "fail",
        because: "auditing of the server is disabled",
        facts: { auditing: false },
      },
      {
        name: "on, with no destination",
        slice: server,
        related: auditing({ storageEndpoint: null, isAzureMonitorTargetEnabled: null }),
        expect: "fail",
        because: "auditing of the server has no destination",
      },
      {
        name: "on, without failed logins",
        slice: server,
        related: auditing({ auditActionsAndGroups: ["BATCH_COMPLETED_GROUP"] }),
        expect: "fail",
        because: "auditing of the server leaves out required action groups",
        facts: {
          auditing: true,
          storage: true,
          azureMonitor: false,
          missing: ["FAILED_DATABASE_AUTHENTICATION_GROUP", "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP"],
        },
      },
      {
        name: "on, without failed logins, where any groups will do",
        slice: server,
        related: auditing({ auditActionsAndGroups: ["BATCH_COMPLETED_GROUP"] }),
        parameters: { sqlActionGroups: [] },
        expect: "pass",
      },
      {
        name: "on, without groups",
        slice: server,
        related: auditing({ auditActionsAndGroups: null }),
        expect: "fail",
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
      {
        name: "a state nobody knows",
        slice: server,
        related: auditing({ state: "Paused" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
