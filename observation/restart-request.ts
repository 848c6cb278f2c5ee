// Keeps the restart of a scope that a person asks for and the next run carries out,
// where the person's own program can't read the scope.
import { z } from "zod";
import { RESTARTS } from "../config/deployed/request-keys.ts";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";
import type { Restart } from "../evidence-schema/record/record.ts";
import type { Ledger, LoadedChain } from "../ledger/read/ledger.ts";
import { restartAfter, type RestartReason } from "../ledger/write/restart.ts";
import { ObservationError } from "./observation-error.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const Request = z.strictObject({
  v: z.literal(1),
  scope: z.string().min(1),
  reason: z.string().min(1),
  /** Who asks; a person is a reference. */
  principal: z.string().min(1),
  /** Where the chain stood, and what the restart leaves behind: as the restart itself will say it (FORMAT.md C7). */
  gen: z.int().min(0),
  seq: z.int().min(-1),
  head: digest,
  abandoned: z.array(z.strictObject({ key: z.string(), object: digest })),
});

/** A chain that can't be appended to before it is restarted. */
export type BrokenChain = LoadedChain & { readonly broken: NonNullable<LoadedChain["broken"]> };

/** `key`: in the work bucket. It names the break, so that there is one request for it. */
export type RestartRequestObject = { readonly key: string; readonly bytes: Buffer };

/** The request to restart a broken chain as it stands now. */
export async function restartRequest(
  ledger: Ledger,
  loaded: BrokenChain,
  asked: RestartReason,
): Promise<RestartRequestObject> {
  const { scope } = loaded.chain;
  const { key, at } = await breakOf(ledger, loaded);
  return { key, bytes: canonicalLine({ v: 1, scope, ...asked, ...at } as unknown as Json) };
}

/**
 * Who asked for the restart of a broken chain and why; null where nobody did. An object that somebody put there since makes it another
 * break, which nobody has asked about. `get` reads the work bucket. Rejects with ObservationError where a request is none.
 */
export async function requestedRestart(
  ledger: Ledger,
  loaded: BrokenChain,
  get: (key: string) => Promise<Buffer | null>,
): Promise<RestartReason | null> {
  const { key, at } = await breakOf(ledger, loaded);
  const bytes = await get(key);
  if (bytes === null) return null;
  const { v: _v, scope, reason, principal, ...about } = parse(key, bytes);
  const isAbout = scope === loaded.chain.scope && canonicalLine(about as Json).equals(canonicalLine(at as Json));
  if (!isAbout)
    throw new ObservationError(
      `${key}: found a request about another break of the chain, expected a request about this break`,
    );
  return { reason, principal };
}

type Break = Pick<Restart, "gen" | "seq" | "head" | "abandoned">;

async function breakOf(ledger: Ledger, loaded: BrokenChain): Promise<{ readonly key: string; readonly at: Break }> {
  const restart = await restartAfter(ledger, loaded, { reason: "", principal: "" });
  const { gen, seq, head, abandoned } = restart.restarts;
  const at = { gen, seq, head, abandoned };
  const name = `${restart.gen}-${sha256Hex(canonicalLine(at as unknown as Json))}.json`;
  return { key: `${RESTARTS}${encodeURIComponent(loaded.chain.scope)}/${name}`, at };
}

function parse(key: string, bytes: Buffer): z.output<typeof Request> {
  try {
    return Request.parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw new ObservationError(`${key} holds no request to restart a scope. Run tidemark restart-scope again`, {
      cause: error,
    });
  }
}
