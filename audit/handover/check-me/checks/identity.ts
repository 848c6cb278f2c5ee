// Compares the ledger of the ZIP file with the trust file that was pasted, and with what manifest and report say of themselves.
import { isCount, isInstant, isMembers, type Members } from "../evidence/segment.ts";
import { isDigest } from "../evidence/bytes.ts";
import type { Trust } from "../log/trust.ts";
import type { Bundle } from "../reading/bundle.ts";
import { Check } from "./check.ts";

/** The evidence as export-manifest.json tells it. `from`, `to`: instants; the seals by their index. */
export type Manifest = {
  readonly from: string;
  readonly to: string;
  readonly firstSeal: number;
  readonly lastSeal: number;
  readonly size: unknown;
  readonly root: unknown;
  /** How many failures the report counts. */
  readonly failures: number;
};

export type Identity = { readonly check: Check; readonly genesis: Members; readonly manifest: Manifest | null };

const MANIFEST = "export-manifest.json";
const GENESIS = "evidence/genesis.json";

/** `pasted`: the text as it came. */
export async function checkIdentity(bundle: Bundle, trust: Trust, pasted: string): Promise<Identity> {
  const check = new Check("The ledger is the one that the pasted trust file names");
  const genesis = await bundle.json(GENESIS);
  const digest = bundle.files.get(GENESIS)?.digest ?? null;
  if (digest === null || !isMembers(genesis)) check.add("differs", GENESIS, "the file is missing or can't be read");
  if (digest !== null) check.same(GENESIS, "SHA-256, which is the ledger's id", trust.ledger, digest);
  check.done = `Ledger id ${trust.ledger}, against genesis.json, export-manifest.json, report.html and the copy of the trust file`;
  await compareCopy(bundle, pasted, check);
  const manifest = await bundle.json(MANIFEST);
  const report = await bundle.text("report.html");
  if (report === null) check.add("unchecked", "report.html", "the report is missing or can't be read");
  else if (!report.includes(trust.ledger))
    check.add("differs", "report.html", "the report does not name the ledger's id");
  if (isMembers(manifest)) {
    check.same(MANIFEST, "ledger", trust.ledger, manifest["ledger"]);
    for (const member of ["legalEntity", "system", "origin", "mode"])
      if (isMembers(genesis)) check.same(MANIFEST, member, genesis[member] ?? null, manifest[member] ?? null);
    if (isMembers(genesis)) check.same(MANIFEST, "example", genesis["example"] === true, manifest["example"] === true);
  }
  const read = isMembers(manifest) ? readManifest(manifest["evidence"], manifest["counts"]) : null;
  if (read !== null && isMembers(manifest)) comparePeriod(read, manifest["window"], check);
  if (read === null) check.add("unchecked", MANIFEST, "it is missing, or does not say which seals the bundle has");
  return { check, genesis: isMembers(genesis) ? genesis : {}, manifest: read };
}

const ledgerIn = (text: string): string | undefined => /^[ \t]*ledger[ \t]+(\S+)/m.exec(text)?.[1];

async function compareCopy(bundle: Bundle, pasted: string, check: Check): Promise<void> {
  const plain = (text: string): string => text.replaceAll("\r\n", "\n").trim();
  const copy = await bundle.text("trust.txt");
  if (copy === null)
    check.add("told", "trust.txt", "the ZIP file has no copy of the trust file. The pasted text alone was used");
  else if (plain(copy) === plain(pasted))
    check.add(
      "told",
      "trust.txt",
      "the pasted text equals the copy in this ZIP file. It proves something only if you got it another way: a copy from this ZIP file proves nothing about where the evidence came from",
    );
  else if (ledgerIn(copy) !== ledgerIn(pasted))
    check.add("differs", "trust.txt", "the copy in the ZIP file names another ledger than the pasted text");
  else
    check.add(
      "told",
      "trust.txt",
      "the copy in the ZIP file differs from the pasted text. The pasted text alone was used. Ask the entity why they differ",
    );
}

/** The evidence has to reach over the period of the report, but for what is before the ledger or has not come yet. */
function comparePeriod({ from, to, firstSeal }: Manifest, period: unknown, check: Check): void {
  if (from >= to) check.add("differs", MANIFEST, `the evidence ends at ${to}, and begins at ${from}`);
  if (!isMembers(period) || !isInstant(period["from"]) || !isInstant(period["to"]))
    return check.add("unchecked", MANIFEST, "it does not say which period the report is of");
  check.done += `. Evidence from ${from} to ${to}, for a period from ${period["from"]} to ${period["to"]}: compare it with the report`;
  if (period["from"] < from && firstSeal !== 0)
    check.add(
      "differs",
      MANIFEST,
      `the period begins at ${period["from"]}, before the evidence, which begins at ${from}`,
    );
  if (period["to"] > to && period["soFar"] !== true)
    check.add("differs", MANIFEST, `the period ends at ${period["to"]}, after the evidence, which ends at ${to}`);
}

function readManifest(evidence: unknown, counts: unknown): Manifest | null {
  if (!isMembers(evidence)) return null;
  const { from, to, firstSeal, lastSeal, size, root } = evidence;
  if (!isInstant(from) || !isInstant(to) || !isCount(firstSeal) || !isCount(lastSeal)) return null;
  const failures = isMembers(counts) && isCount(counts["failures"]) ? counts["failures"] : 0;
  return { from, to, firstSeal, lastSeal, size, root: isDigest(root) ? root : null, failures };
}
