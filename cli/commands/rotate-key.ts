// Runs `tidemark rotate-key`: adds a key to the log, and later retires the one before; each step can be repeated.
import { relative } from "node:path";
import { parseArgs } from "node:util";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { verifierKeyText } from "../../evidence-schema/log/verifier-key.ts";
import { newestNoted, readLeaf } from "../../ledger/read/log-tail.ts";
import { keysInForce } from "../../ledger/signers/keys-in-force.ts";
import { changeKeys } from "../../ledger/operator/change-keys.ts";
import { keyToRetire } from "../../ledger/operator/key-to-retire.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { createKeyFile, openKeyFile } from "../../ledger/signers/key-file.ts";
import { tellAdded, tellCompromised, tellRetired } from "../operator/after-rotation.ts";
import { retiringLines } from "../operator/retiring-lines.ts";
import { realClock } from "../clock.ts";
import { openDeployedHome, refuseTrust } from "../deployed/home.ts";
import { deploymentOf } from "../deployed/places.ts";
import { rotateDeployedKey } from "../deployed/rotate-key.ts";
import { EXIT, UsageError } from "../exit.ts";
import { DEFAULT_LEDGER, homeOf, isLogOf, openHome, type Home, type OpenHome } from "../places/home.ts";
import { keepNextTrust } from "../operator/next-trust.ts";
import { newestFile, numbered, numberedFiles } from "../places/numbered-file.ts";
import type { Output } from "../output.ts";
import { ownBy, runByHand } from "../places/own-by.ts";
import { configFor, givenReason } from "../reason.ts";
import { sealActs } from "../operator/seal-acts.ts";

export const summary =
  "rotate-key [--retire [--compromised]] --reason TEXT        add a signing key to the log, or retire the earlier key";

export const options = {
  retire: { type: "boolean", default: false },
  key: { type: "string" },
  compromised: { type: "boolean", default: false },
  reason: { type: "string" },
  ledger: { type: "string", default: DEFAULT_LEDGER },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { retire, key, compromised } = values;
  const reason = givenReason("rotate-key", values.reason);
  if (!retire && (key !== undefined || compromised))
    throw new UsageError("rotate-key: --key and --compromised are for retiring a key. Add --retire, or leave them out");
  const config = await configFor(reason, values.config, out);
  const deployed = deploymentOf(config, values.ledger);
  if (deployed !== null) {
    const home = await openDeployedHome(deployed, values.trust);
    out.result(await rotateDeployedKey(out, home, { retire, key, compromised, reason }));
    return EXIT.done;
  }
  refuseTrust(values);
  const home = homeOf(values.ledger);
  const opened = await openHome(home, config, { except: key });
  const trust = opened.trust;
  if (trust === null)
    throw new UsageError(
      `the trust file ${home.trust} is missing, and rotate-key makes the next trust file from the newest one. Put the newest trust file there`,
    );
  const rotating = { home, opened, trust, reason };
  await (retire ? retireKey(rotating, { key, compromised }, out) : addKey(rotating, out));
  await opened.names.flush();
  return EXIT.done;
}

type Rotating = {
  readonly home: Home;
  readonly opened: OpenHome;
  readonly trust: NonNullable<OpenHome["trust"]>;
  readonly reason: string;
};

async function addKey({ home, opened, trust, reason }: Rotating, out: Output): Promise<void> {
  const { ledger, signer, names } = opened;
  const others = await othersInForce(opened);
  const begun = others.length > 0 ? await addedLast(opened) : null;
  if (others.length > 0 && begun === null)
    throw new UsageError(
      `rotate-key: several keys are in force (${[signer.verifierKey, ...others].join(", ")}), and rotate-key adds a key only while one key is in force. Retire the old key first: tidemark rotate-key --retire --reason TEXT`,
    );
  const { path, next } =
    begun === null ? await nextKey(home, opened, trust) : { path: (await newestFile(home.key)).path, next: signer };
  const { index, isNew } =
    begun ?? (await changeKeys(ledger, signer, realClock, { add: next, reason, by: ownBy(names) }));
  const trustFile = await keepNextTrust(home.trust, trust, [`log ${next.verifierKey}`]);
  out.line(`${isNew ? "Added" : "Already added:"} key ${next.verifierKey}, entry ${index} of the log`);
  out.line(`  key file    ${relative(process.cwd(), path)}`);
  out.line(`  trust file  ${relative(process.cwd(), trustFile)}`);
  const sealed = await sealChange(out, opened);
  tellAdded(out, trustFile);
  out.result({ v: 1, added: next.verifierKey, index, isNew, keyFile: path, trust: trustFile, sealed });
}

/** The log ends with the leaf that adds this signer's key: a change that was cut short before it was sealed. */
async function addedLast({
  ledger,
  signer,
}: OpenHome): Promise<{ readonly index: number; readonly isNew: false } | null> {
  const index = await newestNoted(ledger.store);
  const { leaf } = await readLeaf(ledger.store, index);
  return leaf?.kind === "key" && leaf.add === signer.verifierKey ? { index, isNew: false } : null;
}

/** The key that was made and not added yet, or a new one. */
async function nextKey(
  home: Home,
  { ledger }: OpenHome,
  { content: trust }: Rotating["trust"],
): Promise<{ readonly path: string; readonly next: Signer }> {
  const { origin } = ledger.genesis;
  const files = await numberedFiles(home.key);
  const newest = files.at(-1);
  if (newest !== undefined) {
    const made = await openKeyFile(newest.path, origin);
    if (!isLogOf(trust, made)) return { path: newest.path, next: made };
  }
  const path = numbered(home.key, (newest?.number ?? 0) + 1);
  await createKeyFile(path);
  return { path, next: await openKeyFile(path, origin) };
}

async function retireKey(
  { home, opened, trust, reason }: Rotating,
  { key, compromised }: { readonly key: string | undefined; readonly compromised: boolean },
  out: Output,
): Promise<void> {
  const { ledger, signer, names } = opened;
  const retire = key ?? (await keyToRetire(ledger, signer, await othersInForce(opened)));
  if (!trust.content.logs.some((log) => verifierKeyText(log.key) === retire))
    throw new UsageError(
      `rotate-key: the trust file ${trust.path} has no key ${retire}. Give --key a log key of that file`,
    );
  const { index, root, isNew } = await changeKeys(ledger, signer, realClock, { retire, reason, by: ownBy(names) });
  const checkpoint = { size: index + 1, root: root.toString("base64") };
  const trustFile = await keepNextTrust(home.trust, trust, retiringLines(retire, checkpoint, compromised));
  out.line(`${isNew ? "Retired" : "Already retired:"} key ${retire}, entry ${index} of the log`);
  out.line(`  trust file  ${relative(process.cwd(), trustFile)}`);
  const sealed = await sealChange(out, opened);
  if (compromised) tellCompromised(out, trustFile, checkpoint);
  else {
    tellRetired(out, trustFile, checkpoint.size);
    out.line("You can destroy the key file of the retired key now.");
  }
  out.result({
    v: 1,
    retired: retire,
    index,
    isNew,
    compromised,
    checkpoint,
    trust: trustFile,
    sealed,
  });
}

/** A log that ends with a change of keys is incomplete until the next seal: one by hand ends it at once. */
async function sealChange(out: Output, opened: OpenHome): Promise<Json> {
  const isSealed = (await opened.ledger.newestSeal()) !== null;
  return isSealed ? sealActs(out, opened, runByHand("rotate-key")) : null;
}

/** Keys of the trust file that are in force beside the signer's. */
async function othersInForce({ ledger, signer }: OpenHome): Promise<string[]> {
  const end = await newestNoted(ledger.store);
  const keys = await keysInForce(ledger.store, signer, end, "all");
  return keys
    .inForce(end + 1)
    .map(verifierKeyText)
    .filter((text) => text !== signer.verifierKey);
}
