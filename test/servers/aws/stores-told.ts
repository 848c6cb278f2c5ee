// Says what comes of caches, search domains, streams and what moves data in the emulated account of us-east-1.
import { expect } from "vitest";

const object = (members: object): object => expect.objectContaining(members) as object;

/** A snapshot of each, by its type. */
export const STORES_TOLD: readonly (readonly [type: string, told: object])[] = [
  [
    "AWS::MSK::Cluster",
    object({
      name: "orders",
      labels: { env: "production" },
      body: object({
        ClusterType: "PROVISIONED",
        EncryptionInfo: { EncryptionInTransit: { ClientBroker: "TLS_PLAINTEXT", InCluster: true } },
      }),
    }),
  ],
  ["AWS::MSK::Cluster", object({ name: "clicks", body: object({ ClusterType: "SERVERLESS" }) })],
  [
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    object({ name: "shop", body: object({ Scheme: "internet-facing", Type: "application" }) }),
  ],
  [
    "AWS::ElasticLoadBalancingV2::Listener",
    object({
      body: object({
        Protocol: "HTTP",
        Port: 80,
        DefaultActions: [object({ Type: "redirect", RedirectConfig: { Protocol: "HTTPS" } })],
      }),
    }),
  ],
  [
    "Tidemark::ELB::ListenerRules",
    object({
      body: object({
        Rules: [
          { Priority: "7", Actions: [object({ Type: "fixed-response", FixedResponseConfig: { StatusCode: "403" } })] },
        ],
      }),
    }),
  ],
  [
    "Tidemark::ELB::SslPolicies",
    object({
      body: {
        SslPolicies: expect.arrayContaining([
          { Name: "ELBSecurityPolicy-2016-08", SslProtocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
        ]) as object,
      },
    }),
  ],
  [
    "AWS::ElasticLoadBalancing::LoadBalancer",
    object({
      key: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/intranet",
      body: object({ ListenerDescriptions: [object({ Listener: { Protocol: "HTTP", LoadBalancerPort: 80 } })] }),
    }),
  ],
  [
    "AWS::CloudFront::Distribution",
    object({
      region: null,
      body: object({ Enabled: true, DefaultCacheBehavior: { ViewerProtocolPolicy: "redirect-to-https" } }),
    }),
  ],
  ["AWS::Transfer::Server", object({ body: { Protocols: ["FTP", "SFTP"], State: "ONLINE" } })],
  [
    "AWS::DMS::Endpoint",
    object({ body: object({ EngineName: "redis", RedisSettings: { SslSecurityProtocol: "plaintext" } }) }),
  ],
  [
    "AWS::ElastiCache::ReplicationGroup",
    object({
      body: { Status: "available", Engine: "redis", AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true },
    }),
  ],
  [
    "AWS::ElastiCache::ServerlessCache",
    object({
      name: "carts",
      incarnation: "2026-01-01T00:00:00.000Z",
      body: object({ StorageEncryptionType: "sse-elasticache" }),
    }),
  ],
  [
    "AWS::OpenSearchService::Domain",
    object({
      key: "arn:aws:es:us-east-1:123456789012:domain/catalog",
      body: object({
        EncryptionAtRestOptions: object({ Enabled: true }),
        NodeToNodeEncryptionOptions: { Enabled: true },
        DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
      }),
    }),
  ],
  [
    "AWS::RedshiftServerless::Namespace",
    object({ name: "reports", body: { KmsKeyId: "AWS_OWNED_KMS_KEY", Status: "AVAILABLE" } }),
  ],
];
