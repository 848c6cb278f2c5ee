// Writes the ledger vectors as files: one ledger each, its objects in base64, for readers in any language.
import { ledgerVectors } from "../test/support/ledger-vectors/index.ts";
import type { LedgerVector } from "../test/support/ledger-vectors/vector.ts";

function text({ rule, exit, what, from, to, now, kept, forged }: LedgerVector): string {
  const { objects, trust } = forged();
  const encoded = Object.fromEntries([...objects].map(([key, bytes]) => [key, bytes.toString("base64")]));
  return `${JSON.stringify({ rule, exit, what, from, to, now, kept, trust, objects: encoded }, null, 2)}\n`;
}

/** What `npm run generate` writes. */
export const ledgerVectorFiles = ledgerVectors.map((vector) => ({
  path: `evidence-schema/vectors/ledgers/${vector.name}.json`,
  make: () => text(vector),
}));
