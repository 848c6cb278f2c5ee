// Builds what carries data in an emulated account: a server of Transfer Family and an endpoint of DMS. Answers for clusters of MSK.
import { CreateEndpointCommand, DatabaseMigrationServiceClient } from "@aws-sdk/client-database-migration-service";
import { CreateServerCommand, TransferClient } from "@aws-sdk/client-transfer";
import type { WireAnswer, WireRequest } from "./wire.ts";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** One of each. */
export async function buildMovers(access: Access): Promise<void> {
  await new TransferClient(access).send(new CreateServerCommand({ Protocols: ["SFTP", "FTP"] }));
  await new DatabaseMigrationServiceClient(access).send(
    new CreateEndpointCommand({
      EndpointIdentifier: "sessions",
      EndpointType: "target",
      EngineName: "redis",
      SslMode: "none",
      Username: "Ann.Example",
      RedisSettings: { ServerName: "redis.example", Port: 6379, SslSecurityProtocol: "plaintext" },
    }),
  );
}

/**
 * A provisioned cluster and a serverless one of MSK, of the account whose credentials nobody gave out, in us-east-1: moto writes their
 * times in a form that the SDK refuses. `account`: of the access key; undefined for that account. Null where moto answers.
 */
export function moversBeside({ call, region }: WireRequest, account: string | undefined): WireAnswer | null {
  if (!call.startsWith("GET /api/v2/clusters") || account !== undefined || region !== "us-east-1") return null;
  const cluster = (name: string, more: object): object => ({
    clusterName: name,
    clusterArn: `arn:aws:kafka:us-east-1:123456789012:cluster/${name}/0f5b7a54-3c1f-4f1e-9a75-6a1f1f1f2c11-2`,
    creationTime: "2026-01-01T00:00:00Z",
    currentVersion: "K3AEGXETSR30VB",
    state: "ACTIVE",
    tags: { env: "production" },
    ...more,
  });
  const encryptionInTransit = { clientBroker: "TLS_PLAINTEXT", inCluster: true };
  const clusterInfoList = [
    cluster("orders", {
      clusterType: "PROVISIONED",
      provisioned: { numberOfBrokerNodes: 3, encryptionInfo: { encryptionInTransit } },
    }),
    cluster("clicks", { clusterType: "SERVERLESS", serverless: { vpcConfigs: [] } }),
  ];
  return { headers: { "content-type": "application/json" }, body: JSON.stringify({ clusterInfoList }) };
}
