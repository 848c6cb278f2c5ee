// The trust file: C2SP tlog-policy lines, and ours for the ledger's identity and its time stamping authorities.
import { X509Certificate } from "node:crypto";
import { decodeBase64 } from "./base64.ts";
import { isDigest } from "./digest.ts";
import { type Groups, readGroup, type TrustGroup } from "./quorum.ts";
import { COSIGNATURE, formatVerifierKey, parseVerifierKey, publicKeyBytes, type VerifierKey } from "./verifier-key.ts";

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

/** What whoever handed over the file asks of a ledger. `ledger` is the digest of genesis.json; `quorum` a witness, a group or `none`. */
export interface Trust {
  readonly ledger: string;
  readonly logs: readonly TrustedLog[];
  readonly witnesses: readonly TrustedWitness[];
  readonly groups: readonly TrustGroup[];
  readonly quorum: string;
  readonly stampers: readonly TrustedStamper[];
}

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
}

/**
 * What `text` asks for. Lines end in LF, items are separated by spaces and tabs, `#` as a line's first item makes it a comment.
 * Throws TrustError unless there is one `ledger`, one `quorum`, a `log` or more, every name is
 * defined once and before it is used, no member is in two groups, and no public key stands for two logs or witnesses.
 */
export function parseTrust(text: string): Trust {
  const draft: Draft = { ledger: null, quorum: null, logs: [], witnesses: [], groups: [], stampers: [] };
  const lines = text.split("\n");
  // A file cut in the middle of a line must not pass as a shorter one.
  if (lines.pop() !== "")
    throw new TrustError(lines.length + 1, "found a last line without LF, expected LF at its end");
  lines.forEach((line, at) => {
    try {
      readLine(draft, line);
    } catch (cause) {
      throw new TrustError(at + 1, (cause as Error).message, { cause });
    }
  });
  const { ledger, quorum, ...rest } = draft;
  if (ledger === null) throw new TrustError(0, "found no ledger line, expected one");
  if (draft.logs.length === 0) throw new TrustError(0, "found no log line, expected one or more");
  // Without the line a file that lost its end would demand less than the one that was handed over.
  if (quorum === null) throw new TrustError(0, "found no quorum line, expected one (quorum none asks for no witness)");
  return { ledger, quorum, ...rest };
}

/** The text that `parseTrust` reads as `trust`. Throws TrustError where there is none. */
export function formatTrust(trust: Trust): string {
  const lines = [
    ["ledger", trust.ledger],
    ...trust.logs.map(({ key, url }) => ["log", vkey(key), url ?? ""]),
    ...trust.witnesses.map(({ name, key, url }) => ["witness", name, vkey(key), url ?? ""]),
    ...trust.groups.map(({ name, threshold, members }) => ["group", name, String(threshold), ...members]),
    ["quorum", trust.quorum],
    ...trust.stampers.map(({ name, certificate }) => ["tsa", name, certificate.toString("base64")]),
  ];
  const text = lines.map((items) => items.join(" ").trimEnd() + "\n").join("");
  parseTrust(text);
  return text;
}

function readLine(draft: Draft, line: string): void {
  // oxlint-disable-next-line no-control-regex -- control characters are what is being refused
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line))
    throw new Error("found a control character, expected none but tab and LF");
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
    default:
      throw new Error(`found ${JSON.stringify(keyword)}, expected ledger, log, witness, group, quorum or tsa`);
  }
}

function readLedger(draft: Draft, items: readonly string[]): void {
  const [digest = ""] = items;
  if (draft.ledger !== null) throw new Error("found a second ledger line, expected one");
  if (items.length !== 1 || !isDigest(digest))
    throw new Error("found another form, expected: ledger <64 lower-case hexadecimal digits>");
  draft.ledger = digest;
}

function readLog(draft: Draft, items: readonly string[]): void {
  const [text = "", url = null] = items;
  if (items.length < 1 || items.length > 2) throw new Error("found another form, expected: log <vkey> [<url>]");
  const key = parseVerifierKey(text);
  if (key.type === COSIGNATURE)
    throw new Error(`found a cosignature key (0x04) for log ${key.name}, expected type 0x01 or 0x02`);
  refuseKnownKey(draft, key);
  draft.logs.push({ key, url });
}

function readWitness(draft: Draft, items: readonly string[]): void {
  const [name = "", text = "", url = null] = items;
  if (items.length < 2 || items.length > 3)
    throw new Error("found another form, expected: witness <name> <vkey> [<url>]");
  const groups = groupsOf(draft);
  if (name === "none" || groups.names.has(name))
    throw new Error(`found the name ${JSON.stringify(name)} again, expected a new one`);
  const key = parseVerifierKey(text);
  if (key.type !== COSIGNATURE)
    throw new Error(`found a key of type 0x0${key.type} for witness ${name}, expected a cosignature key (0x04)`);
  refuseKnownKey(draft, key);
  draft.witnesses.push({ name, key, url });
}

function readQuorum(draft: Draft, items: readonly string[]): void {
  const [name = ""] = items;
  if (draft.quorum !== null) throw new Error("found a second quorum line, expected at most one");
  if (items.length !== 1) throw new Error("found another form, expected: quorum <name|none>");
  if (name !== "none" && !groupsOf(draft).names.has(name))
    throw new Error(`found quorum ${JSON.stringify(name)}, expected a witness or group of a line before`);
  draft.quorum = name;
}

function readStamper(draft: Draft, items: readonly string[]): void {
  const [name = "", base64 = ""] = items;
  if (items.length !== 2) throw new Error("found another form, expected: tsa <name> <base64 of the DER certificate>");
  if (draft.stampers.some((each) => each.name === name))
    throw new Error(`found the tsa ${JSON.stringify(name)} again, expected a new name`);
  const certificate = decodeBase64(base64);
  if (!isCertificate(certificate))
    throw new Error(`found bytes that are no certificate for tsa ${name}, expected X.509 DER`);
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

function groupsOf(draft: Draft): Groups {
  const names = new Set([...draft.witnesses, ...draft.groups].map(({ name }) => name));
  return { names, taken: new Set(draft.groups.flatMap(({ members }) => members)) };
}

// The specification refuses a key twice among logs or among witnesses. We refuse it across both too: a log that witnesses itself adds nothing.
function refuseKnownKey(draft: Draft, key: VerifierKey): void {
  const same = [...draft.logs, ...draft.witnesses].find((each) => each.key.publicKey.equals(key.publicKey));
  if (same !== undefined)
    throw new Error(`found the public key of ${same.key.name} again for ${key.name}, expected another`);
}

function vkey(key: VerifierKey): string {
  return formatVerifierKey(key.name, key.type, publicKeyBytes(key));
}
