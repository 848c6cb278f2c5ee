// Where things lie: the ledger, and beside it on the same file system what must never be in it.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isExample } from "../audit/example-data.ts";
import type { Genesis } from "../evidence-schema/log-schema.ts";
import { formatTrust, parseTrust, type Trust } from "../evidence-schema/trust.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import type { Config } from "../config/define-config.ts";
import { createLedger, Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import { namesDirectory } from "../ledger/stores/names-directory.ts";
import type { Signer } from "../ledger/signer.ts";
import { createKeyFile, openKeyFile } from "../ledger/signers/key-file.ts";
import { isS3Place } from "../ledger/stores/s3/place.ts";
import { mkdir } from "node:fs/promises";
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
  return { ledger, names, signer: await openKeyFile(home.key, ledger.genesis.origin) };
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

/** Makes key, names store, genesis and trust file. Refuses where any of them is there. */
export async function createHome(home: Home, config: Config, now: number): Promise<void> {
  const { ledger } = config;
  if ((ledger.mode === "local") === isS3Place(home.ledger)) {
    const expected = ledger.mode === "local" ? "a directory (--ledger DIR)" : "a bucket (--ledger s3://BUCKET/PREFIX)";
    throw new UsageError(`found ledger mode ${ledger.mode} and the ledger ${home.ledger}, expected ${expected}`);
  }
  // Before the key is made: a bucket that is refused leaves nothing behind.
  const store = await openToWrite(home, ledger);
  await mkdir(dirname(home.key), { recursive: true, mode: 0o700 });
  await createKeyFile(home.key);
  const salt = await NamesStore.create(namesDirectory(home.names));
  const id = await createLedger(store, genesisOf(config, salt, formatTimestamp(now)));
  const { verifierKey } = await openKeyFile(home.key, ledger.origin);
  const trust = formatTrust({
    ledger: id,
    logs: [{ key: parseVerifierKey(verifierKey), url: null }],
    witnesses: [],
    groups: [],
    quorum: "none",
    stampers: [],
  });
  await writeFile(home.trust, trust, { flag: "wx" });
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

/** Reads a trust file; one line on what is wrong with it. */
export async function readTrust(path: string): Promise<Trust> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read the trust file ${path}: ${(error as NodeJS.ErrnoException).code}`, {
      cause: error,
    });
  }
  try {
    return parseTrust(text);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
