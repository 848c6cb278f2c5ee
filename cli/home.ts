// Where things lie: the ledger, and beside it on the same file system what must never be in it.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { formatTrust, parseTrust, type Trust } from "../evidence-schema/trust.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import type { Config } from "../config/define-config.ts";
import { createLedger, Ledger } from "../ledger/ledger.ts";
import { NamesStore } from "../ledger/names.ts";
import type { Signer } from "../ledger/signer.ts";
import { createKeyFile, openKeyFile } from "../ledger/signers/key-file.ts";
import { openDirectory } from "../ledger/stores/directory.ts";
import { mkdir } from "node:fs/promises";
import { UsageError } from "./exit.ts";

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
  const beside = (name: string): string => join(dirname(resolve(ledger)), name);
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
  const ledger = await Ledger.open(openDirectory(home.ledger, home.work));
  refuseOtherCompany(home, ledger, config);
  const names = await NamesStore.open(home.names, ledger.genesis.salt);
  return { ledger, names, signer: await openKeyFile(home.key, ledger.genesis.origin) };
}

// The scopes of another company, once enrolled, would stay in the log for ever.
function refuseOtherCompany({ ledger: place }: Home, { genesis }: Ledger, { company, ledger }: Config): void {
  const configured = {
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
  };
  for (const [member, value] of Object.entries(configured)) {
    const founded = genesis[member];
    if (founded !== value)
      throw new UsageError(
        `found ${member} ${JSON.stringify(value)} in the config, expected that of the ledger in ${place}: ${JSON.stringify(founded)}`,
      );
  }
}

/** Makes key, names store, genesis and trust file. Refuses where any of them is there. */
export async function createHome(home: Home, config: Config, now: number): Promise<void> {
  const { company, ledger } = config;
  if (ledger.mode !== "local")
    throw new UsageError(
      `found ledger mode ${ledger.mode}, expected local: this version makes ledgers in a directory only`,
    );
  await mkdir(dirname(home.key), { recursive: true, mode: 0o700 });
  await createKeyFile(home.key);
  const salt = await NamesStore.create(home.names);
  const id = await createLedger(openDirectory(home.ledger, home.work), {
    v: 1,
    kind: "genesis",
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
    retentionDays: ledger.retentionDays,
    continues: null,
    salt,
    created: formatTimestamp(now),
  });
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
