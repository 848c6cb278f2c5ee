// Opens the keys of KMS that sign the log, and picks the one that signs now.
import { KMSClient } from "@aws-sdk/client-kms";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { newestSigner } from "../../ledger/signers/log-signers.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { openKms } from "../../ledger/signers/kms.ts";
import { config } from "./company.ts";
import { env } from "./env.ts";

const kms = new KMSClient({ maxAttempts: 8 });

/** Every key of the deployment, oldest first; not all of them need be the log's. Rejects with StoreError. */
export const openKeys = (): Promise<Signer[]> =>
  Promise.all(
    env("KEYS")
      .split(",")
      .map((key) => openKms(kms, key, config.ledger.origin)),
  );

/**
 * The key that signs the next leaf: the first one in a new ledger; then the newest that is in force in the log, which a
 * rotation adds and a compromise may take away again. Each note takes one signature of KMS. Rejects with StoreError.
 */
export const openLogSigner = async (ledger: Ledger): Promise<Signer> => newestSigner(ledger, await openKeys());
