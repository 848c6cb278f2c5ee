// Builds disks, file systems, snapshots and an image of an emulated account, beside the database `orders` and the cluster `ledger`.
import { CreateSnapshotCommand, CreateVolumeCommand, EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreateDBClusterSnapshotCommand, CreateDBSnapshotCommand, RDSClient } from "@aws-sdk/client-rds";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** One of each: a volume, a snapshot of it, an image, a file system, a snapshot of the database and one of the cluster. */
export async function buildDisks(access: Access): Promise<void> {
  const ec2 = new EC2Client(access);
  const AvailabilityZone = `${access.region}a`;
  const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone, Size: 8, Encrypted: true }));
  await ec2.send(
    new CreateSnapshotCommand({
      VolumeId,
      Description: "before the upgrade, by Ann.Example",
      TagSpecifications: [{ ResourceType: "snapshot", Tags: [{ Key: "env", Value: "production" }] }],
    }),
  );
  await ec2.send(new RegisterImageCommand({ Name: "runner-2026", Description: "built by Ann.Example" }));
  await new EFSClient(access).send(new CreateFileSystemCommand({ Encrypted: true }));
  const rds = new RDSClient(access);
  await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: "orders", DBSnapshotIdentifier: "orders-before-upgrade" }),
  );
  await rds.send(
    new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: "ledger", DBClusterSnapshotIdentifier: "ledger-2026" }),
  );
}
