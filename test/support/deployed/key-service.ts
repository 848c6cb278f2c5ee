// The signing side of KMS for Ed25519 keys, as its API reference has it; moto has none of this kind. Each alias has a key of its own.
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { jsonError, type WireAnswer, type WireRequest } from "../servers/wire.ts";

const KEY_SPEC = "ECC_NIST_EDWARDS25519";

export class KeyService {
  readonly #keys = new Map<string, KeyObject>();
  /** What was signed, and with the key of which alias (`alias/tidemark-ledger-2`). */
  readonly signatures: { readonly alias: string; readonly text: string }[] = [];

  /** The texts that were signed. */
  get signed(): string[] {
    return this.signatures.map(({ text }) => text);
  }

  /** Null where it is another service's or another call. */
  answer({ service, call, body }: WireRequest): WireAnswer | null {
    if (service !== "kms" || (call !== "GetPublicKey" && call !== "Sign")) return null;
    const asked = JSON.parse(body) as { readonly [member: string]: string };
    const { KeyId = "" } = asked;
    const alias = KeyId.slice(KeyId.lastIndexOf(":") + 1);
    if (!alias.startsWith("alias/")) return jsonError("NotFoundException", `found no key ${KeyId}`);
    const key = this.#keyOf(KeyId);
    if (call === "GetPublicKey") {
      const PublicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
      return json({
        KeyId,
        PublicKey,
        KeySpec: KEY_SPEC,
        KeyUsage: "SIGN_VERIFY",
        SigningAlgorithms: ["ED25519_SHA_512"],
      });
    }
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html: pure Ed25519 takes the message itself.
    if (asked["SigningAlgorithm"] !== "ED25519_SHA_512" || asked["MessageType"] !== "RAW")
      return jsonError("ValidationException", "ED25519_SHA_512 takes a RAW message");
    const message = Buffer.from(asked["Message"] ?? "", "base64");
    this.signatures.push({ alias, text: message.toString("utf8") });
    return json({ KeyId, Signature: sign(null, message, key).toString("base64"), SigningAlgorithm: "ED25519_SHA_512" });
  }

  /** Of another region or account it is another key. */
  #keyOf(arn: string): KeyObject {
    const key = this.#keys.get(arn) ?? generateKeyPairSync("ed25519").privateKey;
    this.#keys.set(arn, key);
    return key;
  }
}

const json = (body: object): WireAnswer => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});
