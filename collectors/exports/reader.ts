// Reads exports: files that the clouds' own tools wrote into one directory, with a manifest of how.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { FILE_ENDPOINT, unitOf, type Source } from "../../evidence-schema/record/record.ts";
import type { Item, ReadRequest, Reader, ScopeReading, UnitReading } from "../port.ts";
import { ACCESS_PATH, ACCESS_PATH_SOURCE, ACCESS_PATH_UNIT, unreadAccessPath } from "../access-path.ts";
import { FORMATS } from "./formats/formats.ts";
import { InputError } from "./input-error.ts";
import type { Intake } from "./intake.ts";
import { MANIFEST, readManifest, type ExportEntry } from "./manifest/manifest.ts";
import { classifyFailure } from "./problem.ts";
import { principalOf } from "../principal.ts";
import { UnitAnswers } from "./manifest/unit-answers.ts";
import { planUnits } from "./manifest/unit-plan.ts";
import { unreadUnit } from "../unread-unit.ts";

export type ExportReader = Reader & { readonly directory: string };

/** Lane by resource type, of what exports carry. */
export const EXPORT_LANES: { readonly [type: string]: string } = Object.fromEntries([
  ...Object.values(FORMATS).flatMap(({ types, lane }) => types.map((type) => [type, lane] as const)),
  [ACCESS_PATH, ACCESS_PATH_SOURCE.lane],
]);

/**
 * The reader of the exports in `directory`. Rejects with InputError on a directory that is not there, is empty or has no
 * manifest, and on a manifest that is not one.
 *
 * `read` streams: an InputError deep in a file rejects after the items before it were emitted. Items that a rejected read
 * emitted count for nothing. Files are read anew by every call and must not change meanwhile.
 */
export async function openExports(directory: string): Promise<ExportReader> {
  await refuseNoDirectory(directory);
  const exports = await readManifest(directory, (format) => FORMATS[format].regional);
  if (exports === null) throw await noManifest(directory);
  for (const [index, entry] of exports.entries()) refuseOtherScope(entry, index);
  const scopes = [...new Set(exports.map(({ scope }) => scope))].toSorted();
  const ofScope = (scope: string): ExportEntry[] => exports.filter((entry) => entry.scope === scope);
  return {
    directory,
    lanes: EXPORT_LANES,
    scopes,
    cannotRead: (scope) => (scopes.includes(scope) ? null : `${MANIFEST} lists no export of the scope`),
    read: (request, emit) => readable(request.scope, () => readScope(directory, ofScope(request.scope), request, emit)),
  };
}

/** A value from which no key, reference or record can be made costs its scope, whichever part of a file it stands in. */
async function readable(scope: string, read: () => Promise<ScopeReading>): Promise<ScopeReading> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const found = `a value that can't be recorded as evidence (${cause.message})`;
    throw new InputError({ file: `exports of ${scope}`, position: null }, found, "the value as the cloud returned it", {
      cause,
    });
  }
}

async function readScope(
  directory: string,
  entries: readonly ExportEntry[],
  request: ReadRequest,
  emit: (item: Item) => void,
): Promise<ScopeReading> {
  const planned = request.units.filter(({ type, region }) => unitOf(type, region) !== ACCESS_PATH_UNIT);
  const { answered, unanswered } = planUnits(entries, planned);
  const answers = new UnitAnswers(emit);
  let files = 0;
  const lags = new Map<ExportEntry, number>();
  for (const [entry, units] of answered) {
    const intake = answers.open(entry, units);
    files += await readExport(directory, intake, request);
    lags.set(entry, Math.max(intake.lagSeconds, await lagOf(entry, entries, directory)));
  }
  for (const [entry, units] of answers.doubtful()) {
    files += await readExport(directory, answers.reopen(entry, units), request);
  }
  const readings = answers.conclude();
  readings.push(...unanswered.map(({ unit, source, problem }) => unreadUnit(unit, source, problem)));
  const ours = planned.length < request.units.length ? accessPathReading(entries, request, emit) : [];
  const used = new Set([...readings, ...answered.keys()].map(({ source }) => source));
  const asked = entries.filter(({ source }) => used.has(source));
  const sources = asked.map((entry) => sourceOf(entry, lags.get(entry) ?? FORMATS[entry.format].lagSeconds, request));
  const hasOurs = ours.some(({ source }) => source === ACCESS_PATH_SOURCE.source);
  return {
    sources: hasOurs ? [...sources, ACCESS_PATH_SOURCE] : sources,
    queries: Object.fromEntries(
      asked.flatMap(({ command }) => (command === "" ? [] : [[sha256Hex(command), command]])),
    ),
    units: [...readings, ...ours],
    named: [],
    calls: { files },
  };
}

/** Reads the file of one export into `intake`; how many files that took. */
async function readExport(directory: string, intake: Intake, request: ReadRequest): Promise<number> {
  const { entry } = intake;
  if (entry.exitStatus !== 0 || entry.file === null) {
    intake.spoilAll(classifyFailure(entry.source, entry.exitStatus, entry.error));
    return 0;
  }
  const file = { path: join(directory, entry.file), name: entry.file };
  const size = await sizeOf(file.path);
  if (size === null) {
    intake.spoilAll({ code: "truncated", detail: `${entry.file} is missing` });
    return 0;
  }
  const written = entry.bytes ?? size;
  if (size > written) {
    throw new InputError(
      { file: file.name, position: `byte ${written}` },
      "more bytes",
      `the ${written} that were written`,
    );
  }
  if (size < written)
    intake.spoilAll({
      code: "truncated",
      detail: `${entry.file} has ${size} of the ${written} bytes that were written`,
    });
  await FORMATS[entry.format].read(file, intake, request);
  return 1;
}

// The access path counts as not read as of the latest export, since no export looked later.
function accessPathReading(
  entries: readonly ExportEntry[],
  request: ReadRequest,
  emit: (item: Item) => void,
): UnitReading[] {
  const dataTime =
    entries
      .map((entry) => entry.dataTime)
      .toSorted()
      .at(-1) ?? null;
  const item = dataTime === null ? null : unreadAccessPath(request.scope, dataTime);
  if (item === null) {
    return [
      unreadUnit(ACCESS_PATH_UNIT, "none", { code: "no-answer", detail: "the manifest has no export of this scope" }),
    ];
  }
  emit(item);
  return [{ ...unreadUnit(ACCESS_PATH_UNIT, item.source, null), complete: true, dataTime, listed: 1 }];
}

async function lagOf(entry: ExportEntry, ofScope: readonly ExportEntry[], directory: string): Promise<number> {
  const format = FORMATS[entry.format];
  return (await format.lagOf?.(entry, ofScope, directory)) ?? format.lagSeconds;
}

function sourceOf(entry: ExportEntry, lagSeconds: number, request: ReadRequest): Source {
  const { lane, atomic } = FORMATS[entry.format];
  return {
    source: entry.source,
    lane,
    principal: entry.principal === null ? "unknown" : principalOf(entry.principal, request.person),
    endpoint: FILE_ENDPOINT,
    query: entry.command === "" ? null : sha256Hex(entry.command),
    atomic,
    lagSeconds,
  };
}

// A run over a folder without a manifest would only record that nothing was read.
async function noManifest(directory: string): Promise<InputError> {
  const names = await readdir(directory);
  const found = names.some((name) => /\.(?:json|json\.gz|csv|ndjson)$/.test(name))
    ? `export files without ${MANIFEST}`
    : `neither export files nor ${MANIFEST}`;
  return new InputError(
    { file: directory, position: null },
    found,
    `export files and ${MANIFEST}, as the export script writes them`,
  );
}

async function refuseNoDirectory(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    throw new InputError(
      { file: directory, position: null },
      "no directory that can be read",
      "a directory of exports",
      { cause },
    );
  });
  if (entries.length === 0) {
    throw new InputError({ file: directory, position: null }, "an empty directory", `exports and ${MANIFEST}`);
  }
}

function refuseOtherScope({ scope, format: name }: ExportEntry, index: number): void {
  const format = FORMATS[name];
  const { provider, id } = parseScope(scope);
  if (provider === format.provider && format.scopeId.test(id)) return;
  const expected =
    kindOf(scope) === LEAF
      ? `a scope of ${name}: ${format.provider}/ and ${String(format.scopeId)}`
      : "a scope that is read from exports, such as a subscription or a project. Management groups, folders and organizations are read live only";
  throw new InputError({ file: MANIFEST, position: `exports[${index}].scope` }, JSON.stringify(scope), expected);
}

async function sizeOf(path: string): Promise<number | null> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true ? stats.size : null;
}
