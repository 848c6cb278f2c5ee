// Answers about caches, search domains and servers of a stand-in for the AWS command line: something in eu-central-1, nothing in eu-west-1.

type Answer = readonly [asked: string, answer: string | object];

const ACCOUNT = "111122223333";
const domain = (DomainName: string): object => ({
  DomainName,
  ARN: `arn:aws:es:eu-central-1:${ACCOUNT}:domain/${DomainName}`,
  EncryptionAtRestOptions: { Enabled: true },
  AccessPolicies: "of jane",
});

const serverArn = (id: string): string => `arn:aws:transfer:eu-central-1:${ACCOUNT}:server/${id}`;

/** The first answer whose text is in the call counts. */
export const storeAnswers: readonly Answer[] = [
  [
    "elasticache describe-replication-groups --region eu-central-1",
    {
      ReplicationGroups: [
        {
          ReplicationGroupId: "sessions",
          ARN: `arn:aws:elasticache:eu-central-1:${ACCOUNT}:replicationgroup:sessions`,
          Description: "of jane",
          StorageEncryptionType: "none",
        },
      ],
    },
  ],
  ["elasticache describe-replication-groups", { ReplicationGroups: [] }],
  ["elasticache describe-serverless-caches", { ServerlessCaches: [] }],
  [
    "opensearch list-domain-names --region eu-central-1",
    { DomainNames: ["catalog", "logs"].map((DomainName) => ({ DomainName, EngineType: "OpenSearch" })) },
  ],
  ["redshift-serverless list-namespaces", { namespaces: [] }],
  ["opensearch list-domain-names", { DomainNames: [] }],
  [
    "opensearch describe-domains --domain-names catalog --region eu-central-1",
    { DomainStatusList: [domain("catalog")] },
  ],
  ["opensearch describe-domains --domain-names logs --region eu-central-1", { DomainStatusList: [domain("logs")] }],
  [
    "transfer list-servers --region eu-central-1",
    { Servers: ["s-1", "gone", "s-2"].map((ServerId) => ({ ServerId, Arn: serverArn(ServerId), State: "ONLINE" })) },
  ],
  ["transfer list-servers", { Servers: [] }],
  [
    "transfer describe-server --server-id gone --region eu-central-1",
    "echo 'An error occurred (ResourceNotFoundException) when calling the DescribeServer operation: Unknown server' >&2; exit 254",
  ],
  ...["s-1", "s-2"].map((ServerId): Answer => [
    `transfer describe-server --server-id ${ServerId} --region eu-central-1`,
    { Server: { ServerId, Arn: serverArn(ServerId), Protocols: ["SFTP"], PostAuthenticationLoginBanner: "of jane" } },
  ]),
];
