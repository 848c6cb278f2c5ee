// Reads the log sinks by which folders and the organization route logs of the projects below them, and the log buckets of other projects.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, textOf } from "../../json-shape.ts";

export const ANCESTOR_SINK = "Tidemark::Logging::AncestorSink";
export const DESTINATION_BUCKET = "Tidemark::Logging::DestinationBucket";

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/folders.sinks */
const Sink = z.looseObject({
  name: z.string().min(1),
  destination: z.string(),
  includeChildren: z.boolean().optional(),
  interceptChildren: z.boolean().optional(),
  createTime: z.string().optional(),
});

/**
 * The sinks of `ancestor` (`folders/<number>`) that route logs of what lies in it, as those that `project` (`projects/<number>`) is
 * below. `height`: 1 for what the project lies in, 2 for what contains that. Undefined where the answer has another shape.
 */
export function ancestorSinksIn(
  sinks: readonly Json[],
  { project, ancestor, height }: { readonly project: string; readonly ancestor: string; readonly height: number },
): readonly Answered[] | undefined {
  const parsed = z.array(Sink).safeParse(sinks);
  if (!parsed.success) return undefined;
  return parsed.data
    .filter(({ includeChildren, interceptChildren }) => includeChildren === true || interceptChildren === true)
    .map((sink) => {
      const createdAt = toInstant(sink.createTime);
      return {
        key: syntheticKey("gcp", project, `ancestor-sink/${ancestor}/sinks/${sink.name}`),
        body: { ...sink, Ancestor: ancestor, Height: height },
        incarnation: createdAt ?? "",
        name: sink.name,
        createdAt,
      };
    });
}

/** A destination of a sink that is a log bucket: whose it is, and its name. */
const LOG_BUCKET =
  /^logging\.googleapis\.com\/(((?:projects|folders|organizations)\/[^/?#]+)\/locations\/[^/?#]+\/buckets\/[^/?#]+)$/;

/** The names of log buckets that `sinks` lead to and that are not of the project that goes by `own` (`projects/<id>`). */
export function bucketsElsewhere(sinks: readonly Json[], own: readonly string[]): readonly string[] {
  const named = sinks.flatMap((sink) => {
    const [, bucket, parent] = LOG_BUCKET.exec(isRecord(sink) ? (textOf(sink["destination"]) ?? "") : "") ?? [];
    return bucket === undefined || parent === undefined || own.includes(parent) ? [] : [bucket];
  });
  return [...new Set(named)].toSorted();
}

/** The key of a log bucket by its name, as the one that logs of `project` (`projects/<number>`) are sent to. */
export const destinationBucketKey = (project: string, bucket: string): string =>
  syntheticKey("gcp", project, `destination-bucket/${bucket}`);

/** The log bucket `bucket`; undefined where the answer has another shape. It may name its project by the id or by the number. */
export function destinationBucketIn(answer: Json, project: string, bucket: string): Answered | undefined {
  const name = isRecord(answer) ? textOf(answer["name"]) : null;
  const within = (path: string): string | undefined => /\/locations\/.+$/.exec(path)?.[0];
  if (!isRecord(answer) || name === null || within(name) !== within(bucket)) return undefined;
  const createdAt = toInstant(answer["createTime"]);
  return {
    key: destinationBucketKey(project, bucket),
    body: { ...answer, Destination: bucket },
    incarnation: createdAt ?? "",
    name: bucket,
    createdAt,
  };
}
