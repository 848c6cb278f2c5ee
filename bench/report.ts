// Measures the report of a quarter and of a year of hourly runs: with nothing at hand, and with the tables and their verification at hand.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runChild, type Measured } from "./child.ts";
import { inTemporary } from "./home.ts";
import { HOURS, instantOf } from "./query-year.ts";
import type { YearRequest } from "./build-year.ts";
import type { ReportRequest, ReportRun } from "./report-run.ts";
import { median, MIB, print, ROUNDS } from "./table.ts";

const QUARTER = 92 * 24;
const MONTH = 30 * 24;

/** Prints the rows of both spans. */
export async function measureReport(): Promise<void> {
  await measureSpan("a quarter", QUARTER);
  await measureSpan("a year", HOURS);
}

async function measureSpan(span: string, hours: number): Promise<void> {
  await inTemporary(async (directory) => {
    const { answer: ledger } = await runChild<string>("build-year.ts", {
      directory,
      hours,
      withControls: true,
    } satisfies YearRequest);
    const out = join(directory, "report.html");
    const report = (from: number, to: number): Promise<Measured<ReportRun>> =>
      runChild<ReportRun>("report-run.ts", {
        args: ["--ledger", ledger, "--from", instantOf(from), "--to", instantOf(to)],
        out,
      } satisfies ReportRequest);
    await rm(join(directory, "tables"), { recursive: true, force: true });
    const isQuarter = hours === QUARTER;
    const cold = await report(0, hours - 1);
    print({
      what: `report of ${span} of hourly runs, 10,000 resources, tables made and ledger verified`,
      figure: `${cold.seconds.toFixed(1)} s`,
      ...(isQuarter ? { target: "<= 40 s", isMet: cold.seconds <= 40 } : {}),
    });
    print({
      what: "memory of that",
      figure: `${cold.maxRssMiB.toFixed(0)} MiB`,
      target: "<= 1,024 MiB",
      isMet: cold.maxRssMiB <= 1024,
    });
    const warm: Measured<ReportRun>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) warm.push(await report(0, hours - 1));
    const seconds = median(warm.map((each) => each.seconds));
    const bytes = warm[0]?.answer.bytes ?? 0;
    print({
      what: "the same with tables and verification at hand",
      figure: `${seconds.toFixed(1)} s, ${Math.max(...warm.map((each) => each.maxRssMiB)).toFixed(0)} MiB`,
      ...(isQuarter ? { target: "<= 3 s", isMet: seconds <= 3 } : {}),
    });
    print({
      what: "its file",
      figure: `${(bytes / MIB).toFixed(2)} MiB`,
      ...(isQuarter ? { target: "<= 5 MB", isMet: bytes <= 5e6 } : {}),
    });
    const shorter = await report(0, hours - 1 - MONTH);
    print({ what: "a further month adds", figure: `${((bytes - shorter.answer.bytes) / 1024).toFixed(0)} KiB` });
  });
}
