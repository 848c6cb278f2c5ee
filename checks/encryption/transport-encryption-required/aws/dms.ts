// Judges endpoints of DMS by whether the service speaks TLS with the database at the other end.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  type Verdict,
} from "../../../kernel.ts";

/**
 * Engines whose endpoints have SslMode, by EngineName: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
 * and the pages of sources and targets.
 */
const BY_SSL_MODE: ReadonlySet<string> = new Set([
  "aurora",
  "aurora-postgresql",
  "aurora-serverless",
  "aurora-postgresql-serverless",
  "azuredb",
  "azure-sql-managed-instance",
  "babelfish",
  "db2",
  "db2-zos",
  "docdb",
  "mariadb",
  "mongodb",
  "mysql",
  "oracle",
  "postgres",
  "sqlserver",
  "sybase",
]);

/** Engines that DMS reaches by the API of a service of AWS. */
const BY_API: ReadonlySet<string> = new Set(["dynamodb", "kinesis", "s3", "timestream", "neptune"]);

const PLAIN = ["none", "plaintext", "sasl-plaintext", "http"];
const ENCRYPTED = ["require", "verify-ca", "verify-full", "ssl-encryption", "ssl-authentication", "sasl-ssl", "https"];

function judge(member: string, value: string | null, facts: { readonly engine: string }): Verdict {
  const told = { ...facts, setting: member, value };
  if (value === null)
    return indeterminate(
      { code: "not-in-answer", detail: `the answer from AWS lacks ${member} of the endpoint` },
      told,
    );
  if (PLAIN.includes(value))
    return fail(`the endpoint connects to its database without TLS (${member} is ${value})`, told);
  if (ENCRYPTED.includes(value)) return pass(`the endpoint connects to its database by TLS (${member})`, told);
  const detail = `${member} of the endpoint has a value that the check does not know`;
  return indeterminate({ code: "unexpected-shape", detail }, told);
}

export const dms = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::DMS::Endpoint",
  global: false,
  // https://docs.aws.amazon.com/dms/latest/APIReference/API_Endpoint.html
  reads: z.object({
    EngineName: z.string(),
    Status: z.string().optional(),
    SslMode: z.string().optional(),
    RedisSettings: z.object({ SslSecurityProtocol: z.string().optional() }).optional(),
    KafkaSettings: z.object({ SecurityProtocol: z.string().optional() }).optional(),
    // The collector keeps the scheme alone, which is https where the URI has none.
    ElasticsearchSettings: z.object({ EndpointUri: z.string().optional() }).optional(),
  }),
  evaluate({ EngineName, Status, SslMode, RedisSettings, KafkaSettings, ElasticsearchSettings }) {
    const engine = EngineName.toLowerCase();
    if (Status === "deleting") return notApplicable("the endpoint is being deleted (Status is deleting)");
    // "The default is ssl-encryption."
    if (engine === "redis")
      return judge("SslSecurityProtocol", RedisSettings?.SslSecurityProtocol ?? "ssl-encryption", { engine });
    if (engine === "kafka") return judge("SecurityProtocol", KafkaSettings?.SecurityProtocol ?? null, { engine });
    if (engine === "opensearch" || engine === "elasticsearch")
      return judge("EndpointUri", ElasticsearchSettings?.EndpointUri ?? null, { engine });
    if (BY_API.has(engine))
      return notApplicable("the endpoint stands for a service of AWS, which DMS reaches by its API", { engine });
    // "An Amazon Redshift endpoint already uses an SSL connection." https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
    if (engine === "redshift") return passByProvider("endpoints of DMS for Redshift use TLS by themselves", { engine });
    // "The default is none."
    if (BY_SSL_MODE.has(engine)) return judge("SslMode", SslMode ?? "none", { engine });
    const detail = "the engine of the endpoint is one that the check does not know";
    return indeterminate({ code: "not-supported", detail }, { engine });
  },
});
