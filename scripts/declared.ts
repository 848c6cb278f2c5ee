// Lists what sources declare, for the pages on permissions.
import type { SourceActions } from "../collectors/azure/actions.ts";
import type { Source } from "../collectors/live/source.ts";

type Declaring = Pick<Source<never>, "name" | "types" | "calls">;

/** A source and its calls as data. */
export const declared = (lane: string, { name, types, calls }: Declaring): SourceActions => ({
  source: name,
  lane,
  types,
  actions: calls.map(({ action, per }) => ({ action, per: typeof per === "string" ? per : "resource" })),
});

/** How often a call is made, as a page says it. */
const OFTEN: { readonly [per: string]: string } = { page: "once a page", few: "a few", resource: "once a resource" };

/** Rows of a table: source, types, and calls with how often each is made. */
export const declaredRows = (declarations: readonly SourceActions[]): string =>
  declarations
    .map(({ source, types, actions }) => {
      // Calls that follow each other and are made as often stand together: a cell of a table is short.
      const calls = actions.map(({ action, per }, at) => {
        const isLast = actions[at + 1]?.per !== per;
        return `\`${action}\`${isLast ? `: ${OFTEN[per]}<br>` : ", "}`;
      });
      return `| ${source} | ${types.join("<br>")} | ${calls.join("").replace(/<br>$/, "")} |`;
    })
    .join("\n");

/** Calls that are made once a resource, by the reason that their source gives. */
export const declaredReasons = (sources: readonly Declaring[]): string =>
  sources
    .flatMap(({ name, calls }) =>
      calls.flatMap(({ per }) => (typeof per === "string" ? [] : [`- **${name}**: ${per.resource}`])),
    )
    .join("\n");
