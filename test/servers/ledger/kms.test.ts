// Checkpoints signed by KMS: an Ed25519 key by a server of ours that follows KMS's reference, a P-256 key by moto.
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNote, parseNote, verifyNote } from "../../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey } from "../../../evidence-schema/log/verifier-key.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";
import { openKms } from "../../../ledger/signers/kms.ts";
import { KeyService } from "../../support/deployed/key-service.ts";
import { startMoto } from "../../support/servers/moto.ts";
import type { RunningServer } from "../../support/servers/process.ts";
import { jsonError, startWire, type Wire, type WireAnswer } from "../../support/servers/wire.ts";

const ORIGIN = "example.test/tidemark";
const TEXT = `${ORIGIN}\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n`;
const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "secret" };

let moto: RunningServer;
let wire: Wire;
let instead: WireAnswer | null = null;
beforeAll(async () => {
  moto = await startMoto();
  const service = new KeyService();
  wire = await startWire((request) => instead ?? service.answer(request));
});
afterAll(async () => {
  await wire.stop();
  await moto.stop();
});

const client = (endpoint: string): KMSClient =>
  new KMSClient({ endpoint, region: "eu-central-1", credentials, maxAttempts: 1 });

async function verifies(signer: Signer): Promise<number> {
  const key = parseVerifierKey(signer.verifierKey);
  const note = formatNote(TEXT, [{ name: signer.name, keyId: key.keyId, signature: await signer.sign(TEXT) }]);
  return verifyNote(parseNote(note), [key]).verified.length;
}

test("an Ed25519 key signs what its verifier key verifies", async () => {
  expect(await verifies(await openKms(client(wire.url), "alias/tidemark-ledger", ORIGIN))).toBe(1);
});

test("a P-256 key signs what its verifier key verifies", async () => {
  const kms = client(moto.url);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }));
  expect(await verifies(await openKms(kms, KeyMetadata?.KeyId ?? "", ORIGIN))).toBe(1);
});

test("a key of another kind is refused", async () => {
  const kms = client(moto.url);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }));
  const id = KeyMetadata?.KeyId ?? "";
  await expect(openKms(kms, id, ORIGIN)).rejects.toThrow(
    `key ${id}: found key type rsa, expected ECC_NIST_EDWARDS25519 or ECC_NIST_P256`,
  );
});

test("a denial names the action that it takes", async () => {
  const signer = await openKms(client(wire.url), "alias/a", ORIGIN);
  instead = jsonError("AccessDeniedException", "no");
  await expect(signer.sign(TEXT)).rejects.toThrow("cannot sign with key alias/a: permission kms:Sign denied. Allow it");
  await expect(openKms(client(wire.url), "alias/a", ORIGIN)).rejects.toThrow(
    "cannot read the public key with key alias/a: permission kms:GetPublicKey denied. Allow it",
  );
  instead = null;
});
