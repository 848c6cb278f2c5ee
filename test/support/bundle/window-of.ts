// Makes the bundle of a window with the real command, lays its evidence out as a ledger, and asks both verifiers of it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { citedIn } from "../../../audit/handover/bundle/citations.ts";
import { parseTrust } from "../../../evidence-schema/log/trust.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { verifyLedger, type Report } from "../../../ledger/verify/verify-ledger.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { LedgerOnDisk } from "../ledgers-on-disk.ts";
import { bundleMade } from "../handover/real-bundle.ts";
import { filesIn } from "./unpacked.ts";

type Evidence = {
  readonly from: string;
  readonly to: string;
  readonly firstSeal: number;
  readonly lastSeal: number;
  readonly size: number;
  readonly root: string;
};

export type WindowOf = {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly manifest: {
    readonly verdict: Report["verdict"];
    readonly window: { readonly from: string; readonly to: string; readonly soFar: boolean };
    readonly evidence: Evidence;
  };
  /** To be asked of verify.py. */
  readonly question: LedgerOnDisk;
  /** By our verifier. */
  readonly report: Report;
};

/** `span`: the options that name the window. `now`: later than all that is sealed. */
export async function windowOf(
  root: string,
  trustFile: string,
  span: readonly string[],
  now = "2027-01-01T00:00:00.000Z",
): Promise<WindowOf> {
  const folder = temporaryDirectory();
  const files = filesIn(await bundleMade(root, ["--trust", trustFile, ...span]));
  for (const [name, bytes] of files) {
    if (!name.startsWith("evidence/")) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const manifest = JSON.parse(String(files.get("export-manifest.json"))) as WindowOf["manifest"];
  const ledger = join(folder, "evidence");
  const trust = readFileSync(trustFile, "utf8");
  const { from, to } = manifest.evidence;
  const question = { ledger, trust, trustFile, checkpoints: [], from, to, now };
  const report = await verifyLedger({ store: openDirectory(ledger), trust: parseTrust(trust), from, to, now });
  return { files, manifest, question, report };
}

/** Lines of the first page and of the failures that cite what is not in the evidence. */
export function uncited({ files }: Pick<WindowOf, "files">): string[] {
  const page = String(files.get("report.html"));
  const tables = [...files].flatMap(([name, bytes]) =>
    /-(?:failures|exceptions)\.csv$/.test(name) ? [String(bytes)] : [],
  );
  const texts = [page.slice(0, page.indexOf('<section id="completeness"')), ...tables];
  return texts.flatMap((text) => [...citedIn(text)]).filter((key) => !files.has(`evidence/${key}`));
}

/** Scopes read in the window whose state is proven only after it has begun, though the ledger holds records of them from before. */
export function unproven(root: string, { manifest, report }: WindowOf): string[] {
  const { from, to } = manifest.window;
  return report.proven.flatMap(({ scope, gen, seq }) => {
    const [provider = "", ...id] = scope.split("/");
    const folder = join(root, "records", `provider=${provider}`, `scope=${encodeURIComponent(id.join("/"))}`);
    const times = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .toSorted()
      .flatMap((path) => {
        const records = linesOf(path).flatMap((line) => asRecord(line));
        return records.slice(0, 1).map((record) => ({ ...record, isFull: records[0]?.body?.extent === "full" }));
      });
    const isRead = times.some(({ time }) => time >= from && time < to);
    if (!isRead || !times.some(({ time, isFull }) => isFull && time <= from)) return [];
    const at = times.find((each) => each.gen === gen && each.seq === seq);
    return at !== undefined && at.time <= from ? [] : [`${scope}: ${at?.time ?? "never"} after ${from}`];
  });
}

type Record = {
  readonly time: string;
  readonly gen: number;
  readonly seq: number;
  readonly body?: { readonly extent?: string };
};

function linesOf(path: string): string[] {
  try {
    return gunzipSync(readFileSync(path)).toString("utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}

function asRecord(line: string): Record[] {
  try {
    const record = JSON.parse(line) as Record;
    return typeof record.time === "string" ? [record] : [];
  } catch {
    return [];
  }
}
