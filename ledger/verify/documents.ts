// Verifies documents, attachments and the names of all objects (FORMAT.md K1, K2, K3, K5, K6).
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, attachmentKey, documentKey, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { boundedGet } from "../read/bounded-get.ts";
import type { Disowned } from "../read/disowned.ts";
import { readDocument } from "../read/read-documents.ts";
import type { ReadStore } from "../store.ts";
import type { ChainReport } from "./chains/chain-task.ts";
import type { LogReading } from "./log/log.ts";
import { violationOf, reportViolation, strayViolationOf, type ReportedViolation } from "./report.ts";

export type Objects = {
  readonly store: ReadStore;
  readonly keys: readonly string[];
  readonly log: LogReading;
  readonly chains: readonly ChainReport[];
  readonly disowned: Disowned;
  /** Whether all of the ledger is read, and not a window. */
  readonly whole: boolean;
};

/** K1: objects whose key has no form of the format. */
export async function strangers({ store, keys, disowned }: Objects): Promise<ReportedViolation[]> {
  const breaches: ReportedViolation[] = [];
  for (const key of keys) {
    if (parseObjectKey(key) !== null || (await isDisowned(store, disowned, key))) continue;
    breaches.push(strayViolationOf("K1", key, "a key in a form of FORMAT.md", "another key"));
  }
  return breaches;
}

async function isDisowned(store: ReadStore, disowned: Disowned, key: string): Promise<boolean> {
  return disowned.has(key) && disowned.holds(key, sha256Hex((await store.get(key)) ?? Buffer.alloc(0)));
}

/** K2, K3, K5: in a window the documents that its seals and runs name. */
export async function documentBreaches(objects: Objects): Promise<ReportedViolation[]> {
  const { store, keys, log, chains, disowned, whole } = objects;
  const named = new Set(chains.flatMap(({ documents }) => documents.map(({ name }) => name)));
  for (const { documents } of log.seals)
    for (const [kind, digest] of Object.entries(documents)) if (digest !== null) named.add(`${kind}/${digest}`);
  // The slots before a window's first seal are due under the schedule of the seal before.
  const before = log.anchor?.seal?.documents["schedule"] ?? null;
  if (before !== null) named.add(`schedule/${before}`);
  const breaches: ReportedViolation[] = [];
  const present = new Set<string>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "document") continue;
    const name = `${parsed.kind}/${parsed.digest}`;
    present.add(name);
    const isNamed = named.has(name);
    if (!isNamed && (!whole || (await isDisowned(store, disowned, key)))) continue;
    const broken = await brokenDocument(store, key, parsed);
    if (broken !== null) breaches.push(...ofNamed(broken, isNamed));
  }
  for (const name of [...named].sort()) {
    if (present.has(name)) continue;
    const [kind = "", digest = ""] = name.split("/");
    breaches.push(violationOf("K3", keyOf(kind, digest), "the document that a seal or run names", "no such object"));
  }
  return breaches;
}

// A document that nothing signed names is beside what is signed, whatever is wrong with it. Its form does not matter.
function ofNamed(broken: ReportedViolation, isNamed: boolean): ReportedViolation[] {
  if (isNamed) return [broken];
  return broken.rule === "K5" ? [] : [strayViolationOf(broken.rule, broken.object, broken.expected, broken.found)];
}

async function brokenDocument(
  store: ReadStore,
  key: string,
  { kind, digest }: { readonly kind: string; readonly digest: string },
): Promise<ReportedViolation | null> {
  try {
    const bytes = await boundedGet(store, key);
    if (bytes === null) return violationOf("K3", key, "a document", "no such object");
    readDocument(kind, digest, bytes);
    return null;
  } catch (error) {
    return reportViolation(error, key);
  }
}

function keyOf(kind: string, digest: string): string {
  try {
    return documentKey(kind, digest);
  } catch {
    return `documents/${kind}/${digest}.json`;
  }
}

/** K6: attachments that acts have in the ledger, and those that no act names. */
export async function attachmentBreaches({
  store,
  keys,
  log,
  chains,
  disowned,
  whole,
}: Objects): Promise<ReportedViolation[]> {
  const named = new Set<string>();
  const wanted = new Map<string, string>();
  for (const { attachments } of chains) {
    for (const { digest, place, act, seal } of attachments) {
      named.add(digest);
      if (seal !== null && place === "ledger" && !wanted.has(digest))
        wanted.set(digest, `${act.object} line ${act.line}`);
    }
  }
  // Where reading stopped, an act that was not read may name it. The records of a stray segment count for nothing.
  const acts = chains.find(({ scope }) => scope === ACTS_SCOPE);
  const allRead = whole && log.stoppedAt === null && (acts?.breaches ?? []).every(({ stray }) => stray);
  const breaches: ReportedViolation[] = [];
  const present = new Set<string>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "attachment") continue;
    present.add(parsed.digest);
    const isNamed = named.has(parsed.digest);
    if (isNamed) breaches.push(...(await otherBytes(store, key, parsed.digest)));
    // Acts before a window are not read: what they name can't be told from what nobody does.
    else if (allRead && !(await isDisowned(store, disowned, key)))
      breaches.push(strayViolationOf("K6", key, "an attachment that an act names", "an attachment that no act names"));
  }
  for (const [digest, act] of wanted)
    if (!present.has(digest))
      breaches.push(violationOf("K6", attachmentKey(digest), `the attachment that ${act} names`, "no such object"));
  return breaches;
}

async function otherBytes(store: ReadStore, key: string, digest: string): Promise<ReportedViolation[]> {
  try {
    const found = sha256Hex((await boundedGet(store, key)) ?? Buffer.alloc(0));
    return found === digest ? [] : [violationOf("K6", key, `bytes with digest ${digest}`, found)];
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return [reportViolation(error, key)];
  }
}
