// Verifies the ledger as a whole up to the seal that an answer was made from.
import { readFile } from "node:fs/promises";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Basis } from "../../audit/tables/basis.ts";
import { verifyLedger, type Report } from "../../ledger/verify/verify-ledger.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import type { Home } from "../places/home.ts";
import { newestFile } from "../places/numbered-file.ts";
import { tablesPath } from "../places/tables.ts";
import { readTrust } from "../places/trust-file.ts";
import { withProgress } from "../progress.ts";
import { keptOr, keptPath } from "./kept-verification.ts";

export type Verifying = {
  readonly ledger: Ledger;
  readonly home: Home;
  readonly store: ReadStore;
  /** Path of the trust file; without one that beside the ledger. */
  readonly trust: string | undefined;
  /** Nothing that was found before counts. */
  readonly anew: boolean;
  readonly basis: Basis;
};

/**
 * As of the newest seal, so that the same ledger gets the same verdict whenever it is asked. Rejects with UsageError, TrustError or StoreError.
 */
export async function verifiedUpTo({ ledger, home, store, trust, anew, basis }: Verifying): Promise<Report> {
  const path = trust ?? (await newestFile(home.trust)).path;
  const read = await readTrust(path);
  // Half-open: the instant after the seal.
  const now = formatTimestamp(parseTimestamp(basis.sealTime) + 1);
  const options = { store, trust: read, now };
  return withProgress(async (show) => {
    const verify = (root: object): Promise<Report> => {
      show(`verifying ${home.ledger}`);
      return verifyLedger({ ...options, ...root });
    };
    // A bucket is read each time.
    if (isS3Place(home.ledger)) return verify({});
    const root = home.ledger;
    if (anew) return verify({ root });
    const asked = [await readFile(path, "utf8"), basis.sealTime, basis.leafDigest];
    return keptOr({ root, path: keptPath(tablesPath(home, ledger)), asked }, () => verify({ root }));
  });
}
