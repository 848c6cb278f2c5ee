// Runs a question about a population on a ledger whose evidence can be read as a whole.
import { Ledger } from "../../ledger/read/ledger.ts";
import { EXIT, UsageError } from "../exit.ts";
import { homeOf } from "../places/home.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import { NOTHING_SEALED } from "../query/answering.ts";
import { brokenLines } from "../query/broken.ts";
import { askedPopulation, type AskedPopulation, type PopulationFrom, type PopulationValues } from "./asking.ts";

/** Rejects with UsageError where the options name nothing that is there. Broken evidence is told, and `ask` is not called. */
export async function withPopulation(
  command: string,
  values: PopulationValues & { readonly ledger: string },
  ask: (asked: AskedPopulation, from: PopulationFrom) => Promise<number>,
): Promise<number> {
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  return withTables(home, ledger, async (tables) => {
    const { basis, broken } = tables;
    if (basis === null) throw new UsageError(NOTHING_SEALED);
    if (broken.length > 0) {
      // A list of which a part can't be read is no population.
      for (const line of brokenLines(broken)) process.stderr.write(`${line}\n`);
      process.stderr.write("No population is listed, and nothing was recorded.\n");
      return EXIT.broken;
    }
    const from = { ledger, tables, basis };
    return ask(await askedPopulation(command, values, from), from);
  });
}
