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
  "documentdb",
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

type Setting = {
  readonly member: string;
  readonly value: string | undefined;
  /** The documented default, which holds where the answer has no value. */
  readonly byDefault?: string;
};

function judge({ member, value, byDefault }: Setting, engine: string): Verdict {
  const facts = { engine, setting: member, value: value ?? null };
  const inEffect = value ?? byDefault;
  if (inEffect === undefined)
    return indeterminate(
      { code: "not-in-answer", detail: `the answer from AWS lacks ${member} of the endpoint` },
      facts,
    );
  const isSet = value !== undefined;
  if (PLAIN.includes(inEffect)) {
    const why = isSet ? `${member} is ${inEffect}` : `${member} is ${inEffect} by default`;
    return fail(`the endpoint connects to its database without TLS (${why})`, facts);
  }
  if (ENCRYPTED.includes(inEffect)) {
    const why = isSet ? member : `${member} is ${inEffect} by default`;
    return pass(`the endpoint connects to its database by TLS (${why})`, facts);
  }
  const detail = `${member} of the endpoint has a value that the check does not know`;
  return indeterminate({ code: "unexpected-shape", detail }, facts);
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
    // "The default is ssl-encryption." https://docs.aws.amazon.com/dms/latest/APIReference/API_RedisSettings.html
    if (engine === "redis")
      return judge(
        { member: "SslSecurityProtocol", value: RedisSettings?.SslSecurityProtocol, byDefault: "ssl-encryption" },
        engine,
      );
    if (engine === "kafka")
      return judge({ member: "SecurityProtocol", value: KafkaSettings?.SecurityProtocol }, engine);
    if (engine === "opensearch" || engine === "elasticsearch")
      return judge({ member: "EndpointUri", value: ElasticsearchSettings?.EndpointUri }, engine);
    if (BY_API.has(engine))
      return notApplicable("the endpoint stands for a service of AWS, which DMS reaches by its API", { engine });
    // "An Amazon Redshift endpoint already uses an SSL connection." https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
    if (engine === "redshift" || engine === "redshift-serverless")
      return passByProvider("endpoints of DMS for Redshift use TLS by themselves", { engine });
    // "The default value is none." https://docs.aws.amazon.com/dms/latest/APIReference/API_Endpoint.html
    if (BY_SSL_MODE.has(engine)) return judge({ member: "SslMode", value: SslMode, byDefault: "none" }, engine);
    const detail = "the engine of the endpoint is one that the check does not know";
    return indeterminate({ code: "not-supported", detail }, { engine });
  },
});
