// Exports written into a temporary directory, and what reading one scope of them came to.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { InputError } from "../../../collectors/exports/input-error.ts";
import { openExports } from "../../../collectors/exports/reader.ts";
import type { ScopeReading, Snapshot, UnitReading, Unread } from "../../../collectors/port.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

export async function makeDirectory(files: { readonly [name: string]: string | Buffer }): Promise<string> {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  return directory;
}

export const AT = "2026-09-01T06:00:00.000Z";

/** A manifest entry that ended well; members given replace the defaults. */
export function entry(members: { readonly [member: string]: unknown }): { readonly [member: string]: unknown } {
  return {
    source: "one",
    command: "true",
    principal: null,
    dataTime: AT,
    startedAt: AT,
    finishedAt: AT,
    exitStatus: 0,
    error: null,
    ...members,
  };
}

export const manifest = (...exports: readonly unknown[]): string => JSON.stringify({ version: 1, exports });

export type Outcome = ScopeReading & {
  readonly items: readonly (Snapshot | Unread)[];
  readonly names: ReadonlyMap<string, string>;
  readonly unit: (name: string) => UnitReading;
};

/** Reads `units` (`<type>@<region>`) of `scope` from `directory`; people become `person:<digest>`. */
export async function readUnits(directory: string, scope: string, units: readonly string[]): Promise<Outcome> {
  const reader = await openExports(directory);
  const items: (Snapshot | Unread)[] = [];
  const names = new Map<string, string>();
  const planned = units.map((unit) => ({
    type: unit.slice(0, unit.lastIndexOf("@")),
    region: unit.slice(unit.lastIndexOf("@") + 1),
  }));
  const reading = await reader.read(
    {
      scope,
      units: planned,
      person: (provider, value) => `person:${sha256Hex(`${provider}/${value}`)}`,
      remember: (reference, name) => names.set(reference, name),
    },
    (item) => items.push(item),
  );
  const unit = (name: string): UnitReading => {
    const found = reading.units.find((each) => each.unit === name);
    if (found === undefined) throw new Error(`no reading of ${name}`);
    return found;
  };
  return { ...reading, items, names, unit };
}

/** Reads `units` from a directory of one export, whose file has `content`: text as it is, anything else as JSON. */
export async function readExport(
  members: { readonly scope: string; readonly [member: string]: unknown },
  content: unknown,
  units: readonly string[],
): Promise<Outcome> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const directory = await makeDirectory({
    "export.json": manifest(entry({ file: "f.json", ...members })),
    "f.json": text,
  });
  return readUnits(directory, members.scope, units);
}

/** The message of the InputError that `work` has to end with. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

/** The body of the only item, or of the one with `key`. */
export function bodyOf(outcome: Outcome, key?: string): Snapshot["body"] {
  const found = outcome.items.find((item) => key === undefined || item.key === key);
  if (found === undefined || !("body" in found)) throw new Error("no such snapshot");
  return found.body;
}
