// Where things lie: the ledger, and beside it on the same file system what must never be in it.
import { dirname, join, resolve } from "node:path";
import { isExample } from "../audit/example-data.ts";
import type { Genesis } from "../evidence-schema/log-schema.ts";
import type { Trust } from "../evidence-schema/trust.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import type { Config } from "../config/define-config.ts";
import { Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { namesDirectory } from "../ledger/stores/names-directory.ts";
import { refuseOtherKey } from "../ledger/refuse-other-key.ts";
import type { Signer } from "../ledger/signer.ts";
import { openKeyFile } from "../ledger/signers/key-file.ts";
import { isS3Place } from "../ledger/stores/s3/place.ts";
import { UsageError } from "./exit.ts";
import { openToWrite } from "./open-store.ts";
import { findTrust } from "./trust-file.ts";

export type Home = {
  readonly ledger: string;
  readonly work: string;
  readonly key: string;
  readonly names: string;
  readonly trust: string;
};

export const DEFAULT_LEDGER = ".tidemark/ledger";

/** Paths of a ledger and of what lies beside it. */
export function homeOf(ledger: string): Home {
  // What must never be in the ledger stays on this machine where the ledger is not.
  const folder = isS3Place(ledger) ? resolve(dirname(DEFAULT_LEDGER)) : dirname(resolve(ledger));
  const beside = (name: string): string => join(folder, name);
  return {
    ledger,
    work: beside("work"),
    key: beside("keys/signing.pem"),
    names: beside("names"),
    trust: beside("trust.txt"),
  };
}

export type OpenHome = { readonly ledger: Ledger; readonly signer: Signer; readonly names: NamesStore };

/** Opens a ledger to write to it, once its key is known to be the one that signs its log. Never makes one. */
export async function openHome(home: Home, config: Config): Promise<OpenHome> {
  const ledger = await Ledger.open(await openToWrite(home, config.ledger));
  refuseOtherCompany(home.ledger, ledger, config);
  const names = await NamesStore.open(namesDirectory(home.names), ledger.genesis.salt);
  const signer = await openKeyFile(home.key, ledger.genesis.origin);
  await refuseUntrusted(home, ledger, signer);
  return { ledger, names, signer };
}

// Found out when it comes to signing, it would be too late: what was appended by then stays.
async function refuseUntrusted({ key, trust: path }: Home, ledger: Ledger, signer: Signer): Promise<void> {
  const newest = await ledger.newestSeal();
  const trust = await findTrust(path);
  if (trust === null && newest === null)
    throw new UsageError(`found no trust file ${path}, and nothing sealed: run tidemark start, which makes it`);
  if (trust !== null && trust.ledger !== ledger.id)
    throw new UsageError(
      `${path}: found the trust file of ledger ${trust.ledger}, expected that of ${ledger.id}: nothing was written`,
    );
  if (trust !== null && !isLogOf(trust, signer))
    throw new UsageError(
      `found a key in ${key} that is not the log's of the trust file ${path}, expected that one: nothing was written`,
    );
  if (newest !== null) await refuseOtherKey(ledger, newest, signer, key);
}

function isLogOf({ logs }: Trust, { verifierKey }: Signer): boolean {
  const ours = parseVerifierKey(verifierKey);
  return logs.some(({ key }) => key.name === ours.name && key.publicKey.equals(ours.publicKey));
}

// The scopes of another company, once enrolled, would stay in the log for ever.
export function refuseOtherCompany(place: string, { genesis }: Ledger, { company, ledger }: Config): void {
  const configured = {
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
    retentionDays: ledger.retentionDays,
    example: ledger.example,
  };
  for (const [member, value] of Object.entries(configured)) {
    const founded = member === "example" ? isExample(genesis) : genesis[member];
    if (founded !== value)
      throw new UsageError(
        `found ${member} ${JSON.stringify(value)} in the config, expected that of the ledger in ${place}: ${JSON.stringify(founded)}`,
      );
  }
}

/** `salt`: the digest of the names' salt. */
export function genesisOf({ company, ledger }: Config, salt: string, created: string): Genesis {
  return {
    v: 1,
    kind: "genesis",
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
    retentionDays: ledger.retentionDays,
    continues: null,
    salt,
    created,
    ...(ledger.example ? { example: true } : {}),
  };
}
