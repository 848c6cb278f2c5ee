// Entry points of the sample estate: apps of App Service, an application gateway, Front Door, API Management and a container app.
// https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get and get-configuration (2024-11-01), application-gateway/application-gateways/get (2023-09-01),
// frontdoor/azurefrontdoorstandardpremium/routes/list-by-endpoint and afd-custom-domains/list-by-profile (2024-02-01),
// apimanagement/api-management-service/get (2022-08-01) and containerapps/container-apps/get (2024-03-01)
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import { idOf, PRODUCTION, resource } from "./names.ts";

const TYPE = "Microsoft.Web/sites";

const booking = resource(PRODUCTION, "rg-web", TYPE, "nl-booking", {
  kind: "app,linux",
  identity: {
    type: "SystemAssigned",
    tenantId: "435db7b7-46e6-4674-82d8-193e11fadc02",
    principalId: "5d1f0c3a-7d0b-4f0e-9b39-6c1f2a8e4b77",
  },
  properties: {
    state: "Running",
    enabled: true,
    httpsOnly: true,
    publicNetworkAccess: "Enabled",
    siteConfig: null,
    defaultHostName: "nl-booking.azurewebsites.net",
    hostNameSslStates: [
      {
        name: "nl-booking.azurewebsites.net",
        sslState: "Disabled",
        virtualIP: null,
        thumbprint: null,
        hostType: "Standard",
      },
    ],
  },
});

const reminders = resource(PRODUCTION, "rg-web", TYPE, "nl-reminders", {
  kind: "functionapp,linux",
  properties: {
    state: "Running",
    enabled: true,
    httpsOnly: true,
    publicNetworkAccess: "Enabled",
    siteConfig: null,
    defaultHostName: "nl-reminders.azurewebsites.net",
    hostNameSslStates: [],
  },
});

const GATEWAY = "Microsoft.Network/applicationGateways";
const gateway = idOf(PRODUCTION, "rg-web", GATEWAY, "nl-gateway");
const PROFILE = "Microsoft.Cdn/profiles";
const ENDPOINT = `${PROFILE}/afdEndpoints`;

const EDGES = [
  resource(PRODUCTION, "rg-web", GATEWAY, "nl-gateway", {
    properties: {
      operationalState: "Running",
      sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
      frontendIPConfigurations: [
        {
          id: `${gateway}/frontendIPConfigurations/public`,
          name: "public",
          properties: {
            publicIPAddress: { id: idOf(PRODUCTION, "rg-web", "Microsoft.Network/publicIPAddresses", "nl-gateway") },
          },
        },
      ],
      httpListeners: [
        {
          id: `${gateway}/httpListeners/https`,
          name: "https",
          properties: {
            protocol: "Https",
            frontendIPConfiguration: { id: `${gateway}/frontendIPConfigurations/public` },
          },
        },
      ],
    },
  }),
  resource(PRODUCTION, "rg-web", PROFILE, "nl-front", {
    kind: "frontdoor",
    sku: { name: "Standard_AzureFrontDoor" },
    properties: { provisioningState: "Succeeded", resourceState: "Active" },
  }),
  resource(PRODUCTION, "rg-web", ENDPOINT, "nl-front/shop", {
    properties: { enabledState: "Enabled", hostName: "shop-abc.z01.azurefd.net" },
  }),
  resource(PRODUCTION, "rg-web", "Microsoft.ApiManagement/service", "nl-api", {
    sku: { name: "Developer", capacity: 1 },
    properties: {
      createdAtUtc: "2023-02-01T10:00:00Z",
      publicNetworkAccess: "Enabled",
      virtualNetworkType: "None",
      customProperties: { "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10": "False" },
    },
  }),
  resource(PRODUCTION, "rg-web", "Microsoft.App/containerApps", "nl-quotes", {
    properties: { configuration: { ingress: { external: true, allowInsecure: false, transport: "Auto" } } },
  }),
];

export const APPS = [booking, reminders, ...EDGES];

const configuration = `${idOf(PRODUCTION, "rg-web", TYPE, "nl-booking")}/config/web`;

export const APP_CHILDREN: readonly [string, Json][] = [
  [
    `${idOf(PRODUCTION, "rg-web", ENDPOINT, "nl-front/shop")}/routes`,
    [
      {
        name: "web",
        properties: { enabledState: "Enabled", supportedProtocols: ["Http", "Https"], httpsRedirect: "Enabled" },
      },
    ],
  ],
  [
    `${idOf(PRODUCTION, "rg-web", PROFILE, "nl-front")}/customDomains`,
    [{ name: "www", properties: { hostName: "www.northlight.example", tlsSettings: { minimumTlsVersion: "TLS12" } } }],
  ],
  [
    configuration,
    {
      id: configuration,
      name: "web",
      type: `${TYPE}/config`,
      properties: {
        appSettings: null,
        connectionStrings: null,
        publishingUsername: "$nl-booking",
        minTlsVersion: "1.2",
        ftpsState: "FtpsOnly",
        publicNetworkAccess: null,
        ipSecurityRestrictions: [
          {
            ipAddress: "Any",
            action: "Allow",
            priority: 2147483647,
            name: "Allow all",
            description: "Allow all access",
          },
        ],
        ipSecurityRestrictionsDefaultAction: null,
      },
    },
  ],
  [
    `${idOf(PRODUCTION, "rg-web", TYPE, "nl-reminders")}/config/web`,
    {
      name: "web",
      properties: {
        publicNetworkAccess: "Enabled",
        ipSecurityRestrictions: [{ ipAddress: "198.51.100.0/24", action: "Allow", priority: 100, name: "office" }],
        ipSecurityRestrictionsDefaultAction: "Deny",
      },
    },
  ],
  [
    `${idOf(PRODUCTION, "rg-web", TYPE, "nl-reminders")}/config/authsettingsV2`,
    {
      name: "authsettingsV2",
      properties: {
        platform: { enabled: true, runtimeVersion: "~1" },
        globalValidation: { requireAuthentication: true, unauthenticatedClientAction: "Return401", excludedPaths: [] },
        identityProviders: { azureActiveDirectory: { registration: { clientId: "secret" } } },
      },
    },
  ],
];
