// Makes a ledger with what lies beside it, in an order in which each step can be the last one that was done.
import type { Genesis } from "../../evidence-schema/log/log-schema.ts";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { foundLedger } from "../../ledger/write/create-ledger.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { createKeyFile, openKeyFile } from "../../ledger/signers/key-file.ts";
import type { Store } from "../../ledger/store.ts";
import type { FileSystem } from "../../ledger/stores/directory.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import type { Config } from "../../config/schema.ts";
import { refuseDeployed } from "../deployed/places.ts";
import { UsageError } from "../exit.ts";
import { genesisOf, refuseOtherCompany, type Home } from "./home.ts";
import { openToWrite } from "./open-store.ts";
import { findTrust, keepTrust, trustOf } from "./trust-file.ts";

/** `now`: milliseconds since 1970. `continues`: what the new ledger goes on from; a ledger that is there must say so. */
export type Founding = {
  readonly now: number;
  readonly continues?: Genesis["continues"];
  /** Whether somebody said from which size it continues: then one that is there has that size. */
  readonly isSized?: boolean;
};

/** Throws UsageError where a ledger that is there continues no ledger, or another one than was asked for. */
export function refuseOtherPast(
  place: string,
  { genesis }: Ledger,
  continues: Genesis["continues"],
  isSized = false,
): void {
  const there = genesis.continues;
  if (continues === null) return;
  if (there?.ledger === continues.ledger && (!isSized || there.size === continues.size)) return;
  throw new UsageError(
    `the ledger in ${place} continues ${there === null ? "no ledger" : `${there.ledger} from size ${there.size}`}, expected ${continues.ledger}${isSized ? ` from size ${continues.size}` : ""}. Choose an empty place with --ledger`,
  );
}

/**
 * Makes key, salt, genesis and trust file, in this order; gives whether there was anything left to make. A part that exists is
 * never replaced: killed at any moment, it is called again and goes on with the key and the salt that were made. Any
 * number of processes may call it at once, and all have the same ledger.
 */
export async function makeHome(
  home: Home,
  config: Config,
  { now, continues = null, isSized = false }: Founding,
  fs?: FileSystem,
): Promise<boolean> {
  refuseOtherPlace(home, config);
  refuseDeployed(config, home.ledger);
  // Before the key is made: a bucket that is refused leaves nothing behind.
  const store = await openToWrite(home, config.ledger, fs);
  if ((await store.get(GENESIS_KEY)) === null) await makeLedger(home, store, config, { now, continues }, fs);
  const ledger = await Ledger.open(store);
  refuseOtherPast(home.ledger, ledger, continues, isSized);
  return finish(home, ledger, config, fs);
}

function refuseOtherPlace(home: Home, { ledger }: Config): void {
  if ((ledger.mode === "local") !== isS3Place(home.ledger)) return;
  const expected = ledger.mode === "local" ? "a directory (--ledger DIR)" : "a bucket (--ledger s3://BUCKET/PREFIX)";
  throw new UsageError(
    `ledger.mode of the config is ${ledger.mode}: found ledger ${home.ledger}, expected ${expected}`,
  );
}

async function makeLedger(
  home: Home,
  store: Store,
  config: Config,
  { now, continues = null }: Founding,
  fs?: FileSystem,
): Promise<void> {
  // Looked for again: another that is making this home may have made both by now.
  if ((await findTrust(home.trust)) !== null && (await store.get(GENESIS_KEY)) === null)
    throw new UsageError(
      `the trust file ${home.trust} exists, but ${home.ledger} holds no ledger. Put the ledger of this trust file back, or choose another place with --ledger`,
    );
  await createKeyFile(home.key, fs);
  // A key that can't sign must not become the key of a ledger.
  await openKeyFile(home.key, config.ledger.origin);
  const salt = await NamesStore.found(namesDirectory(home.names, fs));
  await foundLedger(store, genesisOf(config, salt, formatTimestamp(now), continues));
}

// The trust file is last: where it is, everything is.
async function finish(home: Home, ledger: Ledger, config: Config, fs?: FileSystem): Promise<boolean> {
  // Asked before the file is looked for: another that is making this home writes the file first, and seals then.
  const isSealed = (await ledger.newestSeal()) !== null;
  if ((await findTrust(home.trust)) !== null) return false;
  if (isSealed)
    throw new UsageError(
      `the trust file ${home.trust} is missing beside a ledger that is in use. Put the file back that was made with the ledger. Nothing was written`,
    );
  refuseOtherCompany(home.ledger, ledger, config);
  await NamesStore.open(namesDirectory(home.names), ledger.genesis.salt);
  const { verifierKey } = await openKeyFile(home.key, ledger.genesis.origin);
  await keepTrust(home.trust, trustOf(ledger.id, verifierKey), fs);
  return true;
}
