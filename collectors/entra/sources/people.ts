// Reads lists of a tenant's people from Microsoft Graph, an item a person: some of them need a licence.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRefused, type Origin, type Refused } from "../../answer.ts";
import { isRecord } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import type { SourceCall } from "../../live/source.ts";
import type { Item, People } from "../../port.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";

type ListOfPeople = {
  readonly name: string;
  readonly type: string;
  /** As messages call it. */
  readonly list: string;
  /** Below the version; `action` is the permission that the call is named by, `beside` are further ones that it needs. */
  readonly path: string;
  readonly action: string;
  readonly beside?: readonly SourceCall[];
  readonly item: (row: Json, origin: Origin, people: People) => Item | Refused;
};

/** The source of such a list. Where Graph refuses it for lack of a licence, the unit says both causes that this can have. */
export const listOfPeople = (of: ListOfPeople): EntraSource => ({
  name: of.name,
  types: [of.type],
  calls: [{ action: of.action, per: "page" }, ...(of.beside ?? [])],
  async read(entra) {
    try {
      await readPages(entra, of);
    } catch (error) {
      if (!(error instanceof CallFailed) || error.problem.code !== "licence") throw error;
      entra.spoil(of.type, {
        code: "licence",
        detail: `Microsoft Graph refuses ${of.list}: the tenant has no Microsoft Entra ID P1, or the application lacks Directory.Read.All and Graph could not see the licence`,
      });
    }
  },
});

async function readPages(entra: EntraRegionRead, { action, path, type, list, item }: ListOfPeople): Promise<void> {
  for await (const page of entra.pages(action, path)) {
    const rows = isRecord(page) ? page["value"] : undefined;
    if (!Array.isArray(rows)) {
      entra.spoil(type, { code: "unexpected-shape", detail: `${list} has no list` });
      continue;
    }
    for (const row of rows as readonly Json[]) {
      const origin = { id: entra.tenant, source: entra.provenanceOf(type).source, dataTime: entra.now() };
      const made = item(row, origin, entra.people);
      if (isRefused(made))
        entra.spoil(type, {
          code: "unexpected-shape",
          detail: `Microsoft Graph returned ${made.found}, expected ${made.expected}`,
        });
      else entra.emitItem(made);
    }
  }
}
