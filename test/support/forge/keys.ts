// The fixed keys that sign forged ledgers. They are as public as these lines: nothing but a test may trust them.
import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { sha256 } from "../../../evidence-schema/bytes/digest.ts";
import { cosignatureMessage } from "../../../evidence-schema/log/signed-note.ts";
import {
  COSIGNATURE,
  ECDSA_P256,
  ED25519,
  formatVerifierKey,
  keyIdOf,
  type SignatureType,
} from "../../../evidence-schema/log/verifier-key.ts";
import { p256PublicKey, signP256 } from "./p256.ts";

/** One who signs texts of notes: the signature is what follows the key id in a signature line. */
export type Signer = {
  readonly name: string;
  readonly keyId: Buffer;
  readonly vkey: string;
  readonly sign: (text: string) => Buffer;
};

export const ORIGIN = "ledger.example/acme";
/** When the witnesses say that they saw every checkpoint, in seconds since 1970. */
const WITNESSED = 1_772_370_000;

function ed25519(name: string, secret: string): { publicKey: Buffer; sign(bytes: Buffer): Buffer } {
  const seed = sha256(`tidemark forge: ${name}: ${secret}`);
  // RFC 8410: the PKCS #8 of an Ed25519 key is this and then its 32 bytes.
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);
  return { publicKey, sign: (bytes) => sign(null, bytes, key) };
}

const signer = (name: string, type: SignatureType, publicKey: Buffer, signText: (text: string) => Buffer): Signer => ({
  name,
  keyId: keyIdOf(name, type, publicKey),
  vkey: formatVerifierKey(name, type, publicKey),
  sign: signText,
});

function log(name: string, secret: string): Signer {
  const key = ed25519(name, secret);
  return signer(name, ED25519, key.publicKey, (text) => key.sign(Buffer.from(text)));
}

function logP256(name: string): Signer {
  const scalar = sha256(`tidemark forge: ${name}: P-256`);
  return signer(name, ECDSA_P256, p256PublicKey(scalar), (text) => signP256(scalar, Buffer.from(text)));
}

function witness(name: string): Signer {
  const key = ed25519(name, "witness");
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(WITNESSED));
  return signer(name, COSIGNATURE, key.publicKey, (text) =>
    Buffer.concat([time, key.sign(cosignatureMessage(text, WITNESSED))]),
  );
}

/** The type byte of ML-DSA-44 keys (C2SP tlog-cosignature). */
const ML_DSA_44 = 0x06;
/** Eight bytes of time, and what ML-DSA-44 gives. */
const ML_DSA_44_SIGNATURE = 8 + 2420;

/** A key of a type that no reader here verifies: its signatures are right in their lengths alone. */
function mlDsa44(name: string): Signer {
  const material = Buffer.concat([Buffer.from([ML_DSA_44]), Buffer.alloc(1312, sha256(`tidemark forge: ${name}`))]);
  const keyId = sha256(Buffer.concat([Buffer.from(`${name}\n`), material])).subarray(0, 4);
  const vkey = `${name}+${keyId.toString("hex")}+${material.toString("base64")}`;
  return { name, keyId, vkey, sign: (text) => Buffer.alloc(ML_DSA_44_SIGNATURE, sha256(text)) };
}

/** The log's own key, which the trust file names unless a plan says otherwise. */
export const LOG = log(ORIGIN, "log");
/** A key of the same name that no trust file names: its key id is another. */
export const STRANGER = log(ORIGIN, "stranger");
export const LOG_P256 = logP256(ORIGIN);
/** The key that the log goes on with where keys change. */
export const LOG_2 = log(ORIGIN, "log of the next year");
export const LOG_ML_DSA = mlDsa44(ORIGIN);
export const WITNESS_ML_DSA = mlDsa44("witness.example/c");
export const WITNESS_A = witness("witness.example/a");
export const WITNESS_B = witness("witness.example/b");

/** A signer whose signatures carry `of`'s name and key id and are wrong: the last bit of each is changed. */
export const impostor = (of: Signer): Signer => ({
  ...of,
  sign(text) {
    const signature = of.sign(text);
    signature[signature.length - 1] = (signature[signature.length - 1] as number) ^ 1;
    return signature;
  },
});
