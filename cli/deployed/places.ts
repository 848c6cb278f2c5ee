// Opens the buckets and keys of a deployment for an operator, with the operator's own credentials of AWS.
import { deployedConfig, placesOf, type DeployedConfig } from "../../config/deployed/places.ts";
import type { Config } from "../../config/schema.ts";
import type { NamesPlace } from "../../ledger/names/names-store.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import type { Store } from "../../ledger/store.ts";
import { isS3Place, parseS3Place } from "../../ledger/stores/s3/place.ts";
import { UsageError } from "../exit.ts";
import type { SingleObjects } from "../../ledger/stores/s3/single-objects.ts";

export type DeployedPlaces = {
  readonly config: DeployedConfig;
  readonly store: Store;
  readonly names: NamesPlace;
  readonly work: SingleObjects;
  /** The signing keys by their public halves, oldest first: nobody but the sealing function can sign with them. */
  readonly publicKeys: () => Promise<Pick<Signer, "verifierKey">[]>;
};

/** The config as one that is deployed, where `ledger` is the ledger of its deployment; else null. */
export function deploymentOf(config: Config, ledger: string): DeployedConfig | null {
  const deployed = deployedConfig(config);
  if (deployed === null || !isS3Place(ledger)) return null;
  const [asked, own] = [parseS3Place(ledger), parseS3Place(placesOf(deployed).ledger)];
  return asked.bucket === own.bucket && asked.prefix === own.prefix ? deployed : null;
}

/** Throws UsageError where `ledger` is the one of the config's deployment: a key file must not sign it. */
export function refuseDeployed(config: Config, ledger: string): void {
  if (deploymentOf(config, ledger) !== null)
    throw new UsageError(
      `${ledger} is the ledger of the config's deployment, and this command is for other ledgers. Create that ledger with tidemark create-ledger; the deployment's functions make its runs (docs/runbook.md)`,
    );
}

/** Opens them. Rejects with StoreError where the ledger's bucket is locked more weakly than the config says. */
export async function openDeployedPlaces(config: DeployedConfig): Promise<DeployedPlaces> {
  // Loaded where it is needed: the clients take a while.
  const [{ S3Client }, { KMSClient }, { openS3 }, { namesInS3 }, { openKms }, { singleObjects }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-kms"),
    import("../../ledger/stores/s3.ts"),
    import("../../ledger/names/names-s3.ts"),
    import("../../ledger/signers/kms.ts"),
    import("../../ledger/stores/s3/single-objects.ts"),
  ]);
  const { region } = config.deployment;
  const { ledger, names, work, keys } = placesOf(config);
  const client = new S3Client({ region, retryMode: "adaptive" });
  const kms = new KMSClient({ region });
  return {
    config,
    store: await openS3(client, parseS3Place(ledger), config.ledger),
    names: namesInS3(client, parseS3Place(names)),
    work: singleObjects(client, parseS3Place(work)),
    publicKeys: () => Promise.all(keys.map((key) => openKms(kms, key, config.ledger.origin))),
  };
}
