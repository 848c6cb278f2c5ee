// Answers about caches, search domains and servers of a stand-in for the AWS command line: something in eu-central-1, nothing in eu-west-1.

type Answer = readonly [asked: string, answer: string | object];

const ACCOUNT = "111122223333";
const domain = (DomainName: string): object => ({
  DomainName,
  ARN: `arn:aws:es:eu-central-1:${ACCOUNT}:domain/${DomainName}`,
  EncryptionAtRestOptions: { Enabled: true },
  AccessPolicies: "of jane",
});

const balancerArn = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:loadbalancer/app/shop/50dc6c495c0c9188`;
const listenerArn = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
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
  [
    "redshift-serverless list-workgroups --region eu-central-1",
    {
      workgroups: [
        {
          workgroupName: "reports",
          workgroupId: "6f1c2b9e",
          workgroupArn: `arn:aws:redshift-serverless:eu-central-1:${ACCOUNT}:workgroup/6f1c2b9e`,
          publiclyAccessible: true,
        },
      ],
    },
  ],
  ["redshift-serverless list-workgroups", { workgroups: [] }],
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
  ["cloudfront list-distributions", { DistributionList: { Quantity: 0 } }],
  ["elbv2 describe-ssl-policies", { SslPolicies: [{ Name: "A", SslProtocols: ["TLSv1.2"] }] }],
  [
    "elbv2 describe-load-balancers --region eu-central-1",
    { LoadBalancers: [{ LoadBalancerArn: balancerArn, LoadBalancerName: "shop" }] },
  ],
  ["elbv2 describe-load-balancers", { LoadBalancers: [] }],
  [
    `elbv2 describe-listeners --load-balancer-arn ${balancerArn}`,
    {
      Listeners: [
        { ListenerArn: listenerArn, Protocol: "HTTP", Port: 80 },
        { ListenerArn: `${listenerArn}0`, Protocol: "HTTPS", Port: 443 },
      ],
    },
  ],
  ["elbv2 describe-rules", { Rules: [{ Priority: "default", IsDefault: true, Actions: [{ Type: "forward" }] }] }],
  [
    "transfer describe-server --server-id gone --region eu-central-1",
    "echo 'An error occurred (ResourceNotFoundException) when calling the DescribeServer operation: Unknown server' >&2; exit 254",
  ],
  ...["s-1", "s-2"].map((ServerId): Answer => [
    `transfer describe-server --server-id ${ServerId} --region eu-central-1`,
    { Server: { ServerId, Arn: serverArn(ServerId), Protocols: ["SFTP"], PostAuthenticationLoginBanner: "of jane" } },
  ]),
];
