// Signs with an asymmetric key of AWS KMS, which nobody can take out.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
import { GetPublicKeyCommand, SignCommand, type KMSClient, type SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { createPublicKey } from "node:crypto";
import { ECDSA_P256, ED25519, formatVerifierKey, type SignatureType } from "../../evidence-schema/log/verifier-key.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "../store.ts";

/** The signing algorithm for a note, by kind of key. Both algorithms sign the message itself, which Ed25519 demands. */
const ALGORITHMS: { readonly [type: number]: SigningAlgorithmSpec } = {
  [ED25519]: "ED25519_SHA_512",
  [ECDSA_P256]: "ECDSA_SHA_256",
};

/**
 * Opens key `keyId` (id or ARN) for a log of this origin. Rejects with StoreError where it can't be read or is neither
 * ECC_NIST_EDWARDS25519 nor ECC_NIST_P256.
 */
export async function openKms(client: KMSClient, keyId: string, origin: string): Promise<Signer> {
  const { type, bytes } = await publicKeyOf(client, keyId);
  return {
    name: origin,
    verifierKey: formatVerifierKey(origin, type, bytes),
    async sign(text) {
      const input = {
        KeyId: keyId,
        Message: Buffer.from(text),
        MessageType: "RAW",
        SigningAlgorithm: ALGORITHMS[type],
      } as const;
      const { Signature } = await client
        .send(new SignCommand(input))
        .catch((error: unknown) => Promise.reject(failed("cannot sign", keyId, "kms:Sign", error)));
      return Buffer.from(Signature ?? []);
    },
  };
}

async function publicKeyOf(
  client: KMSClient,
  keyId: string,
): Promise<{ readonly type: SignatureType; readonly bytes: Buffer }> {
  const { PublicKey } = await client
    .send(new GetPublicKeyCommand({ KeyId: keyId }))
    .catch((error: unknown) => Promise.reject(failed("cannot read the public key", keyId, "kms:GetPublicKey", error)));
  const der = Buffer.from(PublicKey ?? []);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  // RFC 8410: the SPKI of an Ed25519 key ends with its 32 bytes.
  if (key.asymmetricKeyType === "ed25519") return { type: ED25519, bytes: der.subarray(-32) };
  if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return { type: ECDSA_P256, bytes: der };
  throw new StoreError(
    `key ${keyId}: found key type ${key.asymmetricKeyType ?? "unknown"}, expected ECC_NIST_EDWARDS25519 or ECC_NIST_P256`,
  );
}

function failed(what: string, keyId: string, action: string, error: unknown): StoreError {
  const { name = "unknown" } = error as { readonly name?: string };
  const why =
    name === "AccessDeniedException"
      ? `permission ${action} denied. Allow it in the policy of the identity that runs Tidemark, and in the key policy`
      : name;
  return new StoreError(`${what} with key ${keyId}: ${why}`, { cause: error });
}
