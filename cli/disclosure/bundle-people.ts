// Reads a bundle: what it says of itself, and the people whom its report and its tables refer to.
import { createHash } from "node:crypto";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { LONGEST_REFERENCE, referencesIn } from "../../audit/people-references.ts";
import { UsageError } from "../exit.ts";
import { MANIFEST, readManifest, type Manifest } from "./bundle-manifest.ts";

export type BundlePeople = {
  readonly manifest: Manifest;
  /** In order, each once, as the names store has them. */
  readonly references: readonly string[];
  /** The SHA-256 of its list of sums, which tells this bundle from each other one. */
  readonly sums: string;
};

const SUMS = "SHA256SUMS";

/** Files that an auditor reads as they are. All other people stand in evidence alone, and are nobody's business before somebody asks. */
const isRead = (name: string): boolean => name === "report.html" || /^csv\/[^/]+\.csv$/.test(name);

/** The manifest has a kilobyte or two, and the list of sums a hundred bytes a file. */
const MOST_BYTES = { [MANIFEST]: 1 << 20, [SUMS]: 1 << 28 };

/** Rejects with UsageError where the file is no bundle, or holds other bytes than its own list of sums says. */
export async function readBundle(path: string): Promise<BundlePeople> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) =>
    Promise.reject(noBundle(path, error)),
  );
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry())
      if (entry.fileName === MANIFEST || entry.fileName === SUMS || isRead(entry.fileName))
        entries.set(entry.fileName, entry);
    const [said, sums] = [entries.get(MANIFEST), entries.get(SUMS)];
    if (said === undefined || sums === undefined || !entries.has("report.html"))
      throw new UsageError(
        `${path} has no ${said === undefined ? MANIFEST : sums === undefined ? SUMS : "report.html"}, so it is no bundle. Name a file that tidemark bundle wrote. Nothing was written`,
      );
    const texts = {
      said: await textOf(zip, said, MOST_BYTES[MANIFEST]),
      sums: await textOf(zip, sums, MOST_BYTES[SUMS]),
    };
    const manifest = readManifest(path, texts.said);
    const digests = digestsIn(texts.sums);
    const references = new Set<string>();
    for (const [name, entry] of entries) {
      if (name === SUMS) continue;
      const digest = await scan(zip, entry, references);
      if (digest !== digests.get(name))
        throw new UsageError(
          `${path} is not as it was made: ${name} has the SHA-256 ${digest}, expected ${digests.get(name) ?? "none"} by ${SUMS}. Take the bundle as tidemark bundle wrote it. Nothing was written`,
        );
    }
    return {
      manifest,
      references: [...references].sort(),
      sums: createHash("sha256").update(texts.sums).digest("hex"),
    };
  } catch (error) {
    throw error instanceof UsageError ? error : noBundle(path, error);
  } finally {
    zip.close();
  }
}

function noBundle(path: string, error: unknown): UsageError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return new UsageError(`${path} is not there. Name a file that tidemark bundle wrote`, { cause: error });
  return new UsageError(
    `${path} can't be read as a ZIP file (${code ?? message}). Name a file that tidemark bundle wrote. Nothing was written`,
    { cause: error },
  );
}

async function textOf(zip: ZipFile, entry: Entry, most: number): Promise<string> {
  if (entry.uncompressedSize > most)
    throw new UsageError(`${entry.fileName} has ${entry.uncompressedSize} bytes, expected at most ${most}`);
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const digestsIn = (sums: string): ReadonlyMap<string, string> =>
  new Map(
    [...sums.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, digest, name]) => [name as string, digest as string]),
  );

/** Adds the references in a file to `found`, and gives its digest. No more of it than a chunk is in memory. */
async function scan(zip: ZipFile, entry: Entry, found: Set<string>): Promise<string> {
  const hash = createHash("sha256");
  let text = "";
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    hash.update(chunk as Buffer);
    // References are ASCII: what a character of several bytes is taken for does not matter.
    text += (chunk as Buffer).toString("latin1");
    // A reference that begins before this place stands whole in the text.
    const end = text.length - LONGEST_REFERENCE;
    if (end <= 0) continue;
    for (const reference of referencesIn(text, end)) found.add(reference);
    text = text.slice(end);
  }
  for (const reference of referencesIn(text)) found.add(reference);
  return hash.digest("hex");
}
