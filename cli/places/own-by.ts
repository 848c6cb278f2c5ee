// Names who runs this command, and which software: the logged-in user is a person, of whom evidence holds a reference.
import { userInfo } from "node:os";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { By } from "../../evidence-schema/record/record.ts";
import type { NamesStore } from "../../ledger/names/names-store.ts";
import { SOFTWARE } from "../../observation/software.ts";
import code from "../../observation/code.json" with { type: "json" };

export const ownPrincipal = (names: NamesStore): string => names.person("local", userInfo().username);

export const ownBy = (names: NamesStore): By => ({
  principal: ownPrincipal(names),
  software: SOFTWARE,
  code: sha256Hex(canonicalLine(code as Json)),
});

/** The name of a run by hand. It has no slot to be named by: time and randomness make it its own. */
export const runByHand = (what: string): string =>
  `${what}-${new Date().toISOString()}-${Math.random().toString(16).slice(2, 10).padEnd(8, "0")}`;
