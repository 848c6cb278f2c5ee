// Runs `npm run bench:aging`: makes a ledger of 10,000 runs, and counts what an unchanged run asks of S3 at its beginning and at
// its end, equally far from the latest full segment. Prints both, and whether they are equal.
import { LongHistory } from "../test/support/ledger/long-history.ts";

const SCOPE = "aws/111111111111";
const AGES = [10, 1_000, 10_000];

const history = await LongHistory.create([SCOPE]);
try {
  let distance: number | null = null;
  const seen = new Set<string>();
  for (const age of AGES) {
    while (history.runs < age) await history.pass();
    distance ??= await history.sinceFull(SCOPE);
    while ((await history.sinceFull(SCOPE)) !== distance) await history.pass();
    // The first that goes step by step finds no plan and no cursor of the run before.
    await history.count();
    const counts = await history.count();
    const shown = Object.entries(counts).map(
      ([step, { put, list, get }]) => `${step} put ${put}, list ${list}, get ${get}`,
    );
    console.log(`after ${history.runs - 1} runs, ${history.objects} objects: ${shown.join("; ")}`);
    seen.add(shown.join());
  }
  console.log(seen.size === 1 ? "equal" : "NOT equal");
} finally {
  await history.stop();
}
