// Cases of the check that functions are not public: function apps of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const id =
  "/subscriptions/866765b8-6ae3-41d9-84ca-d1d83cb78c73/resourceGroups/shop/providers/Microsoft.Web/sites/Orders";
const app = (properties: Members = {}, kind: Json = "functionapp,linux"): Json => ({
  id,
  kind,
  properties: { state: "Running", enabled: true, publicNetworkAccess: "Enabled", ...properties },
});
const unread: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "an action" } };

const config = (members: Members): RelatedRows => ({ rows: [{ Site: id.toLowerCase(), ...members }] });
const rules = (...all: readonly Members[]): RelatedRows =>
  config({ ipSecurityRestrictions: all.map((rule, at) => ({ action: "Allow", priority: 100 + at, ...rule })) });
/** https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-configuration: the rule that stands where there is none. */
const allowAll = rules({ ipAddress: "Any", priority: 2147483647 });
const denyAll = { ipAddress: "Any", action: "Deny", priority: 2147483647 };

const auth = (members: Members): RelatedRows => ({
  rows: [{ Site: id.toLowerCase(), ExcludedPathCount: 0, ...members }],
});
const off = auth({ Enabled: false });
const on = { Enabled: true, RequireAuthentication: true, UnauthenticatedClientAction: "Return401" };
const open = { configurations: allowAll, authentications: off };

const FAIL = "the function app is open to the internet, and App Service authenticates no callers";
const CLOSED =
  "access restrictions of the function app do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)";

export const cases: Cases = {
  "azure microsoft.web/sites": {
    cases: [
      // https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization: off until somebody turns it on
      {
        name: "as Azure makes a function app",
        slice: app(),
        related: open,
        expect: "fail",
        because: FAIL,
        facts: {
          authentication: false,
          excludedPathCount: 0,
          publicNetwork: true,
          requireAuthentication: null,
          ruleCount: 1,
          rules: [{ from: ["Any"], priority: 2147483647 }],
          unauthenticatedClientAction: null,
        },
      },
      // https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization: "Require authentication"
      {
        name: "every caller is authenticated",
        slice: app(),
        related: { configurations: allowAll, authentications: auth(on) },
        expect: "pass",
        because: "App Service authenticates every caller of the function app",
      },
      {
        name: "every caller is authenticated, and restrictions were not read",
        slice: app(),
        related: { configurations: unread, authentications: auth(on) },
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization: "Allow unauthenticated requests"
      {
        name: "authentication is on, and callers without it are let in",
        slice: app(),
        related: {
          configurations: allowAll,
          authentications: auth({ ...on, RequireAuthentication: false, UnauthenticatedClientAction: "AllowAnonymous" }),
        },
        expect: "fail",
        because: "the function app is open to the internet, and App Service lets callers in that are not authenticated",
      },
      {
        name: "authentication is required, and the action lets callers in",
        slice: app(),
        related: {
          configurations: allowAll,
          authentications: auth({ ...on, UnauthenticatedClientAction: "AllowAnonymous" }),
        },
        expect: "fail",
      },
      {
        name: "authentication is required but for some paths",
        slice: app(),
        related: { configurations: allowAll, authentications: auth({ ...on, ExcludedPathCount: 2 }) },
        expect: "fail",
        because:
          "the function app is open to the internet, and App Service authenticates no callers of some paths (excludedPaths)",
      },
      {
        name: "authentication is on, and nothing says whether it is required",
        slice: app(),
        related: { configurations: allowAll, authentications: auth({ Enabled: true }) },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/environment/overview
      {
        name: "in an App Service Environment",
        slice: app({ hostingEnvironmentProfile: { id: "/subscriptions/x/hostingEnvironments/inner" } }),
        related: open,
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "in an App Service Environment, and every caller is authenticated",
        slice: app({ hostingEnvironmentProfile: { id: "/subscriptions/x/hostingEnvironments/inner" } }),
        related: { configurations: allowAll, authentications: auth(on) },
        expect: "pass",
      },
      {
        name: "in no App Service Environment",
        slice: app({ hostingEnvironmentProfile: null }),
        related: open,
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/app-service-ip-restrictions
      {
        name: "one office, and nobody else",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "198.51.100.0/24" }, denyAll) },
        expect: "pass",
        because: CLOSED,
        facts: { publicNetwork: false },
      },
      {
        name: "one office, and nothing said of others",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "198.51.100.0/24" }) },
        expect: "pass",
      },
      {
        name: "one office, and everybody else by the default",
        slice: app(),
        related: {
          ...open,
          configurations: config({
            ipSecurityRestrictions: [{ action: "Allow", ipAddress: "198.51.100.0/24", priority: 1 }],
            ipSecurityRestrictionsDefaultAction: "Allow",
          }),
        },
        expect: "fail",
      },
      { name: "no restriction at all", slice: app(), related: { ...open, configurations: config({}) }, expect: "fail" },
      {
        name: "no restriction, and nobody by the default",
        slice: app(),
        related: { ...open, configurations: config({ ipSecurityRestrictionsDefaultAction: "Deny" }) },
        expect: "pass",
      },
      {
        name: "a deny before the rule that lets everybody in",
        slice: app(),
        related: { ...open, configurations: rules({ ...denyAll, priority: 1 }, { ipAddress: "Any" }) },
        expect: "pass",
      },
      {
        name: "Front Door, by its service tag and a header",
        slice: app(),
        related: {
          ...open,
          configurations: rules({
            ipAddress: "AzureFrontDoor.Backend",
            tag: "ServiceTag",
            headerNames: ["x-azure-fdid"],
          }),
        },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "Front Door, by its service tag",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "AzureFrontDoor.Backend", tag: "ServiceTag" }) },
        expect: "pass",
      },
      {
        name: "a subnet",
        slice: app(),
        related: { ...open, configurations: rules({ vnetSubnetResourceId: "/subscriptions/x/subnets/web" }) },
        expect: "pass",
      },
      {
        name: "both halves of the internet in one rule",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "0.0.0.0/1,128.0.0.0/1" }) },
        expect: "fail",
      },
      {
        name: "an address with a mask",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "198.51.100.0", subnetMask: "255.255.255.0" }) },
        expect: "pass",
      },
      {
        name: "a rule that can't be read",
        slice: app(),
        related: { ...open, configurations: rules({ ipAddress: "office" }) },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/overview-access-restrictions: public network access off
      {
        name: "no public network, by the app",
        slice: app({ publicNetworkAccess: "Disabled" }),
        related: { configurations: unread, authentications: off },
        expect: "pass",
        because: "no public network reaches the function app (publicNetworkAccess)",
      },
      {
        name: "no public network, by its configuration",
        slice: app({ publicNetworkAccess: null }),
        related: { ...open, configurations: config({ publicNetworkAccess: "Disabled" }) },
        expect: "pass",
      },
      {
        name: "nothing said of public networks, which a private endpoint may close",
        slice: app({ publicNetworkAccess: "" }),
        related: open,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "restrictions were not read",
        slice: app(),
        related: { configurations: unread, authentications: off },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "authentication was not read",
        slice: app(),
        related: { configurations: allowAll, authentications: unread },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "neither is there",
        slice: app(),
        related: { configurations: { rows: [] }, authentications: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      { name: "a stopped function app", slice: app({ state: "Stopped" }), related: open, expect: "fail" },
      { name: "a disabled function app", slice: app({ enabled: false }), related: open, expect: "not-applicable" },
      { name: "a web app", slice: app({}, "app,linux"), related: open, expect: "not-applicable" },
      { name: "an app of no kind", slice: app({}, null), related: open, expect: "not-applicable" },
      {
        name: "a workflow, which runs as a function app",
        slice: app({}, "functionapp,workflowapp"),
        related: open,
        expect: "fail",
      },
      {
        name: "a function app of Container Apps",
        slice: app({}, "functionapp,linux,container,azurecontainerapps"),
        related: open,
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "for everyone, and listed by its name",
        slice: app(),
        related: open,
        parameters: { listed: ["orders"] },
        expect: "not-applicable",
        because: "not applicable by the company's statement: the function is listed as one that may answer everyone",
      },
    ],
  },
};
