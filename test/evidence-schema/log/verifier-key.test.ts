// Verifier keys: text and key in both directions.
import { describe, expect, test } from "vitest";
import {
  ED25519,
  formatVerifierKey,
  isKeyName,
  keyIdOf,
  parseVerifierKey,
  publicKeyBytes,
  UnverifiableKey,
  VerifierKeyError,
} from "../../../evidence-schema/log/verifier-key.ts";
import { LOG_ML_DSA } from "../../support/forge/keys.ts";
import vectors from "../../../evidence-schema/vectors/note.json" with { type: "json" };

describe("vectors", () => {
  test.each(vectors.verifierKeys.valid)("$name of type $type", ({ text, name, type, keyId }) => {
    const key = parseVerifierKey(text);
    expect({ name: key.name, type: key.type, keyId: key.keyId.toString("hex") }).toEqual({ name, type, keyId });
    expect(keyIdOf(key.name, key.type, publicKeyBytes(key)).toString("hex")).toBe(keyId);
    expect(formatVerifierKey(key.name, key.type, publicKeyBytes(key))).toBe(text);
  });

  test.each(vectors.verifierKeys.invalid)("refused: $name", ({ text }) => {
    expect(() => parseVerifierKey(text)).toThrow(VerifierKeyError);
  });
});

test("a key is not written under a name or with bytes that could not be read", () => {
  expect(() => formatVerifierKey("a b", ED25519, Buffer.alloc(32))).toThrow(VerifierKeyError);
  expect(() => formatVerifierKey("a", ED25519, Buffer.alloc(31))).toThrow(VerifierKeyError);
});

test("a right key of a type that can't be verified is told from a wrong one", () => {
  expect(() => parseVerifierKey(LOG_ML_DSA.vkey)).toThrow(UnverifiableKey);
  expect(() => parseVerifierKey(LOG_ML_DSA.vkey.slice(0, -4))).not.toThrow(UnverifiableKey);
  expect(() => parseVerifierKey(LOG_ML_DSA.vkey.slice(0, -4))).toThrow(VerifierKeyError);
});

test("names", () => {
  expect(["a", "example.com/log", "Würzburg", "a:b@c"].every(isKeyName)).toBe(true);
  expect(["", " ", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\tb", "a\0b", "\ud800"].some(isKeyName)).toBe(false);
});
