// Reads where logs of the project are sent by folders and by the organization, and how long log buckets of other projects keep them.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isGone } from "../../google/client/failure.ts";
import { CallFailed } from "../../live/call.ts";
import {
  ANCESTOR_SINK,
  ancestorSinksIn,
  bucketsElsewhere,
  DESTINATION_BUCKET,
  destinationBucketIn,
  destinationBucketKey,
} from "../answers/central-logs.ts";
import { PROJECT_ACTION } from "../inventory/ancestry.ts";
import { GET_BUCKET, LIST_SINKS } from "../inventory/central-logs.ts";
import type { ProjectNames } from "../item/direct-asset.ts";
import type { ProjectRead } from "../project-read.ts";
import type { ProjectSource } from "../source.ts";

export const centralLogs: ProjectSource = {
  name: "central-logs",
  types: [ANCESTOR_SINK, DESTINATION_BUCKET],
  calls: [
    { action: PROJECT_ACTION, per: "few" },
    { action: LIST_SINKS, per: "page" },
    { action: GET_BUCKET, per: { resource: "no call tells of log buckets of several projects" } },
  ],
  async read(gcp) {
    const names = await gcp.names();
    const { told: chain, dataTime: since } = await gcp.once(({ ancestry }) => ancestry(names));
    const above = chain.filter(({ type }) => type !== "project").map(({ type, id }) => `${type}s/${id}`);
    const lists = await Promise.all([
      ownSinks(gcp, names),
      ...above.map((ancestor, index) => sinksOf(gcp, { ancestor, height: index + 1, since })),
    ]);
    const times = [since, ...lists.map((list) => list.dataTime)];
    if (gcp.wants(DESTINATION_BUCKET)) times.push(...(await readBuckets(gcp, { names, lists, since })));
    gcp.asOf(times.toSorted()[0] ?? gcp.now());
  },
};

type Sinks = { readonly sinks: readonly Json[]; readonly dataTime: string; readonly problem: Problem | null };

/** The sinks; a cause where they could not be listed. */
async function orProblem(gcp: ProjectRead, list: () => Promise<Omit<Sinks, "problem">>): Promise<Sinks> {
  try {
    return { ...(await list()), problem: null };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { sinks: [], dataTime: gcp.now(), problem: error.problem };
  }
}

const ownSinks = (gcp: ProjectRead, names: ProjectNames): Promise<Sinks> =>
  orProblem(gcp, async () => {
    const { told: sinks, dataTime } = await gcp.once((facts) => facts.sinks(names));
    return { sinks, dataTime };
  });

/** Gives each sink of a folder or an organization that routes logs of the project. */
async function sinksOf(
  gcp: ProjectRead,
  { ancestor, height, since }: { readonly ancestor: string; readonly height: number; readonly since: string },
): Promise<Sinks> {
  const list = await orProblem(gcp, async () => {
    const { told: sinks, dataTime } = await gcp.once((facts) => facts.sinksOf(ancestor, since));
    return { sinks, dataTime };
  });
  // Sinks that can't be listed can't be named: any of them may be missing.
  if (list.problem !== null) gcp.spoil(ANCESTOR_SINK, list.problem);
  const made = ancestorSinksIn(list.sinks, { project: gcp.project, ancestor, height });
  if (made === undefined) gcp.spoil(ANCESTOR_SINK, misshapen(LIST_SINKS));
  for (const fact of made ?? []) gcp.emitFact(ANCESTOR_SINK, { ...fact, dataTime: list.dataTime });
  return list;
}

/** Gives each log bucket of another project that one of the sinks leads to. As of when each was told. */
async function readBuckets(
  gcp: ProjectRead,
  { names, lists, since }: { readonly names: ProjectNames; readonly lists: readonly Sinks[]; readonly since: string },
): Promise<string[]> {
  for (const { problem } of lists) if (problem !== null) gcp.spoil(DESTINATION_BUCKET, problem);
  const buckets = bucketsElsewhere(
    lists.flatMap(({ sinks }) => sinks),
    [gcp.project, `projects/${names.id}`],
  );
  const times: string[] = [];
  const keyOf = (bucket: string): string => destinationBucketKey(gcp.project, bucket);
  await gcp.each(DESTINATION_BUCKET, buckets, keyOf, async (bucket) => {
    try {
      const { told, dataTime } = await gcp.once(({ logBucket }) => logBucket(bucket, since));
      times.push(dataTime);
      const fact = destinationBucketIn(told, gcp.project, bucket);
      if (fact === undefined) gcp.emitUnread(DESTINATION_BUCKET, keyOf(bucket), misshapen(GET_BUCKET));
      else gcp.emitFact(DESTINATION_BUCKET, { ...fact, dataTime });
    } catch (error) {
      // A sink may still name a log bucket that is gone.
      if (!isGone(error)) throw error;
    }
  });
  return times;
}

const misshapen = (action: string): Problem => ({
  code: "unexpected-shape",
  detail: `the answer to ${action} has another form than documented`,
});
