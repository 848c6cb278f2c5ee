// Where the sample estate sends its logs: a workspace, and the diagnostic setting of one subscription; the other has none.
// https://learn.microsoft.com/en-us/rest/api/loganalytics/workspaces/get (2022-10-01) and
// https://learn.microsoft.com/en-us/rest/api/monitor/subscription-diagnostic-settings/list (2021-05-01-preview)
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, scopeOf, SHARED } from "./names.ts";

const WORKSPACE = "Microsoft.OperationalInsights/workspaces";

export const LOGGING: readonly ArmBody[] = [
  resource(SHARED, "rg-logs", WORKSPACE, "law-security", {
    etag: '"7800d7d9-0000-0d00-0000-61f6ce9a0000"',
    properties: {
      customerId: "5b0a6c0e-3f0d-4c53-9c4b-6f2a9a1f7d31",
      provisioningState: "Succeeded",
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      retentionInDays: 400,
      sku: { name: "PerGB2018" },
    },
  }),
];

const CATEGORIES = [
  "Administrative",
  "Security",
  "ServiceHealth",
  "Alert",
  "Recommendation",
  "Policy",
  "Autoscale",
  "ResourceHealth",
];

export const LOGGING_CHILDREN: readonly [string, Json][] = [
  [
    `${scopeOf(PRODUCTION)}/providers/Microsoft.Insights/diagnosticSettings`,
    [
      {
        id: `${scopeOf(PRODUCTION).slice(1)}/providers/microsoft.insights/diagnosticSettings/to-security`,
        name: "to-security",
        type: "Microsoft.Insights/diagnosticSettings",
        location: "global",
        properties: {
          workspaceId: idOf(SHARED, "rg-logs", WORKSPACE, "law-security"),
          storageAccountId: null,
          eventHubAuthorizationRuleId: null,
          marketplacePartnerId: null,
          logs: CATEGORIES.map((category) => ({ category, categoryGroup: null, enabled: true })),
        },
      },
    ],
  ],
];
