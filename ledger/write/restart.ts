// Makes the restart of a chain: where the chain stood, and every object that the restart leaves behind (FORMAT.md C7).
import type { Restart } from "../../evidence-schema/record/record.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { boundedGet } from "../read/bounded-get.ts";
import type { LoadedChain } from "../read/chain-reading.ts";
import type { Ledger } from "../read/ledger.ts";

/** Who restarts a chain, and why. */
export type RestartReason = { readonly reason: string; readonly principal: string };

/** The gen that a restart of a broken chain opens, and what its first record says. */
export async function restartAfter(
  { store }: Ledger,
  { chain, broken }: LoadedChain & { readonly broken: NonNullable<LoadedChain["broken"]> },
  asked: RestartReason,
): Promise<{ readonly gen: number; readonly restarts: Restart }> {
  const { gen, seq, head } = chain.head;
  // The lowest gen without objects: none may be left out, and what stands in a higher one is met when the chain gets there.
  let next = gen + 1;
  while (broken.objects.some((object) => object.gen === next)) next += 1;
  const abandoned: { key: string; object: string }[] = [];
  for (const { key, gen: of } of broken.objects)
    if (of < next) abandoned.push({ key, object: sha256Hex((await boundedGet(store, key)) ?? Buffer.alloc(0)) });
  abandoned.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { gen: next, restarts: { gen, seq, head, abandoned, ...asked } };
}

/** Whether a chain can't be appended to before it is restarted. */
export const isBroken = (
  loaded: LoadedChain,
): loaded is LoadedChain & { readonly broken: NonNullable<LoadedChain["broken"]> } => loaded.broken !== null;
