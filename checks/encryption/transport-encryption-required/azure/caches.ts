// Judges caches of Azure: Azure Cache for Redis, and Azure Managed Redis with its older name, Redis Enterprise.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  relation,
  type Question,
} from "../../../kernel.ts";
import type { Parameters, WithParameters } from "../parameters.ts";
import { isOlder, parseTlsVersion } from "../../../readings/tls-version.ts";
import { azureEnforces } from "../../../readings/azure/enforced-tls.ts";
import { setText, unknownVersion } from "./set-version.ts";

const redis = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.cache/redis",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/redis/redis/get
  reads: z.object({
    location: z.string().nullish(),
    properties: z.object({
      enableNonSslPort: z.boolean().nullish(),
      minimumTlsVersion: z.string().nullish(),
      hostName: z.string().nullish(),
    }),
  }),
  evaluate({ location, properties }, { parameters, asOf }: WithParameters & { readonly asOf: string }) {
    const minimumTlsVersion = setText(properties.minimumTlsVersion);
    const facts = { nonTlsPort: properties.enableNonSslPort ?? null, minimumTlsVersion };
    if (facts.nonTlsPort === true)
      return fail("the cache accepts connections without TLS (enableNonSslPort is true)", facts);
    // The default of new caches is false, which says nothing of others.
    if (facts.nonTlsPort === null) {
      const detail = "the answer from Azure lacks properties.enableNonSslPort";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    // "TLS 1.2 is the default value that is assigned to your cache instance when no explicit value is chosen."
    // https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-remove-tls-10-11
    const version = parseTlsVersion(minimumTlsVersion ?? "1.2");
    if (version === null) return unknownVersion("minimumTlsVersion", facts);
    const required = parameters.minimumTlsVersion;
    if (!isOlder(version, required))
      return pass(`the cache refuses connections without TLS, or with TLS older than ${required}`, facts);
    return azureEnforces("redis", required, { location, hosts: [properties.hostName] }, asOf)
      ? passByProvider(
          "the cache needs TLS, and Azure refuses TLS older than 1.2, whatever minimumTlsVersion says",
          facts,
        )
      : fail(`minimumTlsVersion of the cache allows TLS older than ${required}`, facts);
  },
});

const related = {
  databases: relation({
    type: "Tidemark::RedisEnterprise::Databases",
    within: "scope",
    global: true,
    reads: z.object({
      Cache: z.string(),
      Databases: z.array(z.object({ name: z.string(), clientProtocol: z.string().optional() })),
    }),
    on: (row) => [row.Cache.toLowerCase()],
  }),
};

const KNOWN = ["encrypted", "plaintext"];

const managedRedis = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.cache/redisenterprise",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/redis/redisenterprisecache/redis-enterprise/get
  reads: z.object({ id: z.string(), properties: z.object({ minimumTlsVersion: z.string().nullish() }) }),
  related,
  evaluate(
    { id, properties },
    { related: { databases }, parameters: { minimumTlsVersion: required } }: Question<Parameters, typeof related>,
  ) {
    const minimumTlsVersion = setText(properties.minimumTlsVersion);
    const answer = databases(id.toLowerCase()).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem, { minimumTlsVersion });
    if (answer.is === "none")
      return indeterminate(
        { code: "not-seen", detail: "the databases of the cache were not read" },
        { minimumTlsVersion },
      );
    const read = answer.row.Databases.map(({ name, clientProtocol = null }) => ({ name, clientProtocol })).toSorted(
      (a, b) => (a.name < b.name ? -1 : 1),
    );
    const facts = { databases: read, minimumTlsVersion };
    // "Default is TLS-encrypted."
    const protocols = read.map(({ clientProtocol }) => (clientProtocol ?? "Encrypted").toLowerCase());
    if (protocols.includes("plaintext"))
      return fail("a database of the cache accepts connections without TLS (clientProtocol is Plaintext)", facts);
    // "The Enterprise tiers only support TLS 1.2", whatever the cluster says.
    // https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-remove-tls-10-11
    if (isOlder("1.2", required)) {
      const version = parseTlsVersion(minimumTlsVersion ?? "1.2");
      if (version === null) return unknownVersion("minimumTlsVersion", facts);
      if (isOlder(version, required))
        return fail(`minimumTlsVersion of the cache allows TLS older than ${required}`, facts);
    }
    if (protocols.some((protocol) => !KNOWN.includes(protocol))) {
      const detail = "clientProtocol of a database has a value that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    if (read.length === 0) return notApplicable("the cache has no database that clients could connect to", facts);
    return pass("the databases of the cache refuse connections without TLS (clientProtocol)", facts);
  },
});

export const caches = [redis, managedRedis];
