// Cases of the check that stores refuse unencrypted connections: caches of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { account, elsewhere, newest, oldest, placed } from "./azure-resources.ts";

const ID = "/subscriptions/s/resourceGroups/Data/providers/Microsoft.Cache/redisEnterprise/sessions";

const cluster = (properties: Members = {}): Json => ({ id: ID, properties });

const databases = (...protocols: Json[]): { databases: RelatedRows } => ({
  databases: {
    rows: [
      {
        Cache: ID.toLowerCase(),
        Databases: protocols.map((clientProtocol, index) => ({
          name: `db${String(index)}`,
          ...(clientProtocol === null ? {} : { clientProtocol }),
        })),
      },
    ],
  },
});

export const cases: Cases = {
  "azure microsoft.cache/redis": {
    cases: [
      {
        name: "the port without TLS closed, version 1.2",
        slice: account({ enableNonSslPort: false, minimumTlsVersion: "1.2" }),
        expect: "pass",
        basis: "configured",
        because: "the cache refuses connections without TLS, or with TLS older than 1.2",
        facts: { nonTlsPort: false, minimumTlsVersion: "1.2" },
      },
      // The example of https://learn.microsoft.com/en-us/rest/api/redis/redis/get
      {
        name: "the documented example, whose port 6379 is open",
        slice: placed("West US", {
          enableNonSslPort: true,
          hostName: "cache1.redis.cache.windows.net",
          port: 6379,
          sslPort: 6380,
          redisVersion: "3.2",
        }),
        expect: "fail",
        because: "the cache accepts connections without TLS (enableNonSslPort is true)",
        facts: { nonTlsPort: true, minimumTlsVersion: null },
      },
      {
        name: "the port without TLS open, although version 1.2 is the oldest",
        slice: account({ enableNonSslPort: true, minimumTlsVersion: "1.2" }),
        expect: "fail",
      },
      ...[null, ""].map((minimumTlsVersion): Case => ({
        name: `${JSON.stringify(minimumTlsVersion)} for the version, which is 1.2`,
        slice: account({ enableNonSslPort: false, minimumTlsVersion }),
        expect: "pass",
        basis: "configured",
        facts: { nonTlsPort: false, minimumTlsVersion: null },
      })),
      {
        name: "no version where 1.3 is required",
        slice: account({ enableNonSslPort: false }),
        parameters: newest,
        expect: "fail",
        because: "minimumTlsVersion of the cache allows TLS older than 1.3",
      },
      ...["1.0", "1.1"].flatMap((minimumTlsVersion): Case[] => [
        {
          name: `version ${minimumTlsVersion} since Azure refuses it`,
          slice: placed("westeurope", {
            enableNonSslPort: false,
            minimumTlsVersion,
            hostName: "c.redis.cache.windows.net",
          }),
          expect: "pass",
          basis: "provider",
          because: "the cache needs TLS, and Azure refuses TLS older than 1.2, whatever minimumTlsVersion says",
          facts: { nonTlsPort: false, minimumTlsVersion },
        },
        {
          name: `version ${minimumTlsVersion} before Azure refused it`,
          slice: placed("westeurope", { enableNonSslPort: false, minimumTlsVersion }),
          asOf: "2025-03-31T23:59:59.000Z",
          expect: "fail",
          because: "minimumTlsVersion of the cache allows TLS older than 1.2",
        },
        {
          name: `version ${minimumTlsVersion} at a name of another cloud`,
          slice: account({ enableNonSslPort: false, minimumTlsVersion, hostName: "c.redis.cache.usgovcloudapi.net" }),
          expect: "fail",
        },
        ...elsewhere.map((location): Case => ({
          name: `version ${minimumTlsVersion} in ${location}`,
          slice: placed(location, { enableNonSslPort: false, minimumTlsVersion }),
          expect: "fail",
        })),
      ]),
      {
        name: "version 1.0 where any will do",
        slice: account({ enableNonSslPort: false, minimumTlsVersion: "1.0" }),
        parameters: oldest,
        expect: "pass",
        basis: "configured",
      },
      ...[{ minimumTlsVersion: "1.2" }, { enableNonSslPort: null, minimumTlsVersion: "1.2" }].map(
        (properties): Case => ({
          name: `no word on the port: ${JSON.stringify(properties)}`,
          slice: account(properties),
          expect: "indeterminate",
          problem: "not-in-answer",
        }),
      ),
      {
        name: "a version nobody knows",
        slice: account({ enableNonSslPort: false, minimumTlsVersion: "2.0" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure microsoft.cache/redisenterprise": {
    cases: [
      // The example of https://learn.microsoft.com/en-us/rest/api/redis/redisenterprisecache/databases/list-by-cluster
      {
        name: "a database that speaks TLS alone",
        slice: cluster({ minimumTlsVersion: "1.2" }),
        related: databases("Encrypted"),
        expect: "pass",
        because: "the databases of the cache refuse connections without TLS (clientProtocol)",
        facts: { databases: [{ name: "db0", clientProtocol: "Encrypted" }], minimumTlsVersion: "1.2" },
      },
      {
        name: "a database that accepts plain text",
        slice: cluster({ minimumTlsVersion: "1.2" }),
        related: databases("Plaintext"),
        expect: "fail",
        because: "a database of the cache accepts connections without TLS (clientProtocol is Plaintext)",
      },
      {
        name: "plain text in another spelling, beside a database that nobody knows",
        slice: cluster(),
        related: databases("Sometimes", "plainText"),
        expect: "fail",
      },
      {
        name: "no protocol, which is TLS by default",
        slice: cluster(),
        related: databases(null),
        expect: "pass",
        facts: { databases: [{ name: "db0", clientProtocol: null }], minimumTlsVersion: null },
      },
      {
        name: "an older version in the setting, which the service refuses anyway",
        slice: cluster({ minimumTlsVersion: "1.0" }),
        related: databases("Encrypted"),
        expect: "pass",
      },
      {
        name: "version 1.2 where 1.3 is required",
        slice: cluster({ minimumTlsVersion: "1.2" }),
        related: databases("Encrypted"),
        parameters: newest,
        expect: "fail",
        because: "minimumTlsVersion of the cache allows TLS older than 1.3",
      },
      {
        name: "version 1.3 where it is required",
        slice: cluster({ minimumTlsVersion: "1.3" }),
        related: databases("Encrypted"),
        parameters: newest,
        expect: "pass",
      },
      {
        name: "a version nobody knows where 1.3 is required",
        slice: cluster({ minimumTlsVersion: "9" }),
        related: databases("Encrypted"),
        parameters: newest,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a cache without databases", slice: cluster(), related: databases(), expect: "not-applicable" },
      {
        name: "a protocol nobody knows",
        slice: cluster(),
        related: databases("Encrypted", "Sometimes"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "databases that were not read",
        slice: cluster(),
        related: { databases: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      },
      {
        name: "databases that were denied",
        slice: cluster(),
        related: {
          databases: {
            rows: [],
            complete: false,
            problem: { code: "denied", detail: "Microsoft.Cache/redisEnterprise" },
          },
        },
        expect: "indeterminate",
        problem: "denied",
      },
    ],
  },
};
