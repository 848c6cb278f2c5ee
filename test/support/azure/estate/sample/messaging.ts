// Caches of the sample estate, and namespaces of Event Hubs and Service Bus.
// https://learn.microsoft.com/en-us/rest/api/redis/redis/get (2024-03-01), redis/redisenterprisecache/redis-enterprise/get and
// databases/list-by-cluster (2024-10-01), eventhub/namespaces/get and servicebus/controlplane-stable/namespaces/get (2024-01-01)
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource } from "./names.ts";

const MANAGED = "Microsoft.Cache/redisEnterprise";

const namespace = (type: string, name: string): ArmBody =>
  resource(PRODUCTION, "rg-web", type, name, {
    sku: { name: "Standard", tier: "Standard" },
    properties: {
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
      disableLocalAuth: true,
      provisioningState: "Succeeded",
      status: "Active",
      serviceBusEndpoint: `https://${name}.servicebus.windows.net:443/`,
    },
  });

export const MESSAGING: readonly ArmBody[] = [
  namespace("Microsoft.EventHub/namespaces", "nl-events"),
  namespace("Microsoft.ServiceBus/namespaces", "nl-orders"),
  resource(PRODUCTION, "rg-web", "Microsoft.Cache/Redis", "nl-sessions", {
    properties: {
      enableNonSslPort: false,
      hostName: "nl-sessions.redis.cache.windows.net",
      minimumTlsVersion: "1.2",
      port: 6379,
      provisioningState: "Succeeded",
      redisVersion: "6.0",
      sku: { name: "Standard", family: "C", capacity: 1 },
      sslPort: 6380,
    },
  }),
  resource(PRODUCTION, "rg-web", MANAGED, "nl-basket", {
    sku: { name: "Balanced_B5" },
    properties: {
      hostName: "nl-basket.westeurope.redis.azure.net",
      minimumTlsVersion: "1.2",
      provisioningState: "Succeeded",
      resourceState: "Running",
    },
  }),
];

const basket = idOf(PRODUCTION, "rg-web", MANAGED, "nl-basket");

export const MESSAGING_CHILDREN: readonly [string, Json][] = [
  [
    `${basket}/databases`,
    [
      {
        id: `${basket}/databases/default`,
        name: "nl-basket/default",
        type: `${MANAGED}/databases`,
        properties: {
          clientProtocol: "Encrypted",
          clusteringPolicy: "OSSCluster",
          evictionPolicy: "VolatileLRU",
          port: 10000,
          provisioningState: "Succeeded",
          resourceState: "Running",
        },
      },
    ],
  ],
];
