// A child process: tries histories seed by seed until something is wrong, and prints what is, a JSON object a seed.
import { historyOf, type History } from "../history.ts";
import { LIES, withLie, wrongWithLie } from "../liars/index.ts";
import { questionsOf, wrongWithTampered } from "../tampering/questions.ts";
import { TAMPERINGS } from "../tampering/tampering.ts";
import { wrongWith } from "../readers/honest.ts";
import { Random } from "../simulation/random.ts";
import type { Trying } from "./fault.ts";

const TRYING: { readonly [by in Trying]: (history: History) => Promise<string[]> } = {
  honest: (history) => wrongWith(history, {}),
  async lies({ seed, end }) {
    const random = new Random(seed);
    const wrong: string[] = [];
    for (const lie of LIES) {
      const lied = await withLie(lie, end, random);
      if (lied !== null) wrong.push(...(await wrongWithLie(lie, lied)));
    }
    return wrong;
  },
  async tampering({ seed, end }) {
    const random = new Random(seed);
    const wrong: string[] = [];
    for (const tampering of TAMPERINGS)
      for (const question of questionsOf(tampering, end, random) ?? [])
        wrong.push(...(await wrongWithTampered(tampering, question)));
    return wrong;
  },
};

const [by, within] = process.argv.slice(2) as [Trying, string];
for (let seed = 1; seed <= Number(within); seed += 1) {
  const wrong = await TRYING[by](await historyOf(seed));
  console.log(JSON.stringify({ seed, wrong }));
  if (wrong.length > 0) break;
}
