// Reads a tenant of the test servers with the real reader, as a deployed function does: by a token that AWS signs.
import { AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { ENTRA_LANES } from "../../../collectors/entra/actions.ts";
import { federatedLogin } from "../../../collectors/microsoft/client/login.ts";
import { AZURE_CLOUDS } from "../../../collectors/microsoft/clouds.ts";
import type { Item, Named, RereadingReader, ScopeReading } from "../../../collectors/port.ts";
import { openTenant } from "../../../collectors/registry/tenant.ts";
import { workloadToken } from "../../../collectors/tokens/workload-token.ts";
import { splitUnit, type Problem } from "../../../evidence-schema/record/record.ts";
import { startAzure, type Azure, type AzureOptions } from "./azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "./estate/sample/names.ts";

export const SCOPES = [`azure/${PRODUCTION}`, `azure/${SHARED}`, `entra/${TENANT}`];

/** Starts the servers, and leads this process to them. */
export async function startHere(options: AzureOptions = {}): Promise<Azure> {
  const azure = await startAzure({ ...options, settings: { resourceGraphQueries: 10_000, ...options.settings } });
  const before = { ...process.env };
  Object.assign(process.env, azure.env, { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" });
  return {
    ...azure,
    async stop() {
      // Another test file of this process is led to servers of its own.
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await azure.stop();
    },
  };
}

/** The reader of `scopes`, who signs in as an application of the sample tenant. */
export function readerOf(
  scopes: readonly string[] = SCOPES,
  client: string = READER.clientId,
  enrolled: readonly string[] = scopes,
): RereadingReader {
  const login = federatedLogin(client, workloadToken("eu-central-1", Date.now));
  return openTenant({ tenant: TENANT, cloud: AZURE_CLOUDS.AzureCloud, login, scopes, enrolled, clock: Date.now });
}

export type Read = {
  readonly reading: ScopeReading;
  readonly items: ReadonlyMap<string, Item>;
  /** Problems of units, by type; complete units are left out. */
  readonly problems: { readonly [type: string]: Problem };
  /** Names that were remembered, by reference. */
  readonly names: ReadonlyMap<string, string>;
};

const typesOf = (scope: string): string[] => Object.keys(scope.startsWith("entra/") ? ENTRA_LANES : AZURE_LANES);

/** Reads a scope; `types` left out, all types that a source brings. */
export async function readScope(
  reader: RereadingReader,
  scope: string,
  { types = typesOf(scope), deadline }: { readonly types?: readonly string[]; readonly deadline?: number } = {},
): Promise<Read> {
  const items = new Map<string, Item>();
  const names = new Map<string, string>();
  const reading = await reader.read(
    {
      scope,
      units: types.map((type) => ({ type, region: "global" })),
      person: (provider, value) => `person:${provider}:${value.length}`,
      remember: (reference, name) => void names.set(reference, name),
      ...(deadline === undefined ? {} : { deadline }),
    },
    (item) => items.set(item.key, item),
  );
  const problems = Object.fromEntries(
    reading.units.flatMap(({ unit, problem }) => (problem === null ? [] : [[splitUnit(unit).type, problem]])),
  );
  return { reading, items, problems, names };
}

/** Reads resources of a scope again by their keys. */
export const rereadKeys = (reader: RereadingReader, scope: string, keys: readonly Named[]): Promise<ScopeReading> =>
  reader.reread(
    {
      scope,
      units: [...new Set(keys.map(({ unit }) => unit))].map((unit) => splitUnit(unit)),
      person: (provider, value) => `person:${provider}:${value.length}`,
      remember: () => undefined,
    },
    keys,
  );

/** Types that were not read whole, or of which a resource was not read. */
export const hidden = ({ problems, items }: Read): string[] =>
  [
    ...new Set([
      ...Object.keys(problems),
      ...[...items.values()].flatMap((item) => ("problem" in item ? [splitUnit(item.unit).type] : [])),
    ]),
  ].toSorted();

export const detailsOf = ({ problems, items }: Read): string[] => [
  ...new Set([
    ...Object.values(problems).map(({ code, detail }) => `${code}: ${detail}`),
    ...[...items.values()].flatMap((item) =>
      "problem" in item ? [`${item.problem.code}: ${item.problem.detail}`] : [],
    ),
  ]),
];
