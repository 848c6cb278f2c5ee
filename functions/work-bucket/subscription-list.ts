// Keeps the subscriptions that a run listed, for the plan of the next run: the function that plans can't sign in to Azure.
import { z } from "zod";
import { NoCredentials } from "../../collectors/live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../../collectors/live/listed-scopes.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { PROBLEM_CODES, type Problem, type ProblemCode } from "../../evidence-schema/record/record.ts";
import { StoreError } from "../../ledger/store.ts";
import type { SingleObjects } from "../../ledger/stores/s3/single-objects.ts";
import { redactText } from "../../observation/reading/redaction.ts";

/** The most subscriptions of a list. A longer one is not cut, since it would look whole: its cause alone is kept. */
const MOST_LISTED = 10_000;

/** Bytes of the longest list that is read: its writer is another function, which reads another cloud. */
const MOST_BYTES = 2 << 20;

const Kept = z.strictObject({
  v: z.literal(1),
  /** When the list was asked for. */
  time: z.iso.datetime({ precision: 3 }),
  scopes: z
    .array(z.string().regex(/^azure\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/))
    .max(MOST_LISTED)
    .refine((scopes) => new Set(scopes).size === scopes.length),
  /** The names of enrolled subscriptions alone, redacted: a roster has no other. */
  names: z.record(z.string(), z.string().max(256)),
  /** Why there is no list; null where there is one. */
  problem: z.strictObject({ code: z.enum(PROBLEM_CODES), detail: z.string().max(1000) }).nullable(),
});

/** An object of the work bucket. */
type Place = Pick<SingleObjects, "get" | "put"> & { readonly key: string };

/**
 * Keeps what `list` gives, unless the run has a list. A failure of `list` is kept as its cause, and costs no subscription its
 * reading. `enrolled`: the scopes whose names are kept. `clock`: milliseconds since 1970. Rejects with StoreError.
 */
export async function keepSubscriptions(
  { get, put, key }: Place,
  enrolled: readonly string[],
  list: () => Promise<ListedScopes>,
  clock: () => number,
): Promise<void> {
  if ((await get(key)) !== null) return;
  const time = formatTimestamp(clock());
  const { scopes, names, problem } = bounded(await list().catch(unlistedFor));
  const named = enrolled.flatMap((scope) => {
    const name = names[scope];
    return name === undefined ? [] : [[scope, redactText(name).slice(0, 256).toWellFormed()]];
  });
  const kept: z.input<typeof Kept> = {
    v: 1,
    time,
    scopes: [...new Set(scopes)],
    names: Object.fromEntries(named),
    problem,
  };
  await put(key, Buffer.from(JSON.stringify(kept)));
}

function unlistedFor(error: unknown): ListedScopes {
  if (error instanceof NoCredentials) return { ...NONE_LISTED, problem: { code: "denied", detail: error.message } };
  const name = error instanceof Error ? error.name : typeof error;
  return { ...NONE_LISTED, problem: { code: "unavailable", detail: `the list of subscriptions failed with ${name}` } };
}

const bounded = (listed: ListedScopes): ListedScopes =>
  listed.scopes.length <= MOST_LISTED
    ? listed
    : { ...NONE_LISTED, problem: { code: "truncated", detail: `Azure lists more than ${MOST_LISTED} subscriptions` } };

/**
 * The subscriptions that the run before listed. Where there is no list of it that can be used, `parent` is one whose scopes
 * could not be listed, with the cause: a missing list never means that there are no others. `mostSeconds`: how old it may be.
 */
export async function subscriptionsBefore(
  { get, key }: Omit<Place, "put">,
  { parent, now, mostSeconds }: { readonly parent: string; readonly now: number; readonly mostSeconds: number },
): Promise<ListedScopes> {
  const unlisted = (code: ProblemCode, detail: string): ListedScopes => ({
    ...NONE_LISTED,
    unlisted: [parent],
    problem: { code, detail },
  });
  try {
    const bytes = await get(key, MOST_BYTES);
    if (bytes === null) return unlisted("no-answer", "the run before left no list of subscriptions");
    const { time, scopes, names, problem } = Kept.parse(JSON.parse(bytes.toString("utf8")));
    if (problem !== null) return { ...NONE_LISTED, unlisted: [parent], problem: problem as Problem };
    if (now - parseTimestamp(time) > mostSeconds * 1000)
      return unlisted(
        "older-answer",
        `the list of subscriptions is of ${time}, expected one of the last ${mostSeconds} s`,
      );
    return { ...NONE_LISTED, scopes, names };
  } catch (error) {
    if (error instanceof StoreError) return unlisted("unavailable", error.message);
    return unlisted("unexpected-shape", "the list of subscriptions that the run before left is damaged");
  }
}
