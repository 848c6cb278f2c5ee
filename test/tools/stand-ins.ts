// Stand-ins for the clouds' command lines, the export script run with them, and what the reader then reads.
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach } from "vitest";
import { openExports } from "../../collectors/exports/reader.ts";
import type { PlannedUnit, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";

/** What a stand-in prints where its arguments contain the pattern: JSON, or shell. First come, first served. */
export type StandIns = {
  readonly [tool: string]: readonly (readonly [pattern: string, answer: object | string])[];
};

export type Manifest = {
  readonly exports: readonly { readonly source: string; readonly command: string; readonly principal: string }[];
};

export type Run = {
  readonly status: number;
  readonly errors: readonly string[];
  readonly manifest: Manifest;
  /** Where export.json and the files are. */
  readonly directory: string;
};

const directories: string[] = [];
afterEach(async () => {
  await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true, force: true })));
});

/** Runs `script` with the stand-ins in the place of the tools they are named after; they find `files` in $ANSWERS. */
export async function runScript(
  script: string,
  standIns: StandIns,
  files: { readonly [name: string]: string | Buffer } = {},
): Promise<Run> {
  const home = await mkdtemp(join(tmpdir(), "tidemark-commands-"));
  directories.push(home);
  const [bin, directory] = [join(home, "bin"), join(home, "out")];
  await mkdir(bin);
  for (const [name, content] of Object.entries({ ...files, "export.sh": script })) {
    await writeFile(join(home, name), content);
  }
  for (const [tool, answers] of Object.entries(standIns)) {
    const cases = answers.map(
      ([pattern, answer]) =>
        `  *'${pattern}'*) ${typeof answer === "string" ? answer : `printf '%s\\n' '${JSON.stringify(answer)}'`} ;;`,
    );
    const lines = ["#!/bin/sh", 'case "$*" in', ...cases, '  *) echo "no answer to $*" >&2; exit 99 ;;', "esac", ""];
    await writeFile(join(bin, tool), lines.join("\n"));
    await chmod(join(bin, tool), 0o755);
  }
  const env = { PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`, ANSWERS: home };
  const ended = await new Promise<{ status: number; errors: string }>((resolve) => {
    execFile("sh", [join(home, "export.sh"), directory], { env }, (error, _, errors) =>
      resolve({ status: error === null ? 0 : Number(error.code), errors }),
    );
  });
  const manifest = JSON.parse(await readFile(join(directory, "export.json"), "utf8")) as Manifest;
  return { status: ended.status, errors: ended.errors.split("\n").filter((line) => line !== ""), manifest, directory };
}

/** What the reader makes of one scope: its items, and the units that an export answered, by name. */
export async function readScope(
  directory: string,
  scope: string,
  units: readonly PlannedUnit[],
): Promise<{ readonly items: readonly (Snapshot | Unread)[]; readonly units: ReadonlyMap<string, UnitReading> }> {
  const reader = await openExports(directory);
  const items: (Snapshot | Unread)[] = [];
  const request = { scope, units, person: () => "person:x", remember: () => {} };
  const reading = await reader.read(request, (item) => items.push(item));
  const answered = reading.units.filter(({ source }) => source !== "none");
  return { items, units: new Map(answered.map((unit) => [unit.unit, unit])) };
}
