// The signing side of KMS for Ed25519 keys, as its API reference has it; moto has none of this kind. Each alias has a key of its own.
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { KEY_ALIAS } from "../../../config/deployed/places.ts";
import { lookUpSignatures, type Signed } from "../servers/event-history.ts";
import { jsonError, type WireAnswer, type WireRequest } from "../servers/wire.ts";

/** The key behind an alias, by its number: as template.ts names those of the templates. */
export function keyArn(alias: string): string {
  const [, number = "1"] = /-(\d)$/.exec(alias) ?? [];
  return alias.replace(/:alias\/.*/, `:key/${number.repeat(8)}-2222-3333-4444-555555555555`);
}

const KEY_SPEC = "ECC_NIST_EDWARDS25519";

export class KeyService {
  readonly #keys = new Map<string, KeyObject>();
  /** What was signed, and with the key of which alias (`alias/tidemark-ledger-2`). */
  readonly signatures: { readonly alias: string; readonly text: string }[] = [];

  /** The texts that were signed. */
  get signed(): string[] {
    return this.signatures.map(({ text }) => text);
  }

  readonly #calls: Signed[] = [];

  /** Null where it is another service's or another call. CloudTrail's history of these calls is answered too. */
  answer(request: WireRequest): WireAnswer | null {
    const { service, call, body } = request;
    if (service === "cloudtrail") return lookUpSignatures(request, this.#calls);
    if (service !== "kms" || !["DescribeKey", "GetPublicKey", "Sign"].includes(call)) return null;
    const asked = JSON.parse(body) as { readonly [member: string]: string };
    const { KeyId = "" } = asked;
    const alias = KeyId.slice(KeyId.lastIndexOf(":") + 1);
    // moto has the other keys of its accounts.
    if (call === "DescribeKey" && !alias.startsWith(KEY_ALIAS)) return null;
    if (!alias.startsWith("alias/")) return jsonError("NotFoundException", `found no key ${KeyId}`);
    const Arn = keyArn(KeyId);
    if (call === "DescribeKey") return json({ KeyMetadata: { KeyId: Arn.slice(Arn.indexOf("key/") + 4), Arn } });
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
    this.#calls.push({ at: Date.now(), key: Arn });
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
