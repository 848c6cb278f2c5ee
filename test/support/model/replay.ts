// Tells a history that went wrong in plain words, with the command that makes it once more.
import { historyOf } from "./history.ts";

/** What was wrong, the history step by step, and how to see it again. */
export async function retold(seed: number, wrong: readonly string[], file: string): Promise<string> {
  const { story } = await historyOf(seed, true);
  return [
    `Seed ${seed}: ${wrong.length} things are wrong.`,
    ...wrong,
    `Again: TIDEMARK_MODEL_SEED=${seed} npx vitest run --project node ${file}`,
    ...story,
  ].join("\n");
}
