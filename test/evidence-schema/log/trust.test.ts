// Trust files: the vectors, and that no line can be left out or cut unnoticed.
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { quorumMet } from "../../../evidence-schema/log/quorum.ts";
import { formatTrust, parseTrust, type Trust, TrustError } from "../../../evidence-schema/log/trust.ts";
import { formatVerifierKey, publicKeyBytes } from "../../../evidence-schema/log/verifier-key.ts";
import vectors from "../../../evidence-schema/vectors/trust.json" with { type: "json" };

const outline = (trust: Trust): unknown => ({
  ...trust,
  logs: trust.logs.map(({ key }) => formatVerifierKey(key.name, key.type, publicKeyBytes(key))),
  witnesses: trust.witnesses.map(({ name }) => name),
  stampers: trust.stampers.map(({ name, certificate }) => ({ name, certificate: sha256Hex(certificate) })),
  kept: trust.kept.map(({ size, root }) => ({ size, root: root.toString("hex") })),
  untils: trust.untils.map(({ size, key }) => ({
    size,
    key: formatVerifierKey(key.name, key.type, publicKeyBytes(key)),
  })),
  aside: trust.aside.map(({ name }) => name),
});

describe("vectors", () => {
  test.each(vectors.valid)("$name", ({ text, means, met, notMet }) => {
    const trust = parseTrust(text);
    expect(outline(trust)).toEqual(means);
    expect(met.map((names) => quorumMet(trust, new Set<string>(names)))).toEqual(met.map(() => true));
    expect(notMet.map((names) => quorumMet(trust, new Set<string>(names)))).toEqual(notMet.map(() => false));
    // Lines that are left aside are not written again, and a group could name what was left aside.
    if (trust.aside.length > 0) return;
    const again = parseTrust(formatTrust(trust));
    expect(outline(again)).toEqual(means);
    expect(again.witnesses.map(({ url }) => url)).toEqual(trust.witnesses.map(({ url }) => url));
    expect(formatTrust(again)).toBe(formatTrust(trust));
  });

  test.each(vectors.invalid)("refused at line $line: $name", ({ text, line }) => {
    expect(() => parseTrust(text)).toThrow(TrustError);
    expect(() => parseTrust(text)).toThrow(expect.objectContaining({ line }));
  });
});

test("a file cut anywhere is refused", () => {
  const whole = vectors.valid.find(({ name }) => name === "two of three")!.text;
  for (let end = 0; end < whole.length; end += 1) expect(() => parseTrust(whole.slice(0, end))).toThrow(TrustError);
});

test("a file of 1 MiB is read, and no longer one", () => {
  const { text } = vectors.valid[0]!;
  const padded = (bytes: number): string => `${text}#${" ".repeat(bytes - text.length - 2)}\n`;
  expect(parseTrust(padded(2 ** 20)).quorum).toBe("none");
  expect(() => parseTrust(padded(2 ** 20 + 1))).toThrow(TrustError);
});

test("the message says line, found and expected", () => {
  const [least] = vectors.valid;
  expect(() => parseTrust(least!.text.replace("quorum none", "quorum w9"))).toThrow(
    'line 3: found quorum "w9", expected a witness or group of an earlier line',
  );
  expect(() => parseTrust("# nothing\n")).toThrow("the line ledger is missing, expected exactly one");
});

test("what would be read differently is not written", () => {
  const trust = parseTrust(vectors.valid[0]!.text);
  expect(() => formatTrust({ ...trust, ledger: "x" })).toThrow(TrustError);
  expect(() => formatTrust({ ...trust, logs: [] })).toThrow(TrustError);
  expect(() => formatTrust({ ...trust, quorum: "w1" })).toThrow(TrustError);
  expect(() => formatTrust({ ...trust, stampers: [{ name: "a b", certificate: Buffer.alloc(0) }] })).toThrow(
    TrustError,
  );
});
