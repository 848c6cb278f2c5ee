// Asks the sealing function of a deployment to change the log's keys, and makes the next trust file of its answer.
import { relative } from "node:path";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { verifierKeyText } from "../../evidence-schema/log/verifier-key.ts";
import { ChangedKey } from "../../ledger/operator/operator-request.ts";
import { StoreError } from "../../ledger/store.ts";
import { tellAdded, tellCompromised, tellRetired } from "../operator/after-rotation.ts";
import { retiringLines } from "../operator/retiring-lines.ts";
import { UsageError } from "../exit.ts";
import { keepNextTrust } from "../operator/next-trust.ts";
import type { Output } from "../output.ts";
import { askSealer } from "./ask-sealer.ts";
import { deployedTrust, type DeployedHome } from "./home.ts";
import { putTrust, refuseOldTrust } from "./trust-in-work.ts";

export type Rotation = {
  readonly retire: boolean;
  /** The verifier key to retire; left out: the one before the newest. */
  readonly key: string | undefined;
  readonly compromised: boolean;
  readonly reason: string;
};

type Trust = Awaited<ReturnType<typeof deployedTrust>>;

/** Adds the next key, or retires one. Rejects with UsageError, StoreError; repeating it goes on where it was cut short. */
export async function rotateDeployedKey(out: Output, home: DeployedHome, rotation: Rotation): Promise<Json> {
  const trust = await deployedTrust(home);
  await refuseOldTrust(home.places.work, trust);
  await home.names.flush();
  return rotation.retire ? retireKey(out, home, trust, rotation) : addKey(out, home, trust, rotation);
}

async function addKey(out: Output, home: DeployedHome, trust: Trust, { reason }: Rotation): Promise<Json> {
  const { places, principal } = home;
  const request = { act: "add-key", reason, principal } as const;
  const { key, index, isNew, sealed } = await askSealer(places, request, ChangedKey);
  await refuseStranger(home, key);
  const trustFile = await keepTrust(home, trust, [`log ${key}`]);
  out.line(`${isNew ? "Added" : "Already added:"} key ${key}, entry ${index} of the log`);
  tellDone(out, trustFile, sealed);
  tellAdded(out, trustFile);
  return { v: 1, added: key, index, isNew, trust: trustFile, sealed };
}

async function retireKey(out: Output, home: DeployedHome, trust: Trust, rotation: Rotation): Promise<Json> {
  const { places, principal } = home;
  const { key = null, compromised, reason } = rotation;
  if (key !== null && !trust.content.logs.some((log) => verifierKeyText(log.key) === key))
    throw new UsageError(
      `rotate-key: the trust file ${trust.path} has no key ${key}. Give --key a log key of that file`,
    );
  const request = { act: "retire-key", key, reason, principal } as const;
  const { key: retired, index, isNew, root, sealed } = await askSealer(places, request, ChangedKey);
  const checkpoint = { size: index + 1, root: Buffer.from(root, "hex").toString("base64") };
  const trustFile = await keepTrust(home, trust, retiringLines(retired, checkpoint, compromised));
  out.line(`${isNew ? "Retired" : "Already retired:"} key ${retired}, entry ${index} of the log`);
  tellDone(out, trustFile, sealed);
  if (compromised) tellCompromised(out, trustFile, checkpoint);
  else tellRetired(out, trustFile, checkpoint.size);
  return { v: 1, retired, index, isNew, compromised, checkpoint, trust: trustFile, sealed };
}

/** Here first, and in the work bucket then, where the daily verification finds it. */
async function keepTrust(home: DeployedHome, trust: Trust, lines: readonly string[]): Promise<string> {
  const path = await keepNextTrust(home.trustFile, trust, lines);
  await putTrust(home.places.work, { path, number: path === trust.path ? trust.number : trust.number + 1 });
  return path;
}

// A trust file says whose signatures count. It must not take that from the program that signs, but from KMS.
async function refuseStranger({ places }: DeployedHome, key: string): Promise<void> {
  const own = (await places.publicKeys()).map(({ verifierKey }) => verifierKey);
  if (!own.includes(key))
    throw new StoreError(
      `the log added key ${key}, which is not a key of the deployment in KMS (${own.join(", ")}). No trust file was made. Find out who deployed the sealing function, and tell the auditor`,
    );
}

function tellDone(out: Output, trustFile: string, sealed: ChangedKey["sealed"]): void {
  out.line(`  trust file  ${relative(process.cwd(), trustFile)}`);
  if (sealed === null) return;
  out.line(`Sealed as entry ${sealed.index} (run ${sealed.run})`);
  out.line(`Checkpoint  size ${sealed.index + 1}, root ${sealed.root}`);
}
