// Cases of apps of App Service, of container apps, and of API Management.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const GROUP = "/subscriptions/866765b8-6ae3-41d9-84ca-d1d83cb78c73/resourceGroups/rg-web/providers";
const SITE = `${GROUP}/Microsoft.Web/sites/shop`;

const site = (properties: Members): Json => ({
  id: SITE,
  kind: "app,linux",
  properties: { state: "Running", httpsOnly: true, publicNetworkAccess: "Enabled", siteConfig: null, ...properties },
});
const configured = (more: Members): NonNullable<Case["related"]> => ({
  configuration: { rows: [{ Site: SITE.toLowerCase(), minTlsVersion: "1.2", ftpsState: "FtpsOnly", ...more }] },
});
const good = configured({});

const ingress = (more: Members | null): Json => ({
  properties: { configuration: { ingress: more === null ? null : { external: true, transport: "Auto", ...more } } },
});

const OF_GATEWAY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.";
const apim = (flags: Members, more: Members = {}): Json => ({
  properties: {
    createdAtUtc: "2023-02-01T10:00:00Z",
    publicNetworkAccess: "Enabled",
    virtualNetworkType: "None",
    customProperties: Object.fromEntries(Object.entries(flags).map(([name, flag]) => [`${OF_GATEWAY}${name}`, flag])),
    ...more,
  },
});
const OFF = { Ssl30: "False", Tls10: "False", Tls11: "False" };

export const cases: Cases = {
  "azure microsoft.web/sites": {
    cases: [
      // The forms of https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get and get-configuration
      {
        name: "HTTPS alone, TLS 1.2 and FTPS",
        slice: site({}),
        related: good,
        expect: "pass",
        because:
          "the app sends plain HTTP away, accepts TLS 1.2 at the oldest and no plain FTP (httpsOnly, minTlsVersion, ftpsState)",
        facts: { httpsOnly: true, minTlsVersion: "1.2", ftpsState: "FtpsOnly" },
      },
      {
        name: "plain HTTP",
        slice: site({ httpsOnly: false }),
        related: good,
        expect: "fail",
        because: "the app serves plain HTTP (httpsOnly)",
        facts: { httpsOnly: false },
      },
      // https://learn.microsoft.com/en-us/azure/app-service/configure-ssl-bindings: off where nobody turned it on
      { name: "no word on HTTPS", slice: site({ httpsOnly: null }), related: good, expect: "fail" },
      {
        name: "HTTPS alone, where no redirect is allowed",
        slice: site({}),
        related: good,
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      ...["1.0", "1.1"].map((minTlsVersion) => ({
        name: `TLS ${minTlsVersion}`,
        slice: site({}),
        related: configured({ minTlsVersion }),
        expect: "fail" as const,
        because: `the app accepts TLS ${minTlsVersion} (minTlsVersion)`,
      })),
      {
        name: "TLS 1.3, where it is required",
        slice: site({}),
        related: configured({ minTlsVersion: "1.3", ftpsState: "Disabled" }),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/deploy-ftp#enforce-ftps
      {
        name: "plain FTP",
        slice: site({}),
        related: configured({ ftpsState: "AllAllowed" }),
        expect: "fail",
        because: "the app accepts FTP without TLS (ftpsState)",
      },
      {
        name: "no version told",
        slice: site({}),
        related: configured({ minTlsVersion: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "no version told, and plain FTP",
        slice: site({}),
        related: configured({ minTlsVersion: null, ftpsState: "AllAllowed" }),
        expect: "fail",
      },
      {
        name: "no state of FTP told",
        slice: site({}),
        related: configured({ ftpsState: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a version that nobody knows",
        slice: site({}),
        related: configured({ minTlsVersion: "2.0" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a configuration that could not be read",
        slice: site({}),
        related: { configuration: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "closed by its configuration",
        slice: site({ httpsOnly: false, publicNetworkAccess: null }),
        related: configured({ publicNetworkAccess: "Disabled" }),
        expect: "not-applicable",
        because: "the app is closed to the internet (publicNetworkAccess), and internalToo is false",
      },
      {
        name: "closed by its configuration, where such apps are judged too",
        slice: site({ httpsOnly: false, publicNetworkAccess: null }),
        related: configured({ publicNetworkAccess: "Disabled" }),
        parameters: { internalToo: true },
        expect: "fail",
      },
      {
        name: "plain HTTP, and nothing says whether the app is closed",
        slice: site({ httpsOnly: false, publicNetworkAccess: null }),
        related: { configuration: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      // https://learn.microsoft.com/en-us/azure/app-service/environment/overview
      {
        name: "plain HTTP in an App Service Environment",
        slice: site({ httpsOnly: false, hostingEnvironmentProfile: { id: "/hostingEnvironments/inner" } }),
        related: good,
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "plain HTTP in an App Service Environment, where closed apps are judged too",
        slice: site({ httpsOnly: false, hostingEnvironmentProfile: { id: "/hostingEnvironments/inner" } }),
        related: good,
        parameters: { internalToo: true },
        expect: "fail",
      },
      {
        name: "HTTPS alone in an App Service Environment",
        slice: site({ hostingEnvironmentProfile: { id: "/hostingEnvironments/inner" } }),
        related: good,
        expect: "pass",
      },
      { name: "no configuration", slice: site({}), expect: "indeterminate", problem: "not-seen" },
      {
        name: "an app that is closed to the internet",
        slice: site({ publicNetworkAccess: "Disabled", httpsOnly: false }),
        related: good,
        expect: "not-applicable",
      },
      {
        name: "an app that is closed to the internet, where those are judged too",
        slice: site({ publicNetworkAccess: "Disabled", httpsOnly: false }),
        related: good,
        parameters: { internalToo: true },
        expect: "fail",
      },
      {
        name: "a stopped app",
        slice: site({ state: "Stopped", httpsOnly: false }),
        related: good,
        expect: "not-applicable",
      },
    ],
  },
  "azure microsoft.app/containerapps": {
    never: { indeterminate: "what the ingress does not say has a documented default" },
    cases: [
      // https://learn.microsoft.com/en-us/azure/container-apps/ingress-overview: redirected by default, TLS 1.2 or 1.3
      {
        name: "plain HTTP that is sent to HTTPS",
        slice: ingress({ allowInsecure: false }),
        expect: "pass",
        because: "the ingress sends plain HTTP to HTTPS (allowInsecure), and speaks TLS 1.2 and later",
        facts: { external: true, allowInsecure: false, transport: "Auto" },
      },
      { name: "no word on plain HTTP, which is redirected", slice: ingress({}), expect: "pass" },
      // https://learn.microsoft.com/en-us/azure/container-apps/ingress-how-to
      {
        name: "plain HTTP",
        slice: ingress({ allowInsecure: true }),
        expect: "fail",
        because: "the ingress serves plain HTTP (allowInsecure)",
      },
      {
        name: "a redirect, where none is allowed",
        slice: ingress({ allowInsecure: false }),
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      {
        name: "TLS 1.2, where 1.3 is required",
        slice: ingress({ allowInsecure: false }),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "fail",
      },
      {
        name: "ingress from the environment alone",
        slice: ingress({ external: false, allowInsecure: true }),
        expect: "not-applicable",
      },
      {
        name: "ingress from the environment alone, where that is judged too",
        slice: ingress({ external: null, allowInsecure: true }),
        parameters: { internalToo: true },
        expect: "fail",
      },
      { name: "TCP, which is passed on", slice: ingress({ transport: "Tcp" }), expect: "not-applicable" },
      { name: "no ingress", slice: ingress(null), expect: "not-applicable" },
      { name: "no configuration", slice: { properties: { configuration: null } }, expect: "not-applicable" },
    ],
  },
  "azure microsoft.apimanagement/service": {
    cases: [
      // The form of https://learn.microsoft.com/en-us/rest/api/apimanagement/api-management-service/get: texts, and not booleans
      {
        name: "old protocols that are off",
        slice: apim(OFF),
        expect: "pass",
        because: "the gateway accepts no protocol older than TLS 1.2 from clients (customProperties)",
        facts: { accepts: [] },
      },
      ...["Ssl30", "Tls10", "Tls11"].map((name) => ({
        name: `${name} that is on`,
        slice: apim({ ...OFF, [name]: "True" }),
        expect: "fail" as const,
        facts: { accepts: [name] },
      })),
      {
        name: "TLS 1.1, where it is allowed",
        slice: apim({ ...OFF, Tls11: "true" }),
        parameters: { minimumTlsVersion: "1.1" },
        expect: "pass",
      },
      {
        name: "TLS 1.2, where 1.3 is required",
        slice: apim(OFF),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "fail",
      },
      // The same page: True by default where the service was created on or before 1 April 2018, and False otherwise
      { name: "no word, made in 2023", slice: apim({}), expect: "pass" },
      { name: "no properties, made in 2023", slice: apim({}, { customProperties: null }), expect: "pass" },
      { name: "no word, made in 2017", slice: apim({}, { createdAtUtc: "2017-06-01T00:00:00Z" }), expect: "fail" },
      { name: "no word, made on the day", slice: apim({}, { createdAtUtc: "2018-04-01T23:00:00Z" }), expect: "fail" },
      {
        name: "no word, and nobody knows when it was made",
        slice: apim({}, { createdAtUtc: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "old protocols off, and nobody knows when", slice: apim(OFF, { createdAtUtc: null }), expect: "pass" },
      { name: "a flag that nobody knows", slice: apim({ ...OFF, Tls10: "Maybe" }), expect: "indeterminate" },
      // https://learn.microsoft.com/en-us/azure/api-management/api-management-using-with-internal-vnet
      {
        name: "an internal service",
        slice: apim({ Tls10: "True" }, { virtualNetworkType: "Internal" }),
        expect: "not-applicable",
      },
      {
        name: "a service that is closed to the internet",
        slice: apim({ Tls10: "True" }, { publicNetworkAccess: "Disabled" }),
        expect: "not-applicable",
      },
      {
        name: "an internal service, where those are judged too",
        slice: apim({ Tls10: "True" }, { virtualNetworkType: "Internal" }),
        parameters: { internalToo: true },
        expect: "fail",
      },
    ],
  },
};
