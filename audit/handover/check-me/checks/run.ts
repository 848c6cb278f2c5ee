// Runs all checks of a bundle in their order, each on what the ones before have proven.
import { isMembers } from "../evidence/segment.ts";
import { readTrust } from "../log/trust.ts";
import { documentIn, leafPath, type Noted, textIn } from "../log/walk.ts";
import { Bundle, type Progress } from "../reading/bundle.ts";
import type { Hand } from "../reading/pool.ts";
import { NoVerdict } from "../zip/entry.ts";
import { Chains } from "./chains.ts";
import { Check, type Verdict, verdictOf } from "./check.ts";
import { checkCitations } from "./citations.ts";
import { checkIdentity, type Manifest } from "./identity.ts";
import { checkLog, checkStamps, type Log, rowsOf } from "./log.ts";
import { Objects } from "./objects.ts";
import { checkSlots, readSchedule, type Sealing } from "./slots.ts";
import { checkSums } from "./sums.ts";

/** `digest`: SHA-256 of the ZIP file. `about`: whose evidence it is, as the ZIP file says. */
export type Result = {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly digest: string;
  readonly about: readonly string[];
};

/** `now`: by the clock of the browser, in ms. */
export type Asked = {
  readonly file: Blob;
  readonly pasted: string;
  readonly now: number;
  readonly hands: readonly Hand[];
  readonly signal: AbortSignal;
};

/** Rejects with NoVerdict where nothing can be said, with Stopped where the reader stopped it. */
export async function runChecks({ file, pasted, now, hands, signal }: Asked, progress: Progress): Promise<Result> {
  const trust = await readTrust(pasted);
  const bundle = await Bundle.open(file, hands, progress, signal);
  const sums = await checkSums(bundle);
  // Where entries share bytes nothing was read.
  if (bundle.files.size === 0) return { verdict: verdictOf([sums]), checks: [sums], digest: bundle.digest, about: [] };
  const objects = new Objects(bundle);
  const { check: identity, genesis, manifest } = await checkIdentity(bundle, trust, pasted);
  const log = await checkLog(bundle, objects, trust, genesis, manifest);
  const { standing } = log.walked;
  // Leaves behind the last seal are there for kept checkpoints alone.
  const last = manifest?.lastSeal ?? Infinity;
  const seals = standing.filter(({ leaf }) => leaf.kind === "seal" && leaf.index >= log.first && leaf.index <= last);
  if (![...objects.all.values()].some(({ is }) => is?.is === "leaf"))
    throw new NoVerdict("The ZIP file has no log below evidence/log. Choose the ZIP file as it was handed over.");
  if (objects.chains.size === 0)
    throw new NoVerdict(
      "The ZIP file has no segment below evidence/records, so nothing could be checked. Choose the ZIP file as it was handed over.",
    );
  const chains = await checkChains(bundle, objects, trust.ledger, log, seals);
  const slots = await slotsOf(bundle, log, seals, manifest, now);
  const citations = await checkCitations(bundle, objects, manifest);
  const checks = [sums, identity, log.notes, log.tree, chains, slots, citations];
  const about = ["legalEntity", "system", "mode"].map((member) => {
    const value = genesis[member];
    return typeof value === "string" ? value : "unknown";
  });
  if (genesis["example"] === true) about.push("example data");
  if (manifest !== null) about.push(`evidence from ${manifest.from} to ${manifest.to}`);
  return { verdict: verdictOf(checks), checks, digest: bundle.digest, about };
}

async function checkChains(
  bundle: Bundle,
  objects: Objects,
  ledger: string,
  log: Log,
  seals: readonly Noted[],
): Promise<Check> {
  const check = new Check("Each segment that a seal lists is there, unchanged, and line by line in its chain");
  const before = log.before === null ? null : await rowsOf(bundle, log.before.index);
  const chains = new Chains(bundle, objects, ledger, before, log.isKnown, check);
  for (const { leaf } of seals) {
    const rows = await rowsOf(bundle, leaf.index);
    if (rows === null) check.add("differs", leafPath(leaf.index), "the seal's list of scopes can't be read");
    else chains.seal(rows, leafPath(leaf.index), leaf.time ?? "");
    checkStamps(leaf, objects, log.first, check);
    const documents = leaf.members?.["documents"];
    for (const [kind, digest] of Object.entries(isMembers(documents) ? documents : {}))
      if (typeof digest === "string") chains.documents.add(`${kind}/${digest}`);
  }
  for (const name of chains.documents) {
    const key = `documents/${name}.json`;
    objects.named.add(key);
    if (!objects.all.has(key))
      check.add("differs", `evidence/${key}`, "a seal or a run names the document, and it is not there");
  }
  objects.tellRest(check);
  if (seals.length === 0) check.add("unchecked", "evidence/log", "no seal with a note is in the bundle");
  else if (chains.segments === 0) check.add("unchecked", "evidence/records", "no seal lists a segment");
  check.done = `${chains.segments} segments with ${chains.lines} lines, which ${seals.length} seals from leaf ${log.first} on list, and ${chains.documents.size} documents that they name`;
  return check;
}

async function slotsOf(
  bundle: Bundle,
  log: Log,
  seals: readonly Noted[],
  manifest: Manifest | null,
  now: number,
): Promise<Check> {
  const check = new Check("Each run that was due was made and sealed in time");
  const ends = log.walked.standing.filter(({ leaf }) => leaf.kind === "end" && leaf.index >= log.first);
  const leaves = [
    ...(log.before === null ? [] : [log.before]),
    ...[...seals, ...ends].map(({ leaf }) => leaf),
  ].toSorted((a, b) => a.index - b.index);
  const sealings = leaves.flatMap((leaf): Sealing[] =>
    leaf.time === null
      ? []
      : [
          {
            time: leaf.time,
            slot: textIn(leaf, "slot"),
            schedule: documentIn(leaf.members, "schedule"),
            isEnd: leaf.kind === "end",
          },
        ],
  );
  const [first] = seals;
  if (first?.leaf.time == null) {
    check.add("unchecked", "evidence/log", "no seal of the period can be read, so what was due is not known");
    return check;
  }
  const digests = new Set(sealings.flatMap(({ schedule }) => (schedule === null ? [] : [schedule])));
  const schedules = new Map<string, ReturnType<typeof readSchedule>>();
  for (const digest of digests)
    schedules.set(digest, readSchedule(await bundle.json(`evidence/documents/schedule/${digest}.json`)));
  // A day of grace at most: nothing later is due yet.
  const to = manifest?.to ?? new Date(now).toISOString();
  checkSlots(sealings, schedules, manifest?.from ?? first.leaf.time, to, now, check);
  await silentViews(bundle, seals, check);
  return check;
}

/** In a seal with a slot each enrolled scope was observed or failed (W7). */
async function silentViews(bundle: Bundle, seals: readonly Noted[], check: Check): Promise<void> {
  let failed = 0;
  for (const { leaf } of seals) {
    if (textIn(leaf, "slot") === null) continue;
    const roster = leaf.members?.["roster"];
    const enrolled = new Set(isMembers(roster) && Array.isArray(roster["enrolled"]) ? roster["enrolled"] : []);
    for (const { scope, view } of (await rowsOf(bundle, leaf.index)) ?? []) {
      if (view === "failed") failed += 1;
      if (view === "silent" && enrolled.has(scope))
        check.add("missing", leafPath(leaf.index), `the run left out the enrolled scope ${scope}`);
    }
  }
  if (failed > 0)
    check.add("told", "evidence/log", `${failed} readings of a scope failed: the report lists them as not observed`);
}
