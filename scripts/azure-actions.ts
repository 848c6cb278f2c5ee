// Lists what the sources of Azure and Microsoft Entra declare, as data: infra and the set-up read it without SDKs.
import type { SourceActions } from "../collectors/azure/actions.ts";
import { LANE_SOURCES } from "../collectors/azure/lanes.ts";
import { ENTRA_SOURCES } from "../collectors/entra/lanes.ts";
import { MICROSOFT_GRAPH } from "../collectors/entra/source.ts";
import type { Source } from "../collectors/live/source.ts";

const declared = (
  lane: string,
  { name, types, calls }: Pick<Source<never>, "name" | "types" | "calls">,
): SourceActions => ({
  source: name,
  lane,
  types,
  actions: calls.map(({ action, per }) => ({ action, per: typeof per === "string" ? per : "resource" })),
});

/** `collectors/azure/action-list.json`. */
export const azureActionList = (): string =>
  JSON.stringify(
    LANE_SOURCES.map(({ source, record }) => declared(record("", false).lane, source)),
    null,
    2,
  );

/** `collectors/entra/action-list.json`. */
export const entraActionList = (): string =>
  JSON.stringify(
    ENTRA_SOURCES.map((source) => declared(MICROSOFT_GRAPH.lane, source)),
    null,
    2,
  );
