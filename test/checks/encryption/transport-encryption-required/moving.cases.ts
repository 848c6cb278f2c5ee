// Cases of the check that stores refuse unencrypted connections: clusters of MSK, and endpoints of DMS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const cluster = (inTransit: Members | null, more: Members = {}): Json => ({
  ClusterName: "orders",
  ...(inTransit === null ? {} : { EncryptionInfo: { EncryptionInTransit: inTransit } }),
  ...more,
});

const endpoint = (EngineName: string, more: Members = {}): Json => ({
  EndpointIdentifier: "sessions",
  EngineName,
  ...more,
});

export const cases: Cases = {
  "aws AWS::MSK::Cluster": {
    cases: [
      // The example of https://docs.aws.amazon.com/msk/latest/developerguide/msk-working-with-encryption.html
      {
        name: "TLS from clients, and between brokers",
        slice: cluster({ ClientBroker: "TLS", InCluster: true }, { ClusterType: "PROVISIONED", State: "ACTIVE" }),
        expect: "pass",
        because: "brokers accept clients and each other by TLS alone (ClientBroker, InCluster)",
        facts: { clientBroker: "TLS", inCluster: true },
      },
      ...["TLS_PLAINTEXT", "PLAINTEXT"].map((ClientBroker): Case => ({
        name: `${ClientBroker} from clients`,
        slice: cluster({ ClientBroker, InCluster: true }),
        expect: "fail",
        because: "brokers accept clients without TLS (ClientBroker)",
        facts: { clientBroker: ClientBroker, inCluster: true },
      })),
      {
        name: "plain text between brokers",
        slice: cluster({ ClientBroker: "TLS", InCluster: false }),
        expect: "fail",
        because: "brokers talk to each other without TLS (InCluster is false)",
      },
      {
        name: "plain text between brokers, and no word on clients",
        slice: cluster({ InCluster: false }),
        expect: "fail",
      },
      // "The default value is true."
      {
        name: "no word on what is between brokers",
        slice: cluster({ ClientBroker: "TLS" }),
        expect: "pass",
        because: "brokers accept clients by TLS alone, and each other by default (ClientBroker)",
        facts: { clientBroker: "TLS", inCluster: null },
      },
      // https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html says TLS_PLAINTEXT, and CloudFormation TLS.
      {
        name: "no word on clients, for which two defaults are documented",
        slice: cluster({ InCluster: true }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "no word on encryption", slice: cluster(null), expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "a value nobody knows",
        slice: cluster({ ClientBroker: "QUIC" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      // https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html
      {
        name: "a serverless cluster, which nobody can set otherwise",
        slice: cluster(null, { ClusterType: "SERVERLESS", State: "ACTIVE" }),
        expect: "pass",
        basis: "provider",
        because: "serverless clusters of MSK accept TLS alone",
        facts: {},
      },
      {
        name: "a cluster that is being deleted",
        slice: cluster({ ClientBroker: "PLAINTEXT", InCluster: false }, { State: "DELETING" }),
        expect: "not-applicable",
      },
    ],
  },
  "aws AWS::DMS::Endpoint": {
    cases: [
      // The examples of https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
      ...["require", "verify-ca", "verify-full"].map((SslMode): Case => ({
        name: `${SslMode} for PostgreSQL`,
        slice: endpoint("postgres", { SslMode, Status: "active" }),
        expect: "pass",
        because: "the endpoint connects to its database by TLS (SslMode)",
        facts: { engine: "postgres", setting: "SslMode", value: SslMode },
      })),
      {
        name: "no TLS for MySQL",
        slice: endpoint("mysql", { SslMode: "none" }),
        expect: "fail",
        because: "the endpoint connects to its database without TLS (SslMode is none)",
      },
      // "The default value is none."
      {
        name: "no word for Oracle",
        slice: endpoint("oracle"),
        expect: "fail",
        because: "the endpoint connects to its database without TLS (SslMode is none by default)",
        facts: { engine: "oracle", setting: "SslMode", value: null },
      },
      {
        name: "a mode nobody knows",
        slice: endpoint("sqlserver", { SslMode: "sometimes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Redis.html
      {
        name: "TLS to Redis, whatever SslMode says, which is of other engines",
        slice: endpoint("redis", { SslMode: "none", RedisSettings: { SslSecurityProtocol: "ssl-encryption" } }),
        expect: "pass",
        facts: { engine: "redis", setting: "SslSecurityProtocol", value: "ssl-encryption" },
      },
      {
        name: "plain text to Redis",
        slice: endpoint("redis", { SslMode: "require", RedisSettings: { SslSecurityProtocol: "plaintext" } }),
        expect: "fail",
        because: "the endpoint connects to its database without TLS (SslSecurityProtocol is plaintext)",
      },
      // "The default is ssl-encryption."
      {
        name: "no word for Redis",
        slice: endpoint("redis", { SslMode: "none" }),
        expect: "pass",
        because: "the endpoint connects to its database by TLS (SslSecurityProtocol is ssl-encryption by default)",
        facts: { engine: "redis", setting: "SslSecurityProtocol", value: null },
      },
      // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Kafka.html
      ...["ssl-encryption", "ssl-authentication", "sasl-ssl"].map((SecurityProtocol): Case => ({
        name: `${SecurityProtocol} to Kafka`,
        slice: endpoint("kafka", { SslMode: "none", KafkaSettings: { SecurityProtocol } }),
        expect: "pass",
      })),
      {
        name: "plain text to Kafka",
        slice: endpoint("kafka", { KafkaSettings: { SecurityProtocol: "plaintext" } }),
        expect: "fail",
      },
      {
        name: "no word for Kafka, for which no default is documented",
        slice: endpoint("kafka", { KafkaSettings: {} }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // https://docs.aws.amazon.com/dms/latest/APIReference/API_ElasticsearchSettings.html
      ...["opensearch", "elasticsearch"].flatMap((engine): Case[] => [
        {
          name: `plain HTTP to a domain of ${engine}`,
          slice: endpoint(engine, { SslMode: "none", ElasticsearchSettings: { EndpointUri: "http" } }),
          expect: "fail",
          because: "the endpoint connects to its database without TLS (EndpointUri is http)",
          facts: { engine, setting: "EndpointUri", value: "http" },
        },
        {
          name: `HTTPS to a domain of ${engine}`,
          slice: endpoint(engine, { SslMode: "none", ElasticsearchSettings: { EndpointUri: "https" } }),
          expect: "pass",
          because: "the endpoint connects to its database by TLS (EndpointUri)",
        },
        {
          name: `no URI of a domain of ${engine}`,
          slice: endpoint(engine, { SslMode: "none" }),
          expect: "indeterminate",
          problem: "not-in-answer",
        },
      ]),
      {
        name: "Redshift, which needs no mode",
        slice: endpoint("redshift", { SslMode: "none" }),
        expect: "pass",
        basis: "provider",
        because: "endpoints of DMS for Redshift use TLS by themselves",
      },
      // https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateEndpoint.html, and API_Endpoint.html for documentdb
      {
        name: "Redshift Serverless, which needs no mode either",
        slice: endpoint("redshift-serverless", { SslMode: "none" }),
        expect: "pass",
        basis: "provider",
      },
      ...["docdb", "documentdb"].flatMap((engine): Case[] => [
        { name: `no TLS for ${engine}`, slice: endpoint(engine, { SslMode: "none" }), expect: "fail" },
        { name: `TLS for ${engine}`, slice: endpoint(engine, { SslMode: "verify-full" }), expect: "pass" },
      ]),
      { name: "a bucket", slice: endpoint("s3", { SslMode: "none" }), expect: "not-applicable" },
      {
        name: "an engine nobody knows",
        slice: endpoint("quantum", { SslMode: "none" }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "no engine", slice: { SslMode: "require" }, expect: "indeterminate", problem: "unexpected-shape" },
      {
        name: "an endpoint that is being deleted",
        slice: endpoint("mysql", { SslMode: "none", Status: "deleting" }),
        expect: "not-applicable",
      },
    ],
  },
};
