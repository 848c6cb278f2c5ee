// Signed notes: the vectors, and that tampering is refused.
import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cosignatureMessage,
  formatNote,
  NoteError,
  parseNote,
  verifyCosignature,
  verifyNote,
} from "../../../evidence-schema/log/signed-note.ts";
import { ED25519, formatVerifierKey, parseVerifierKey } from "../../../evidence-schema/log/verifier-key.ts";
import vectors from "../../../evidence-schema/vectors/note.json" with { type: "json" };
import { runs } from "../../support/scale.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const raw = publicKey.export({ type: "spki", format: "der" }).subarray(12);
const key = parseVerifierKey(formatVerifierKey("example.com/log", ED25519, raw));
const signed = (body: string): Buffer =>
  formatNote(body, [{ name: key.name, keyId: key.keyId, signature: sign(null, Buffer.from(body), privateKey) }]);

describe("vectors", () => {
  test.each(vectors.valid)("$name", ({ note, keys, verified }) => {
    const bytes = Buffer.from(note, "base64");
    const parsed = parseNote(bytes);
    const known = keys.map((text) => parseVerifierKey(text));
    expect(formatNote(parsed.text, parsed.signatures)).toEqual(bytes);
    expect(verifyNote(parsed, known).verified).toEqual(verified.map((text) => known[keys.indexOf(text)]));
    expect(verifyNote(parsed, []).verified).toEqual([]);
  });

  test.each(vectors.malformed)("no note: $name", ({ note }) => {
    expect(() => parseNote(Buffer.from(note, "base64"))).toThrow(NoteError);
  });

  test.each(vectors.wrong)("refused as a whole: $name", ({ note, keys }) => {
    const parsed = parseNote(Buffer.from(note, "base64"));
    expect(() =>
      verifyNote(
        parsed,
        keys.map((text) => parseVerifierKey(text)),
      ),
    ).toThrow(NoteError);
  });

  test.each(vectors.cosignatures.valid)("cosignature at $time", ({ body, key: text, signature, time, message }) => {
    expect(verifyCosignature(body, Buffer.from(signature, "base64"), parseVerifierKey(text))).toBe(time);
    expect(cosignatureMessage(body, time).toString()).toBe(message);
  });

  test.each(vectors.cosignatures.invalid)("refused cosignature: $name", ({ body, key: text, signature }) => {
    expect(() => verifyCosignature(body, Buffer.from(signature, "base64"), parseVerifierKey(text))).toThrow(NoteError);
  });
});

test("a signed text comes back with its signer", () => {
  // oxlint-disable-next-line no-control-regex -- notes have no control characters
  const body = fc.string({ unit: "binary" }).map((each) => `${each.replace(/[\u0000-\u001f]/g, "\n")}\n`);
  fc.assert(
    fc.property(body, (each) => {
      const note = parseNote(signed(each));
      expect(note.text).toBe(each);
      expect(verifyNote(note, [key]).verified).toEqual([key]);
    }),
  );
});

test("a changed byte never leaves another text verified", () => {
  const body = "example.com/log\n8\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const bytes = signed(body);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= flip;
      let verified: readonly unknown[];
      try {
        verified = verifyNote(parseNote(changed), [key]).verified;
      } catch (error) {
        expect(error).toBeInstanceOf(NoteError);
        return;
      }
      // A changed name or key id makes the signature one of an unknown key.
      expect(verified).toEqual([]);
    }),
    { numRuns: runs(2000) },
  );
});

test("what would be read differently is not written", () => {
  const signature = { name: "a", keyId: Buffer.alloc(4), signature: Buffer.alloc(64) };
  expect(() => formatNote("no LF", [signature])).toThrow(NoteError);
  expect(() => formatNote("a\tb\n", [signature])).toThrow(NoteError);
  expect(() => formatNote("\ud800\n", [signature])).toThrow(NoteError);
  expect(() => formatNote("a\n", [])).toThrow(NoteError);
  expect(() => formatNote("a\n", Array(17).fill(signature))).toThrow(NoteError);
  expect(() => formatNote("a\n", [{ ...signature, name: "a b" }])).toThrow(NoteError);
});
