// Opens the reader of the clouds as they are now, for the scopes of a config that can be read live.
import { EXPORT_LANES } from "../../collectors/exports/reader.ts";
import type { ListedScopes } from "../../collectors/live/listed-scopes.ts";
import type { Reader } from "../../collectors/port.ts";
import { LIVE_CLOUDS } from "../../collectors/registry/readers.ts";
import { isReadLive } from "../../config/live-providers.ts";
import type { Config } from "../../config/schema.ts";
import { realClock } from "../clock.ts";
import { UsageError } from "../exit.ts";

export type LiveReader = {
  readonly reader: Reader;
  /** The scopes that the clouds themselves list. */
  readonly listed: ListedScopes;
};

/** Rejects with UsageError where nothing of the config can be read live, with NoCredentials without any. */
export async function openLive(config: Config): Promise<LiveReader> {
  if (!config.scopes.some(({ scope }) => isReadLive(scope))) {
    throw new UsageError(
      "the config lists no AWS account in scopes, and live reading is for AWS alone. Add an account, or read exports of the other clouds: tidemark collect --from DIR",
    );
  }
  const { aws } = LIVE_CLOUDS;
  const credentials = aws.credentials();
  await aws.confirm(credentials);
  const listed = await aws.list(config, credentials, realClock.now);
  const reader = aws.open(config, credentials, realClock.now, listed);
  return {
    // Answers from the other clouds' exports stay as the exports gave them.
    reader: {
      ...reader,
      lanes: { ...EXPORT_LANES, ...reader.lanes },
      cannotRead: (scope) =>
        isReadLive(scope)
          ? null
          : "Tidemark reads this cloud only from exports, and the run had none. Export the scope: tidemark collect --from DIR",
    },
    listed,
  };
}
