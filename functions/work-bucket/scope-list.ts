// Keeps the subscriptions or projects that a run listed, for the plan of the next run: the function that plans signs in to AWS
// alone.
import { z } from "zod";
import { NoCredentials } from "../../collectors/live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../../collectors/live/listed-scopes.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { PROBLEM_CODES, type Problem, type ProblemCode } from "../../evidence-schema/record/record.ts";
import { StoreError } from "../../ledger/store.ts";
import type { SingleObjects } from "../../ledger/stores/s3/single-objects.ts";
import { redactText } from "../../observation/reading/redaction.ts";

/** The most scopes of a list. A longer one is not cut, since it would look whole: its cause alone is kept. */
const MOST_LISTED = 10_000;

/** Bytes of the longest list that is read: its writer is another function, which reads another cloud. */
const MOST_BYTES = 2 << 20;

const keptOf = ({ form }: Listing) =>
  z.strictObject({
    v: z.literal(1),
    /** When the list was asked for. */
    time: z.iso.datetime({ precision: 3 }),
    scopes: z
      .array(z.string().regex(form))
      .max(MOST_LISTED)
      .refine((scopes) => new Set(scopes).size === scopes.length),
    /** The names of enrolled scopes alone, redacted: a roster has no other. */
    names: z.record(z.string(), z.string().max(256)),
    /** Why there is no list; null where there is one. */
    problem: z.strictObject({ code: z.enum(PROBLEM_CODES), detail: z.string().max(1000) }).nullable(),
  });

/** A list of a cloud's scopes: what they are called, and the form of one. */
type Listing = { readonly cloud: string; readonly of: string; readonly form: RegExp };

export const SUBSCRIPTIONS: Listing = {
  cloud: "Azure",
  of: "subscriptions",
  form: /^azure\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};
export const PROJECTS: Listing = { cloud: "Google Cloud", of: "projects", form: /^gcp\/projects\/\d+$/ };

/** An object of the work bucket. */
type Place = Pick<SingleObjects, "get" | "put"> & { readonly key: string };

/**
 * Keeps what `list` gives, unless the run has a list. A failure of `list` is kept as its cause, and costs no scope its
 * reading. `enrolled`: the scopes whose names are kept. `clock`: milliseconds since 1970. Rejects with StoreError.
 */
export async function keepScopes(
  listing: Listing,
  { get, put, key }: Place,
  enrolled: readonly string[],
  list: () => Promise<ListedScopes>,
  clock: () => number,
): Promise<void> {
  if ((await get(key)) !== null) return;
  const time = formatTimestamp(clock());
  const { scopes, names, problem } = bounded(
    listing,
    await list().catch((error: unknown) => unlistedFor(listing, error)),
  );
  const named = enrolled.flatMap((scope) => {
    const name = names[scope];
    return name === undefined ? [] : [[scope, redactText(name).slice(0, 256).toWellFormed()]];
  });
  const kept: z.input<ReturnType<typeof keptOf>> = {
    v: 1,
    time,
    scopes: [...new Set(scopes)],
    names: Object.fromEntries(named),
    problem,
  };
  await put(key, Buffer.from(JSON.stringify(kept)));
}

function unlistedFor({ of }: Listing, error: unknown): ListedScopes {
  if (error instanceof NoCredentials) return { ...NONE_LISTED, problem: { code: "denied", detail: error.message } };
  const name = error instanceof Error ? error.name : typeof error;
  return { ...NONE_LISTED, problem: { code: "unavailable", detail: `the list of ${of} failed with ${name}` } };
}

const bounded = ({ cloud, of }: Listing, listed: ListedScopes): ListedScopes =>
  listed.scopes.length <= MOST_LISTED
    ? listed
    : { ...NONE_LISTED, problem: { code: "truncated", detail: `${cloud} lists more than ${MOST_LISTED} ${of}` } };

/**
 * The scopes that the run before listed. Where there is no list of it that can be used, `parent` is one whose scopes
 * could not be listed, with the cause: a missing list never means that there are no others. `mostSeconds`: how old it may be.
 */
export async function scopesBefore(
  listing: Listing,
  { get, key }: Omit<Place, "put">,
  { parent, now, mostSeconds }: { readonly parent: string; readonly now: number; readonly mostSeconds: number },
): Promise<ListedScopes> {
  const list = `the list of ${listing.of}`;
  const unlisted = (code: ProblemCode, detail: string): ListedScopes => ({
    ...NONE_LISTED,
    unlisted: [parent],
    problem: { code, detail },
  });
  try {
    const bytes = await get(key, MOST_BYTES);
    if (bytes === null) return unlisted("no-answer", `the run before left no list of ${listing.of}`);
    const { time, scopes, names, problem } = keptOf(listing).parse(JSON.parse(bytes.toString("utf8")));
    if (problem !== null) return { ...NONE_LISTED, unlisted: [parent], problem: problem as Problem };
    if (now - parseTimestamp(time) > mostSeconds * 1000)
      return unlisted("older-answer", `${list} is of ${time}, expected one of the last ${mostSeconds} s`);
    return { ...NONE_LISTED, scopes, names };
  } catch (error) {
    if (error instanceof StoreError) return unlisted("unavailable", error.message);
    return unlisted("unexpected-shape", `${list} that the run before left is damaged`);
  }
}
