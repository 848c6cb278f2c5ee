// Opens a deployment's ledger for an operator's command: nothing here can sign, and the next run seals what is appended.
import type { Config } from "../../config/schema.ts";
import { placesOf, type DeployedConfig } from "../../config/deployed/places.ts";
import { principalOf } from "../../collectors/principal.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { StoreError } from "../../ledger/store.ts";
import { UsageError } from "../exit.ts";
import { openHome, homeOf, refuseEndedLedger, refuseOtherCompany, type OpenHome } from "../places/home.ts";
import { newestFile } from "../places/numbered-file.ts";
import { ownPrincipal } from "../places/own-by.ts";
import { readTrust } from "../places/trust-file.ts";
import { deploymentOf, openDeployedPlaces, type DeployedPlaces } from "./places.ts";

export type DeployedHome = Pick<OpenHome, "ledger" | "names"> & {
  readonly signer: null;
  readonly places: DeployedPlaces;
  /** Who runs this, as AWS tells it and evidence calls them. */
  readonly principal: string;
  /** The first trust file of this ledger on this machine; those after it are numbered. */
  readonly trustFile: string;
};

/** A ledger beside which its key lies, or that of a deployment. */
export type AnyHome = OpenHome | DeployedHome;

/** Where `create-ledger` puts the trust file, unless it is told otherwise. */
export const TRUST_FILE = "trust.txt";

/** Options of a command that opens either. */
export type HomeValues = { readonly ledger: string; readonly trust?: string | undefined };

/** Opens the ledger to append to it: that of the config's deployment without a key, any other one with its own. */
export async function openAnyHome(values: HomeValues, config: Config): Promise<AnyHome> {
  const deployed = deploymentOf(config, values.ledger);
  if (deployed !== null) return openDeployedHome(deployed, values.trust);
  refuseTrust(values);
  return openHome(homeOf(values.ledger), config);
}

/** Throws UsageError where a trust file is named for a ledger that has its own beside it. */
export function refuseTrust({ trust, ledger }: HomeValues): void {
  if (trust !== undefined)
    throw new UsageError(
      `--trust ${trust} is only for the ledger of the config's deployment. Leave --trust out. The trust file of ${ledger} lies beside that ledger`,
    );
}

/** Opens the ledger of a deployment; one that has ended only where `evenEnded`. */
export async function openDeployedHome(
  config: DeployedConfig,
  trustFile = TRUST_FILE,
  { evenEnded = false }: { readonly evenEnded?: boolean } = {},
): Promise<DeployedHome> {
  const places = await openDeployedPlaces(config);
  const ledger = await Ledger.open(places.store);
  refuseOtherCompany(placesOf(config).ledger, ledger, config);
  const names = await NamesStore.open(places.names, ledger.genesis.salt);
  if (!evenEnded) await refuseEndedLedger(ledger);
  return { ledger, names, signer: null, places, principal: await principal(config, names), trustFile };
}

/** Who acts, as evidence calls them. */
export const principalIn = (home: AnyHome): string =>
  home.signer === null ? home.principal : ownPrincipal(home.names);

/** The newest trust file of this machine. Throws UsageError where there is none, or where it is another ledger's. */
export async function deployedTrust({ ledger, trustFile }: DeployedHome) {
  const file = await newestFile(trustFile);
  const content = await readTrust(file.path);
  if (content.ledger !== ledger.id)
    throw new UsageError(
      `${file.path} is the trust file of ledger ${content.ledger}, expected ledger ${ledger.id}. Give --trust the trust file of this ledger. Nothing was written`,
    );
  return { ...file, content };
}

async function principal({ deployment }: DeployedConfig, names: NamesStore): Promise<string> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  try {
    const { Arn = "" } = await new STSClient({ region: deployment.region }).send(new GetCallerIdentityCommand({}));
    return principalOf(Arn, names.person);
  } catch (error) {
    throw new StoreError(
      `AWS did not say who runs this command (sts:GetCallerIdentity: ${(error as Error).name}). Check the credentials`,
      { cause: error },
    );
  }
}
