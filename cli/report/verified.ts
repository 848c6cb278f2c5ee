// Verifies the ledger as a whole up to the seal that an answer was made from.
import type { Basis } from "../../audit/tables/basis.ts";
import { verifyLedger, type Report } from "../../ledger/verify/verify-ledger.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import type { Home } from "../places/home.ts";
import { newestFile } from "../places/numbered-file.ts";
import { readTrust } from "../places/trust-file.ts";
import { withProgress } from "../progress.ts";

export type Verifying = {
  readonly ledger: Ledger;
  readonly home: Home;
  readonly store: ReadStore;
  /** Path of the trust file; without one that beside the ledger. */
  readonly trust: string | undefined;
  readonly basis: Basis;
};

/** As of the newest seal, so that the same ledger gets the same verdict whenever it is asked. */
export async function verifiedUpTo({ home, store, trust, basis }: Verifying): Promise<Report> {
  const path = trust ?? (await newestFile(home.trust)).path;
  const read = await readTrust(path);
  return withProgress((show) => {
    show(`verifying ${home.ledger}`);
    return verifyLedger({
      store,
      ...(isS3Place(home.ledger) ? {} : { root: home.ledger }),
      trust: read,
      now: basis.sealTime,
    });
  });
}
