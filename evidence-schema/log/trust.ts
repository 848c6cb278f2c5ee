// Reads and writes the trust file: C2SP tlog-policy lines, and ours for the ledger's identity and its stampers.
import { X509Certificate } from "node:crypto";
import { decodeBase64 } from "../bytes/base64.ts";
import { isDigest } from "../bytes/digest.ts";
import { readRoot } from "./checkpoint.ts";
import { type Groups, quorumMet, readGroup, type TrustGroup } from "./quorum.ts";
import { COSIGNATURE, verifierKeyText, parseVerifierKey, UnverifiableKey, type VerifierKey } from "./verifier-key.ts";

/** A log whose checkpoints are accepted; its key's name is the origin. `url` is null where the line has none. */
export interface TrustedLog {
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** A witness, by the name this file gives it; its key's own name may be another. */
export interface TrustedWitness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** A time stamping authority by its certificate (DER), whose chain is not looked at: the file itself is the trust. */
export interface TrustedStamper {
  readonly name: string;
  readonly certificate: Buffer;
}

/**
 * The demands that the person who handed over the file makes of a ledger. `ledger` is the digest of genesis.json. `quorum` is
 * a witness, a group or `none`.
 */
export interface Trust {
  readonly ledger: string;
  readonly logs: readonly TrustedLog[];
  readonly witnesses: readonly TrustedWitness[];
  readonly groups: readonly TrustGroup[];
  readonly quorum: string;
  readonly stampers: readonly TrustedStamper[];
  /** Checkpoints that somebody kept: the log must still have these trees. */
  readonly kept: readonly KeptCheckpoint[];
  /** Keys of the log whose signatures count up to this size only. */
  readonly untils: readonly { readonly size: number; readonly key: VerifierKey }[];
  /** Keys of lines that are left aside: of a type that this version can't verify. */
  readonly aside: readonly UnverifiableKey["key"][];
}

/** A tree of the log that was seen: its size, and its RFC 6962 root of 32 bytes. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** The origin of the checkpoint's log, where the checkpoint was kept as a note. */
  readonly origin?: string;
}

/** Bytes of the longest trust file. */
const MAX_TRUST = 2 ** 20;

/** A text is not a trust file. `line` counts from 1, and is 0 where a line is missing from the whole. */
export class TrustError extends Error {
  override readonly name = "TrustError";
  readonly line: number;

  constructor(line: number, problem: string, options?: ErrorOptions) {
    super(line === 0 ? problem : `line ${line}: ${problem}`, options);
    this.line = line;
  }
}

interface Draft {
  ledger: string | null;
  quorum: string | null;
  readonly logs: TrustedLog[];
  readonly witnesses: TrustedWitness[];
  readonly groups: TrustGroup[];
  readonly stampers: TrustedStamper[];
  readonly kept: KeptCheckpoint[];
  readonly untils: { readonly size: number; readonly key: VerifierKey }[];
  readonly aside: UnverifiableKey["key"][];
  /** Names of witnesses whose lines are left aside: groups may name them. */
  readonly silent: string[];
}

/**
 * Reads `text` as a trust file. Lines end in LF. Spaces and tabs separate items. `#` as a line's first item makes the line a
 * comment.
 * Throws TrustError unless there is one `ledger`, one `quorum`, a `log` or more, every name is
 * defined once and before it is used, no member is in two groups, and no public key stands for two logs or witnesses.
 */
export function parseTrust(text: string): Trust {
  if (Buffer.byteLength(text) > MAX_TRUST)
    throw new TrustError(0, `the file is larger than ${MAX_TRUST} bytes, expected a trust file`);
  const draft: Draft = {
    ledger: null,
    quorum: null,
    logs: [],
    witnesses: [],
    groups: [],
    stampers: [],
    kept: [],
    untils: [],
    aside: [],
    silent: [],
  };
  const lines = text.split("\n");
  // A file cut in the middle of a line must not pass as a shorter one.
  if (lines.pop() !== "") throw new TrustError(lines.length + 1, "the last line is cut, expected LF at its end");
  lines.forEach((line, at) => {
    try {
      readLine(draft, line);
    } catch (cause) {
      throw new TrustError(at + 1, (cause as Error).message, { cause });
    }
  });
  const { ledger, quorum, silent: _silent, ...rest } = draft;
  if (ledger === null) throw new TrustError(0, "the line ledger is missing, expected exactly one");
  if (draft.logs.length === 0)
    throw new TrustError(0, "no line log has a key that this version can verify, expected at least one");
  // Without the line a file that lost its end would demand less than the one that was handed over.
  if (quorum === null)
    throw new TrustError(0, "the line quorum is missing, expected exactly one (quorum none asks for no witness)");
  const trust: Trust = { ledger, quorum, ...rest };
  // This version can't verify cosignatures by keys of unknown types, so witnesses with such keys never meet a quorum.
  if (!quorumMet(trust, new Set(trust.witnesses.map(({ name }) => name))))
    throw new TrustError(
      0,
      `found quorum ${quorum}, expected a quorum that witnesses with keys of known types can reach`,
    );
  return trust;
}

/** The decisions of the person who hands over a trust file. Lines that were left aside are not written again. */
export type NewTrust = Omit<Trust, "kept" | "untils" | "aside"> & Partial<Pick<Trust, "kept" | "untils">>;

/** The text that `parseTrust` reads as `trust`. Throws TrustError where no text is read so. */
export function formatTrust({ kept = [], untils = [], ...trust }: NewTrust): string {
  const lines = [
    ["ledger", trust.ledger],
    ...trust.logs.map(({ key, url }) => ["log", verifierKeyText(key), url ?? ""]),
    ...trust.witnesses.map(({ name, key, url }) => ["witness", name, verifierKeyText(key), url ?? ""]),
    ...trust.groups.map(({ name, threshold, members }) => ["group", name, String(threshold), ...members]),
    ["quorum", trust.quorum],
    ...trust.stampers.map(({ name, certificate }) => ["tsa", name, certificate.toString("base64")]),
    ...kept.map(({ size, root }) => ["checkpoint", String(size), root.toString("base64")]),
    ...untils.map(({ size, key }) => ["until", String(size), verifierKeyText(key)]),
  ];
  const text = lines.map((items) => items.join(" ").trimEnd() + "\n").join("");
  parseTrust(text);
  return text;
}

function readLine(draft: Draft, line: string): void {
  if (/(?![\t\n])\p{Cc}/u.test(line))
    throw new Error("found a control character, expected no control character but tab and LF");
  const [keyword, ...items] = line.split(/[ \t]+/).filter((item) => item !== "");
  if (keyword === undefined || keyword.startsWith("#")) return;
  switch (keyword) {
    case "ledger":
      return readLedger(draft, items);
    case "log":
      return readLog(draft, items);
    case "witness":
      return readWitness(draft, items);
    case "group":
      draft.groups.push(readGroup(items, groupsOf(draft)));
      return;
    case "quorum":
      return readQuorum(draft, items);
    case "tsa":
      return readStamper(draft, items);
    case "checkpoint":
      draft.kept.push(readKept(items));
      return;
    case "until":
      return readUntil(draft, items);
    default:
      throw new Error(
        `found ${JSON.stringify(keyword)}, expected ledger, log, witness, group, quorum, tsa, checkpoint or until`,
      );
  }
}

function readLedger(draft: Draft, items: readonly string[]): void {
  const [digest = ""] = items;
  if (draft.ledger !== null) throw new Error("found a second line ledger, expected exactly one");
  if (items.length !== 1 || !isDigest(digest))
    throw new Error("the line has another form, expected ledger <64 lower-case hexadecimal digits>");
  draft.ledger = digest;
}

function readLog(draft: Draft, items: readonly string[]): void {
  const [text = "", url = null] = items;
  if (items.length < 1 || items.length > 2) throw new Error("the line has another form, expected log <vkey> [<url>]");
  const key = verifiable(draft, text);
  if (key === null) return;
  if (key.type === COSIGNATURE)
    throw new Error(`found a cosignature key (0x04) for log ${key.name}, expected type 0x01, 0x02 or 0x06`);
  refuseKnownKey(draft, key);
  draft.logs.push({ key, url });
}

function readWitness(draft: Draft, items: readonly string[]): void {
  const [name = "", text = "", url = null] = items;
  if (items.length < 2 || items.length > 3)
    throw new Error("the line has another form, expected witness <name> <vkey> [<url>]");
  const groups = groupsOf(draft);
  if (name === "none" || groups.names.has(name))
    throw new Error(`found the name ${JSON.stringify(name)} a second time, expected a new name`);
  const key = verifiable(draft, text);
  if (key === null) {
    draft.silent.push(name);
    return;
  }
  if (key.type !== COSIGNATURE)
    throw new Error(
      `found a key of type 0x0${key.type} for witness ${name}, expected a cosignature key (0x04 or 0x06)`,
    );
  refuseKnownKey(draft, key);
  draft.witnesses.push({ name, key, url });
}

function readQuorum(draft: Draft, items: readonly string[]): void {
  const [name = ""] = items;
  if (draft.quorum !== null) throw new Error("found a second line quorum, expected exactly one");
  if (items.length !== 1) throw new Error("the line has another form, expected quorum <name|none>");
  if (name !== "none" && !groupsOf(draft).names.has(name))
    throw new Error(`found quorum ${JSON.stringify(name)}, expected a witness or group of an earlier line`);
  draft.quorum = name;
}

function readStamper(draft: Draft, items: readonly string[]): void {
  const [name = "", base64 = ""] = items;
  if (items.length !== 2)
    throw new Error("the line has another form, expected tsa <name> <base64 of the DER certificate>");
  if (draft.stampers.some((each) => each.name === name))
    throw new Error(`found the tsa ${JSON.stringify(name)} a second time, expected a new name`);
  const certificate = decodeBase64(base64);
  if (!isCertificate(certificate)) throw new Error(`the bytes of tsa ${name} are no certificate, expected X.509 DER`);
  draft.stampers.push({ name, certificate });
}

function isCertificate(der: Buffer): boolean {
  try {
    // The comparison refuses PEM, which the parser takes too, and bytes after the certificate.
    return new X509Certificate(der).raw.equals(der);
  } catch {
    return false;
  }
}

/** Reads the items of a `checkpoint` line, or of a line that a reader gets beside the trust file. Throws Error. */
export function readKept(items: readonly string[]): KeptCheckpoint {
  const [size = "", base64 = ""] = items;
  if (items.length !== 2) throw new Error("the line has another form, expected checkpoint <size> <root in base64>");
  return { size: readSize(size), root: readRoot(base64) };
}

function readSize(text: string): number {
  if (!/^(?:0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new Error(`found size ${JSON.stringify(text)}, expected an integer from 0 to 2^53-1`);
  return Number(text);
}

function readUntil(draft: Draft, items: readonly string[]): void {
  const [size = "", text = ""] = items;
  if (items.length !== 2) throw new Error("the line has another form, expected until <size> <vkey>");
  const key = draft.logs.find((log) => verifierKeyText(log.key) === text)?.key;
  if (key === undefined)
    throw new Error(`found the key ${JSON.stringify(text)}, expected the key of an earlier line log`);
  draft.untils.push({ size: readSize(size), key });
}

/** The key, or null where it is of a type that this version can't verify: then its line is left aside. */
function verifiable(draft: Draft, text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (!(error instanceof UnverifiableKey)) throw error;
    if (draft.aside.some((key) => key.text === text))
      throw new Error(`found the key of ${error.key.name} a second time, expected another key`, { cause: error });
    draft.aside.push(error.key);
    return null;
  }
}

function groupsOf(draft: Draft): Groups {
  const names = new Set([...[...draft.witnesses, ...draft.groups].map(({ name }) => name), ...draft.silent]);
  return { names, taken: new Set(draft.groups.flatMap(({ members }) => members)) };
}

// The specification refuses a key twice among logs or among witnesses. This reader refuses a key in both too: a log that
// witnesses itself adds nothing.
function refuseKnownKey(draft: Draft, key: VerifierKey): void {
  const same = [...draft.logs, ...draft.witnesses].find((each) => each.key.publicKey.equals(key.publicKey));
  if (same !== undefined)
    throw new Error(`found the public key of ${same.key.name} for ${key.name} too, expected another key`);
}
