// Signs with an Ed25519 key in a PKCS#8 PEM file that lies beside the ledger, never in it.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { ED25519, formatVerifierKey } from "../../evidence-schema/verifier-key.ts";
import type { Signer } from "../signer.ts";
import { StoreError } from "../store.ts";

/** Makes a new key; refuses to replace one. Mode 0600. */
export async function createKeyFile(path: string): Promise<void> {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  await writeFile(path, pem, { flag: "wx", mode: 0o600 });
}

/** Opens the key for a log of this origin. */
export async function openKeyFile(path: string, origin: string): Promise<Signer> {
  const key = await readKey(path);
  // RFC 8410: the SPKI of an Ed25519 key ends with its 32 bytes.
  const bytes = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);
  return {
    name: origin,
    verifierKey: formatVerifierKey(origin, ED25519, bytes),
    sign: (text) => Promise.resolve(sign(null, Buffer.from(text), key)),
  };
}

async function readKey(path: string): Promise<KeyObject> {
  let key: KeyObject;
  try {
    key = createPrivateKey(await readFile(path, "utf8"));
  } catch (error) {
    throw new StoreError(`cannot read the signing key ${path}: ${(error as Error).message.split("\n")[0]}`, {
      cause: error,
    });
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new StoreError(`${path}: found a key of type ${key.asymmetricKeyType}, expected an Ed25519 private key`);
  return key;
}
