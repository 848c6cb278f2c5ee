// Where things lie: the ledger, and beside it on the same file system what must never be in it.
import { dirname, join, resolve } from "node:path";
import type { Genesis } from "../evidence-schema/log-schema.ts";
import type { Config } from "../config/define-config.ts";
import { Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { namesDirectory } from "../ledger/stores/names-directory.ts";
import type { Signer } from "../ledger/signer.ts";
import { openKeyFile } from "../ledger/signers/key-file.ts";
import { isS3Place } from "../ledger/stores/s3/place.ts";
import { UsageError } from "./exit.ts";
import { openToWrite } from "./open-store.ts";

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

/** Opens a ledger to write to it. Never makes one. */
export async function openHome(home: Home, config: Config): Promise<OpenHome> {
  const ledger = await Ledger.open(await openToWrite(home, config.ledger));
  refuseOtherCompany(home.ledger, ledger, config);
  const names = await NamesStore.open(namesDirectory(home.names), ledger.genesis.salt);
  const signer = await openKeyFile(home.key, ledger.genesis.origin);
  return { ledger, names, signer };
}

// The scopes of another company, once enrolled, would stay in the log for ever.
export function refuseOtherCompany(place: string, { genesis }: Ledger, { company, ledger }: Config): void {
  const configured = {
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
    retentionDays: ledger.retentionDays,
  };
  for (const [member, value] of Object.entries(configured)) {
    const founded = genesis[member];
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
  };
}
