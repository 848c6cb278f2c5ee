// Signs with an Ed25519 key in a PKCS#8 PEM file that lies beside the ledger, never in it.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { ED25519, formatVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "../store.ts";
import { makeFile, PRIVATE, type FileMaking } from "../stores/make-file.ts";

const WANTED = "an Ed25519 private key (PKCS#8, PEM)";
/** Mode bits for the permissions of the group and of all others. */
const NOT_THE_OWNER = 0o077;

/** Makes a new key, mode 0600; "exists" where there is a file already, which is never replaced. */
export async function createKeyFile(path: string, fs?: FileMaking): Promise<"created" | "exists"> {
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  try {
    return await makeFile(path, pem, PRIVATE, fs);
  } catch (error) {
    throw new StoreError(`cannot make the signing key ${path}: ${firstLine(error)}`, { cause: error });
  }
}

/** Opens the key for a log of this origin. Rejects with StoreError, also where others than its owner may read it. */
export async function openKeyFile(path: string, origin: string): Promise<Signer> {
  const key = parseKey(path, await readKey(path));
  // RFC 8410: the SPKI of an Ed25519 key ends with its 32 bytes.
  const bytes = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);
  return {
    name: origin,
    verifierKey: formatVerifierKey(origin, ED25519, bytes),
    sign: (text) => Promise.resolve(sign(null, Buffer.from(text), key)),
  };
}

async function readKey(path: string): Promise<string> {
  let file: FileHandle | undefined;
  try {
    // Non-blocking: a named pipe would keep us waiting for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile())
      throw new StoreError(
        `${path} is ${found.isDirectory() ? "a directory" : "not a regular file"}, expected ${WANTED}`,
      );
    refuseShared(path, found.mode & 0o777);
    return await file.readFile("utf8");
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new StoreError(`the signing key ${path} is missing. Restore the key file that was made with the ledger`, {
        cause: error,
      });
    throw new StoreError(`cannot read the signing key ${path}: ${firstLine(error)}`, { cause: error });
  } finally {
    await file?.close();
  }
}

// Windows has no such modes: every file looks open to all there.
function refuseShared(path: string, mode: number): void {
  if ((mode & NOT_THE_OWNER) === 0 || process.platform === "win32") return;
  const found = mode.toString(8).padStart(4, "0");
  throw new StoreError(
    `${path}: found mode ${found}, expected 0600. Other users of this machine can use the signing key. Run chmod 600 ${path}`,
  );
}

function parseKey(path: string, pem: string): KeyObject {
  if (pem.trim() === "") throw new StoreError(`${path} is empty, expected ${WANTED}`);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw new StoreError(`${path} holds no readable private key (${firstLine(error)}), expected ${WANTED}`, {
      cause: error,
    });
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new StoreError(`${path} holds a key of type ${key.asymmetricKeyType}, expected ${WANTED}`);
  return key;
}

const firstLine = (error: unknown): string => (error as Error).message.split("\n")[0] as string;
