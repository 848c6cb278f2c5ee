// Verifies ledgers in one process: a JSON question a line in, a JSON line of what was said out.
import { createInterface } from "node:readline";
import { type LedgerOnDisk, verifyHere } from "../ledgers-on-disk.ts";
import { oneLine } from "./verifier.ts";

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(oneLine(await verifyHere(JSON.parse(line) as LedgerOnDisk)));
