// Opens the names of people for a reader of the ledger. A reader who has the ledger alone reads references.
import { stat } from "node:fs/promises";
import { nameIn, NamesStore } from "../../ledger/names/names-store.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import type { Home } from "./home.ts";
import type { Names } from "../../audit/resource-name.ts";

const NONE: Names = { nameOf: () => Promise.resolve(null) };

/** The names store beside the ledger, or no names where there is none. */
export async function namesBeside({ names }: Home, salt: string): Promise<Names> {
  const isThere = await stat(names).then(
    () => true,
    () => false,
  );
  return isThere ? NamesStore.open(namesDirectory(names), salt) : NONE;
}

/** The names for a verification: a salt or a name that can't be read must not keep it from giving a verdict. */
export const namesAtHand = ({ names }: Home): Names => ({
  nameOf: (reference) => nameIn(namesDirectory(names), reference).catch(() => null),
});
