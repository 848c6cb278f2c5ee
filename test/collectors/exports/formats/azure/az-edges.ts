// Answers of Resource Manager about what faces clients, with what stays behind in each, and the bodies that they make.
type Case = { readonly answer: unknown; readonly body: object };

/** By format; `lower`: the subject in lower case. */
export const edges = (lower: string): { readonly [format: string]: Case } => ({
  "az-front-door-routes": {
    answer: {
      value: [
        {
          name: "web",
          properties: { enabledState: "Enabled", httpsRedirect: "Enabled", supportedProtocols: ["Https", "Http"] },
        },
        { name: "api", properties: { enabledState: null, httpsRedirect: null, supportedProtocols: null } },
      ],
    },
    body: {
      Endpoint: lower,
      Routes: [
        { name: "api" },
        { name: "web", enabledState: "Enabled", httpsRedirect: "Enabled", supportedProtocols: ["Http", "Https"] },
      ],
    },
  },
  "az-front-door-domains": {
    answer: {
      value: [
        { name: "www", properties: { hostName: "www.example", tlsSettings: { minimumTlsVersion: "TLS12" } } },
        { name: "old", properties: { tlsSettings: null } },
      ],
    },
    body: { Profile: lower, Domains: [{ name: "old" }, { name: "www", minimumTlsVersion: "TLS12" }] },
  },
  "az-site-configuration": {
    answer: {
      id: "x",
      name: "web",
      properties: {
        appSettings: null,
        connectionStrings: null,
        publishingUsername: "$shop",
        minTlsVersion: "1.2",
        ftpsState: "FtpsOnly",
        publicNetworkAccess: null,
        ipSecurityRestrictions: [
          {
            ipAddress: "AzureFrontDoor.Backend",
            tag: "ServiceTag",
            action: "Allow",
            priority: 100,
            description: "by a person",
            headers: { "X-Azure-FDID": ["f15a4a39-0000-4000-8000-000000000000"] },
          },
        ],
        ipSecurityRestrictionsDefaultAction: "Deny",
      },
    },
    body: {
      Site: lower,
      minTlsVersion: "1.2",
      ftpsState: "FtpsOnly",
      ipSecurityRestrictions: [
        {
          ipAddress: "AzureFrontDoor.Backend",
          tag: "ServiceTag",
          action: "Allow",
          priority: 100,
          headerNames: ["X-Azure-FDID"],
        },
      ],
      ipSecurityRestrictionsDefaultAction: "Deny",
    },
  },
});
