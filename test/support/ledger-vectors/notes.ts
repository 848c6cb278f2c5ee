// N1 to N4: the signed checkpoints.
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { onSeal } from "../forge/edit.ts";
import { impostor, LOG, LOG_P256, type Signer, STRANGER } from "../forge/keys.ts";
import type { NotePlan, Plan } from "../forge/plan.ts";
import { ACTS, at, GENESIS, seal, followedBy } from "../forge/small.ts";
import { broken, type LedgerVector, respelled, tampered, valid } from "./vector.ts";

const note = (plan: NotePlan): Plan => onSeal(ACTS, "s0", (each) => ({ ...each, note: plan }));
const form = (name: string, what: string, plan: NotePlan): LedgerVector => broken("N1", name, what, note(plan));
const lines = (change: (line: string) => readonly string[]): NotePlan => ({
  lines: ([line]) => change(line as string),
});
const text = (change: (text: string) => string): NotePlan => ({ text: change });

/** The usual trust file with another log key. */
const trusting =
  ({ vkey }: Signer) =>
  ([ledger, , ...lines]: readonly string[]): readonly string[] => [ledger as string, `log ${vkey}`, ...lines];

/** The base64 with a bit set that it has no byte for: the same bytes, in another spelling. */
const looser = (line: string): string => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const at = line.search(/=+$/) - 1;
  return line.slice(0, at) + (digits[digits.indexOf(line[at] as string) + 1] as string) + line.slice(at + 1);
};

const forms: readonly LedgerVector[] = [
  form("no-signature", "a note has no signature", { lines: () => [] }),
  form(
    "many-signatures",
    "a note has 17 signatures",
    lines((line) => Array.from({ length: 17 }, () => line)),
  ),
  form("no-blank-line", "a note has no blank line before its signatures", { bytes: respelled("\n\n", "\n") }),
  form("cut", "a note does not end with LF", { bytes: (bytes) => bytes.subarray(0, -1) }),
  form(
    "tab",
    "a note has a tab",
    text((body) => body.replace("\n", "\t\n")),
  ),
  form(
    "delete-character",
    "a note has U+007F",
    text((body) => body.replace("\n", "\u007f\n")),
  ),
  form(
    "next-line-character",
    "a note has U+0085",
    text((body) => body.replace("\n", "\u0085\n")),
  ),
  form("carriage-return", "a note has CR before LF", {
    bytes: (bytes) => Buffer.from(bytes.toString().replaceAll("\n", "\r\n")),
  }),
  form("not-utf-8", "a note is not UTF-8", { bytes: (bytes) => Buffer.concat([Buffer.from([0xff]), bytes]) }),
  form(
    "hyphen",
    "a signature line begins with a hyphen",
    lines((line) => [line.replace("—", "-")]),
  ),
  form(
    "no-name",
    "a signature line names no key",
    lines((line) => [line.replace(/ \S+ /, " ")]),
  ),
  form(
    "loose-base64",
    "the base64 of a signature has a bit for which there is no byte",
    lines((line) => [looser(line)]),
  ),
  form(
    "no-padding",
    "the base64 of a signature has no padding",
    lines((line) => [line.replace(/=+$/, "")]),
  ),
  form(
    "key-id-alone",
    "a signature is empty after its key id",
    lines((line) => [line, `— stranger.example ${STRANGER.keyId.toString("base64")}`]),
  ),
  form(
    "extension",
    "a checkpoint has an extension line",
    text((body) => `${body}more\n`),
  ),
  form(
    "size-with-zero",
    "the size of a checkpoint has a leading zero",
    text((body) => body.replace("\n1\n", "\n01\n")),
  ),
  form("short-root", "the root of a checkpoint has 31 bytes", { root: Buffer.alloc(31) }),
  form(
    "no-size",
    "a checkpoint has two lines",
    text((body) => body.replace("\n1\n", "\n")),
  ),
];

const signatures: readonly LedgerVector[] = [
  broken(
    "N2",
    "stranger",
    "a note is signed by a key that the trust file does not name",
    note({ signers: [STRANGER] }),
  ),
  broken("N2", "wrong-signature", "the signature of the log's key does not verify", note({ signers: [impostor(LOG)] })),
  broken(
    "N2",
    "one-of-two",
    "a note has a right and a wrong signature by the log's key",
    note({ signers: [LOG, impostor(LOG)] }),
  ),
  broken("N2", "short-signature", "the signature is cut", note(lines((line) => [`${line.slice(0, -8)}`]))),
  broken("N2", "p256", "the ECDSA signature of the log's key does not verify", {
    ...note({ signers: [impostor(LOG_P256)] }),
    trust: trusting(LOG_P256),
  }),
  broken("N2", "other-log", "the trust file names another key than the note was signed with", {
    ...ACTS,
    trust: trusting(STRANGER),
  }),
];

const checkpoints: readonly LedgerVector[] = [
  broken(
    "N3",
    "origin",
    "a checkpoint is of another origin than genesis names",
    note({ origin: "ledger.example/other" }),
  ),
  broken("N3", "genesis", "genesis names another origin than the checkpoints", {
    ...ACTS,
    genesis: { ...GENESIS, origin: "ledger.example/other" },
  }),
  broken("N3", "size", "a checkpoint has another size than index + 1", note({ size: 2 })),
  broken("N3", "root", "a checkpoint has another root than the leaves", note({ root: Buffer.alloc(32) })),
  broken(
    "N4",
    "missing",
    "a leaf before the newest has no note",
    tampered(followedBy(ACTS, seal("s1", "t1", at("10:02"))), (objects) => objects.delete(noteKey(0))),
  ),
  ...["not-json", "json"].map((kind) =>
    broken(
      "N4",
      `missing-before-${kind}`,
      "a leaf that breaks no rule has no note, and a bad one stands behind it",
      tampered(followedBy(ACTS, seal("s1", "t1", at("10:02"))), (objects) => {
        objects.delete(noteKey(1));
        objects.set(sealKey(2), Buffer.from(kind === "json" ? "{}\n" : "{"));
      }),
    ),
  ),
  broken(
    "N4",
    "missing-before-a-void-one",
    "a leaf that breaks no rule has no note, and the next one is void and no JSON",
    tampered(
      followedBy(
        ACTS,
        seal("s1", "t1", at("10:02")),
        seal("s2", "t2", at("11:02")),
        seal("s3", "t3", at("11:10"), { bad: true, bytes: () => Buffer.from("{") }),
        seal("s4", "t4", at("12:02")),
      ),
      (objects) => objects.delete(noteKey(2)),
    ),
  ),
  broken(
    "N4",
    "missing-before-a-bad-one-in-window",
    "the same in a window",
    tampered(followedBy(ACTS, seal("s1", "t1", at("10:02")), seal("s2", "t2", at("11:02"))), (objects) => {
      objects.delete(noteKey(2));
      objects.set(sealKey(3), Buffer.from("{"));
    }),
    { from: at("10:00") },
  ),
];

const TWO_KEYS: NotePlan = { signers: [LOG, LOG_P256, STRANGER] };

export const notes: readonly LedgerVector[] = [
  ...forms,
  ...signatures,
  ...checkpoints,
  valid("p256", "a checkpoint is signed with ECDSA P-256", {
    ...note({ signers: [LOG_P256] }),
    trust: trusting(LOG_P256),
  }),
  valid("two-keys", "a checkpoint is signed by two keys of the trust file and one that it does not name", {
    ...note(TWO_KEYS),
    trust: (usual) => [...usual, `log ${LOG_P256.vkey}`],
  }),
  valid(
    "sixteen-signatures",
    "a checkpoint has 16 signatures, one of them by the log's key",
    note({ signers: [...Array.from({ length: 15 }, () => STRANGER), LOG] }),
  ),
];
