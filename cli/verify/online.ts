// Opens a ledger in S3 so that `tidemark verify` can ask the store about more than objects, and finds the log's keys.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { deployedConfig, placesOf, PREFIX } from "../../config/deployed/places.ts";
import type { Compared, Online, StoreToLookAt } from "../../ledger/online/online.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import type { S3ReadStore } from "../../ledger/stores/s3.ts";
import type { Claims } from "../../ledger/verify/claims.ts";
import { EXIT, UsageError } from "../exit.ts";
import { COMPANY, loadConfig } from "../places/load-config.ts";
import { openS3ToRead } from "../places/open-store.ts";
import type { Show } from "../progress.ts";

export const onlineOptions = {
  offline: { type: "boolean", default: false },
  copy: { type: "boolean", default: false },
  "lock-sample": { type: "string", default: "100" },
  config: { type: "string" },
} as const;

export type OnlineValues = {
  readonly ledger: string;
  readonly offline: boolean;
  readonly copy: boolean;
  readonly "lock-sample": string;
  readonly config?: string | undefined;
};

/** The store, what hears the verification's claims, and the look at the store that comes after it. */
export type OpenOnline = {
  readonly store: S3ReadStore;
  readonly claims: (claims: Claims) => void;
  readonly look: (show: Show) => Promise<Online>;
};

/** Null for a directory, and where the store is not to be asked. Throws UsageError on options that make no sense. */
export async function openOnline(values: OnlineValues): Promise<OpenOnline | null> {
  const { ledger, offline, copy: isCopy } = values;
  const lockSample = Number(values["lock-sample"]);
  if (!Number.isSafeInteger(lockSample) || lockSample < 1)
    throw new UsageError(`--lock-sample: found ${values["lock-sample"]}, expected a whole number of at least 1`);
  if (offline && isCopy) throw new UsageError("verify: found --offline and --copy, expected at most one of the two");
  if (offline || !isS3Place(ledger)) {
    if (isCopy)
      throw new UsageError(`verify: --copy is for a ledger in S3, and ${ledger} is a directory. Leave --copy out`);
    return null;
  }
  const keys = await keysOf(values);
  const { store, client, place } = await openS3ToRead(ledger);
  // Loaded where it is needed, with the clients.
  const [{ lookAtStore }, { compareTimes }] = await Promise.all([
    import("../../ledger/online/online.ts"),
    import("../../ledger/online/written-times.ts"),
  ]);
  let compared: Compared | null = null;
  return {
    store,
    claims: (claims) => {
      const { lock, endorsements } = claims;
      compared = { lock, endorsements, times: isCopy ? null : compareTimes(claims, store.seen) };
    },
    look: (show) => {
      show(`reading the store of ${ledger} from AWS`);
      return lookAtStore({ client, place, seen: store.seen, compared, isCopy, lockSample, keys, now: Date.now() });
    },
  };
}

/** The exit code of the verification; EXIT.incomplete if nothing was wrong there and something was found at the store. */
export const exitWith = (exit: number, online: Online | null): number =>
  exit === EXIT.done && online !== null && online.findings.length > 0 ? EXIT.incomplete : exit;

/** The keys that sign the log, where the config at hand is that of this ledger. A config that was named has to be readable. */
async function keysOf({ ledger, config: path }: OnlineValues): Promise<StoreToLookAt["keys"]> {
  const isThere = path !== undefined || (await isFile(resolve(COMPANY)));
  if (!isThere)
    return {
      unknown: `the signing keys are unknown, because this folder has no ${COMPANY}. Name a config with --config`,
    };
  let deployed;
  try {
    deployed = deployedConfig((await loadConfig(path)).config);
  } catch (error) {
    if (path !== undefined) throw error;
    return {
      unknown: `the signing keys are unknown, because ${COMPANY} cannot be read. Name another config with --config`,
    };
  }
  if (deployed === null)
    return {
      unknown:
        "the signing keys are unknown, because the config has no member deployment. Name another config with --config",
    };
  const places = placesOf(deployed);
  const replica = places.replicaBucket === null ? [] : [`s3://${places.replicaBucket}/${PREFIX}`];
  const isOwn = [places.ledger, ...replica].some((each) => each.replace(/\/$/, "") === ledger.replace(/\/$/, ""));
  return isOwn
    ? { arns: places.keys }
    : {
        unknown: `the signing keys are unknown, because the config belongs to the ledger ${places.ledger}. Name the config of this ledger with --config`,
      };
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
