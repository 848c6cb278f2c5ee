// Opens a ledger and what lies beside it on the same file system: key, names and trust file, which must never be in it.
import { dirname, join, resolve } from "node:path";
import { isCompleteExample, isExample } from "../../audit/example-data.ts";
import type { Genesis } from "../../evidence-schema/log/log-schema.ts";
import type { Trust } from "../../evidence-schema/log/trust.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { Config } from "../../config/schema.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import { whyNotInForce } from "../../ledger/signers/why-not-in-force.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { openKeyFile } from "../../ledger/signers/key-file.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import { refuseDeployed } from "../deployed/places.ts";
import { UsageError } from "../exit.ts";
import { newestFile, numberedFiles, type NumberedFile } from "./numbered-file.ts";
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
  // Files beside the ledger must never be in it. If the ledger is not on this machine, these files are still.
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

export type OpenHome = {
  readonly ledger: WritableLedger;
  readonly signer: Signer;
  readonly names: NamesStore;
  /** The newest trust file; null where there is none. */
  readonly trust: (NumberedFile & { readonly content: Trust }) | null;
};

export type Opening = {
  /** A ledger that has ended is opened too. */
  readonly evenEnded?: boolean;
  /** This key is not to sign: it is about to be retired. */
  readonly except?: string | undefined;
};

/** Opens a ledger to write to it, once its key is known to be one that signs its log. Never makes one. */
export async function openHome(
  home: Home,
  config: Config,
  { evenEnded = false, except }: Opening = {},
): Promise<OpenHome> {
  refuseDeployed(config, home.ledger);
  const ledger = await Ledger.open(await openToWrite(home, config.ledger));
  refuseCompleteExample(home.ledger, ledger);
  refuseOtherCompany(home.ledger, ledger, config);
  const names = await NamesStore.open(namesDirectory(home.names), ledger.genesis.salt);
  const trust = await ownTrust(home, ledger);
  const signer = await ownSigner(home, ledger, trust, except);
  if (!evenEnded) await refuseEndedLedger(ledger);
  return { ledger, names, signer, trust };
}

async function ownTrust(home: Home, ledger: Ledger): Promise<OpenHome["trust"]> {
  const file = await newestFile(home.trust);
  const trust = await findTrust(file.path);
  if (trust === null && (await ledger.newestSeal()) === null)
    throw new UsageError(
      `the trust file ${file.path} is missing, and nothing is sealed yet. Run tidemark start, which makes the file`,
    );
  if (trust === null) return null;
  if (trust.ledger !== ledger.id)
    throw new UsageError(
      `${file.path} is the trust file of ledger ${trust.ledger}, expected ledger ${ledger.id}. Put the trust file of this ledger there. Nothing was written`,
    );
  return { ...file, content: trust };
}

// Found out when it comes to signing, it would be too late: what was appended by then stays. Among several keys the newest
// that is in force signs.
async function ownSigner(
  { key }: Home,
  ledger: Ledger,
  trust: OpenHome["trust"],
  except: string | undefined,
): Promise<Signer> {
  const files = (await numberedFiles(key)).reverse();
  let why = `${key} holds no log key beside the one to be retired. Add the next key first: tidemark rotate-key --reason TEXT`;
  for (const { path } of files.length === 0 ? [{ path: key }] : files) {
    const opened = await openKeyFile(path, ledger.genesis.origin);
    if (opened.verifierKey === except) continue;
    // The key was made and is not yet added to the log.
    if (trust !== null && !isLogOf(trust.content, opened)) {
      why = `the key in ${path} is not a log key of the trust file ${trust.path}. Put the key file of that log there`;
      continue;
    }
    const signer = trust === null ? opened : { ...opened, trusted: trust.content };
    const whyNot = await whyNotInForce(ledger, signer, path);
    if (whyNot === null) return signer;
    why = whyNot;
  }
  throw new UsageError(`${why}. Nothing was written`);
}

/** Throws UsageError where the ledger has ended. */
export async function refuseEndedLedger(ledger: Ledger): Promise<void> {
  const end = await ledger.end();
  if (end === null) return;
  const successor = end.successor === null ? "no successor" : `the successor ${end.successor}`;
  throw new UsageError(
    `the ledger in ${ledger.store.place} ended at ${end.time} with ${successor}. Nothing can be added to an ended ledger. Continue in a new one: tidemark start --continues LEDGER --reason TEXT`,
  );
}

// The story of such a ledger is told: a run of today would tell of weeks in which no run was made.
function refuseCompleteExample(place: string, { genesis }: Ledger): void {
  if (!isCompleteExample(genesis)) return;
  throw new UsageError(
    `the ledger in ${place} is an example that is complete (origin ${genesis.origin}), and nothing can be added to it. Name another ledger with --ledger. Nothing was written`,
  );
}

export function isLogOf({ logs }: Trust, { verifierKey }: Signer): boolean {
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
        `the config does not belong to the ledger in ${place}: found ${member} ${JSON.stringify(value)}, expected ${JSON.stringify(founded)}. Use the config of that ledger, or name another ledger with --ledger`,
      );
  }
}

/** `salt`: the digest of the names' salt. `continues`: the tree of an earlier ledger that this one goes on from. */
export function genesisOf(
  { company, ledger }: Config,
  salt: string,
  created: string,
  continues: Genesis["continues"] = null,
): Genesis {
  return {
    v: 1,
    kind: "genesis",
    legalEntity: company.legalEntity,
    system: company.system,
    origin: ledger.origin,
    mode: ledger.mode,
    retentionDays: ledger.retentionDays,
    continues,
    salt,
    created,
    ...(ledger.example ? { example: true } : {}),
  };
}
