// The signing side of KMS for one Ed25519 key, as its API reference has it; moto has none of this kind.
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { KEY_ALIAS } from "../../../config/places.ts";
import { lookUpSignatures, type Signed } from "../servers/event-history.ts";
import { jsonError, type WireAnswer, type WireRequest } from "../servers/wire.ts";

/** What its alias stands for. */
const KEY = "key/11111111-2222-3333-4444-555555555555";
const KEY_SPEC = "ECC_NIST_EDWARDS25519";

export class KeyService {
  readonly #key: KeyObject = generateKeyPairSync("ed25519").privateKey;
  /** The texts that were signed. */
  readonly signed: string[] = [];

  readonly #calls: Signed[] = [];

  /** Null where it is another service's or another call. CloudTrail's history of these calls is answered too. */
  answer(request: WireRequest): WireAnswer | null {
    const { service, call, body } = request;
    if (service === "cloudtrail") return lookUpSignatures(request, this.#calls);
    if (service !== "kms" || !["DescribeKey", "GetPublicKey", "Sign"].includes(call)) return null;
    const asked = JSON.parse(body) as { readonly [member: string]: string };
    const KeyId = asked["KeyId"] ?? "";
    const Arn = KeyId.replace(/:(?:alias|key)\/.*/, `:${KEY}`);
    // moto has the other keys of its accounts.
    if (call === "DescribeKey") return KeyId.endsWith(`:${KEY_ALIAS}`) ? json({ KeyMetadata: { KeyId, Arn } }) : null;
    if (call === "GetPublicKey") {
      const PublicKey = createPublicKey(this.#key).export({ type: "spki", format: "der" }).toString("base64");
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
    this.signed.push(message.toString("utf8"));
    this.#calls.push({ at: Date.now(), key: Arn });
    const Signature = sign(null, message, this.#key).toString("base64");
    return json({ KeyId, Signature, SigningAlgorithm: "ED25519_SHA_512" });
  }
}

const json = (body: object): WireAnswer => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});
