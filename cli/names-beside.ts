// Names of people for a reader of the ledger: whoever has the ledger alone reads references, and that is enough.
import { stat } from "node:fs/promises";
import { NamesStore } from "../ledger/names.ts";
import { namesDirectory } from "../ledger/stores/names-directory.ts";
import type { Home } from "./home.ts";
import type { Names } from "../audit/resource-name.ts";

const NONE: Names = { nameOf: () => Promise.resolve(null) };

/** The names store beside the ledger, or no names where there is none. */
export async function namesBeside({ names }: Home, salt: string): Promise<Names> {
  const isThere = await stat(names).then(
    () => true,
    () => false,
  );
  return isThere ? NamesStore.open(namesDirectory(names), salt) : NONE;
}
