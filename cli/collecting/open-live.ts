// Opens the reader of the clouds as they are now, for the scopes of a config that can be read live.
import { EXPORT_LANES } from "../../collectors/exports/reader.ts";
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { NONE_LISTED, type ListedScopes } from "../../collectors/live/listed-scopes.ts";
import { manyClouds } from "../../collectors/live/many-clouds.ts";
import type { Reader, RereadingReader } from "../../collectors/port.ts";
import { liveLanes } from "../../collectors/registry/lanes.ts";
import { CLOUDS_AT_HAND } from "../../collectors/registry/readers.ts";
import { cloudOf, isReadLive, LIVE_CLOUDS, type LiveCloud } from "../../config/live-clouds.ts";
import type { Config } from "../../config/schema.ts";
import { canReread } from "../../observation/reading/answering.ts";
import { realClock } from "../clock.ts";
import { UsageError } from "../exit.ts";

export type LiveReader = {
  readonly reader: Reader;
  /** The scopes that each cloud itself lists. */
  readonly listed: Readonly<Record<LiveCloud, ListedScopes>>;
};

/**
 * Rejects with UsageError where nothing of the config can be read live, and with NoCredentials or CallFailed where the only
 * cloud of the config can't be asked. Where a config has several clouds, a cloud that nobody is signed in to costs no other.
 */
export async function openLive(config: Config): Promise<LiveReader> {
  const clouds = LIVE_CLOUDS.filter((cloud) => config.scopes.some(({ scope }) => cloudOf(config, scope) === cloud));
  if (clouds.length === 0) {
    throw new UsageError(
      "the config lists no scope that can be read live. Add an AWS account to scopes, or azure with the tenant and its subscriptions, or gcp and its projects, or read exports: tidemark collect --from DIR",
    );
  }
  const listed: { [cloud in LiveCloud]: ListedScopes } = { aws: NONE_LISTED, azure: NONE_LISTED, gcp: NONE_LISTED };
  const readers = new Map<LiveCloud, RereadingReader>();
  for (const name of clouds) {
    const cloud = CLOUDS_AT_HAND[name]();
    try {
      await cloud.confirm(config);
      listed[name] = await cloud.list(config, realClock.now);
    } catch (error) {
      if (clouds.length === 1 || !(error instanceof NoCredentials || error instanceof CallFailed)) throw error;
      const problem =
        error instanceof CallFailed ? error.problem : ({ code: "denied", detail: error.message } as const);
      listed[name] = { ...NONE_LISTED, problem };
    }
    const reader = cloud.open(config, realClock.now, listed[name]);
    if (canReread(reader)) readers.set(name, reader);
  }
  const reader = manyClouds([...readers.values()], (scope) => readers.get(cloudOf(config, scope) ?? "aws") ?? null);
  const { lanes, lanesOf } = liveLanes(config);
  return {
    // Answers from the other clouds' exports stay as the exports gave them.
    reader: {
      ...reader,
      lanes: { ...EXPORT_LANES, ...lanes },
      lanesOf,
      cannotRead: (scope) =>
        isReadLive(config, scope)
          ? null
          : "Tidemark reads this scope only from exports, and the run had none. Export the scope: tidemark collect --from DIR",
    },
    listed,
  };
}
