// The same ledger in another folder, time zone and language gives the same bytes.
import { fork } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Command } from "../support/ledger/command-process.ts";
import { lateCorrections } from "../support/ledger/late-corrections.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { repository, type Ran } from "../support/run-cli.ts";

const QUESTIONS = [
  ["failures"],
  ["failures", "--json"],
  ["failures", "--format", "csv"],
  ["failures", "--period", "2026-09-02..2026-09-05", "--time-zone", "Europe/Berlin"],
  ["tables", "--json", "--rebuild"],
  ["query", "--sql", "select * from failure order by id, scope, key", "--json"],
];

/** Runs the program on a copy of the ledger, in a process that begins with these variables. */
async function answersIn(home: TemporaryLedger, variables: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = join(temporaryDirectory(), variables["TZ"] ?? "here");
  cpSync(home.home, folder, { recursive: true });
  const env = { ...process.env, ...variables };
  const child = fork(join(repository, "test/support/ledger/command-process.ts"), { env, stdio: "inherit" });
  const asked = (args: readonly string[], id: number): Promise<string> => {
    const answer = Promise.withResolvers<string>();
    child.on("message", (told: { readonly id: number; readonly ran: Ran }) => {
      if (told.id === id) answer.resolve(JSON.stringify(told.ran).replaceAll(folder, "FOLDER"));
    });
    child.once("exit", (code) => answer.reject(new Error(`the process ended: ${code}`)));
    const command: Command = { args: [...args, "--ledger", join(folder, "ledger")], cwd: folder, variables: {} };
    child.send({ id, command });
    return answer.promise;
  };
  const answers = await Promise.all(QUESTIONS.map(asked));
  child.disconnect();
  return answers;
}

test("questions about failures are answered alike wherever they are asked", async () => {
  const home = await lateCorrections();
  const [utc, ...others] = await Promise.all(
    [
      { TZ: "UTC", LC_ALL: "C" },
      { TZ: "Asia/Kolkata", LC_ALL: "de_DE.UTF-8" },
      { TZ: "America/New_York", LC_ALL: "tr_TR.UTF-8" },
    ].map((variables) => answersIn(home, variables)),
  );
  expect(utc?.map((each) => (JSON.parse(each) as Ran).status)).toEqual(QUESTIONS.map(() => 0));
  expect(utc?.join("")).toContain("FOLDER");
  for (const other of others) expect(other).toEqual(utc);
});
