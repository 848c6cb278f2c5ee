// Apps of App Service in the sample estate, and their configurations.
// https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get and get-configuration, 2024-11-01
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

export const APPS = [booking];

const configuration = `${idOf(PRODUCTION, "rg-web", TYPE, "nl-booking")}/config/web`;

export const APP_CHILDREN: readonly [string, Json][] = [
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
];
