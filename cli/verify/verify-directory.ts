// Verifies the ledger in a directory or a bucket by a trust file.
import { stat } from "node:fs/promises";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { KeptCheckpoint, Trust } from "../../evidence-schema/log/trust.ts";
import type { ReadStore } from "../../ledger/store.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import { verifierKeyText } from "../../evidence-schema/log/verifier-key.ts";
import { verifyLedger, type Report, type VerifyOptions } from "../../ledger/verify/verify-ledger.ts";
import { UsageError } from "../exit.ts";
import { homeOf } from "../places/home.ts";
import { readKeptFile } from "./kept-file.ts";
import { newestFile } from "../places/numbered-file.ts";
import { instant } from "../times/instant.ts";
import { withProgress } from "../progress.ts";
import { readTrust } from "../places/trust-file.ts";

/** Options of a command that verifies, beside the place. */
export const verifyOptions = {
  trust: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  checkpoint: { type: "string", multiple: true },
  earlier: { type: "string" },
  "earlier-trust": { type: "string" },
  now: { type: "string" },
} as const;

type Values = {
  readonly ledger: string;
  readonly trust?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly checkpoint?: readonly string[] | undefined;
  readonly earlier?: string | undefined;
  readonly "earlier-trust"?: string | undefined;
  readonly now?: string | undefined;
};

/** A report, and the trust file that it rests on. */
export type VerifiedDirectory = {
  readonly report: Report;
  /** Its keys are verifier keys of the log as text. `isBeside`: it was found beside the ledger, and nobody handed it over. */
  readonly trust: { readonly path: string; readonly isBeside: boolean; readonly keys: string[] };
};

/** How a ledger is read. Nothing of it is read twice for `claims`. */
export type Reading = Pick<VerifyOptions, "claims" | "threads"> & {
  /** Opens the store at a place: a directory, and a bucket where the caller reads buckets. */
  readonly open: (place: string) => Promise<ReadStore>;
  /** The store where it is open already. */
  readonly store?: ReadStore;
};

export async function verifyDirectory(values: Values, reading: Reading): Promise<VerifiedDirectory> {
  const { ledger, earlier } = values;
  const earlierTrust = values["earlier-trust"];
  if ((earlier === undefined) !== (earlierTrust === undefined))
    throw new UsageError("verify: found only one of --earlier and --earlier-trust, expected both or neither");
  const path = values.trust ?? (await newestFile(homeOf(ledger).trust)).path;
  const trust = await readTrust(path);
  const kept = await readKeptFiles(values.checkpoint ?? [], trust);
  const store = reading.store ?? (await openLedger(ledger, reading));
  const { claims, threads } = reading;
  const before =
    earlier === undefined || earlierTrust === undefined
      ? {}
      : { earlier: { store: await openLedger(earlier, reading), trust: await readTrust(earlierTrust) } };
  const report = await withProgress((show) => {
    show(`verifying ${ledger}`);
    return verifyLedger({
      store,
      // Chains of a directory are read by several threads.
      ...(isS3Place(ledger) ? {} : { root: ledger }),
      trust,
      kept,
      ...before,
      ...(claims === undefined ? {} : { claims }),
      ...(threads === undefined ? {} : { threads }),
      ...(values.from === undefined ? {} : { from: instant("from", values.from, "first") }),
      ...(values.to === undefined ? {} : { to: instant("to", values.to, "after") }),
      now: values.now === undefined ? formatTimestamp(Date.now()) : instant("now", values.now, "first"),
    });
  });
  const keys = trust.logs.map(({ key }) => verifierKeyText(key));
  return { report, trust: { path, isBeside: values.trust === undefined, keys } };
}

async function readKeptFiles(paths: readonly string[], trust: Trust): Promise<KeptCheckpoint[]> {
  const kept: KeptCheckpoint[] = [];
  for (const path of paths) kept.push(...(await readKeptFile(path, trust)));
  return kept;
}

/** A directory without a ledger in it is a verdict; a path that leads to none is a mistake in the asking. */
async function openLedger(ledger: string, { open }: Reading): Promise<ReadStore> {
  if (!isS3Place(ledger) && !(await isDirectory(ledger)))
    throw new UsageError(`${ledger} is not a directory. Name the directory of the ledger with --ledger`);
  return open(ledger);
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
