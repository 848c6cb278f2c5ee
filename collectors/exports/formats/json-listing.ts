// Makes the format of files that list one kind of thing in one array, all pages of it.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Origin, Refused } from "../../answer.ts";
import { leadsOn } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";
import { accepted } from "../accepted.ts";
import { readJsonElements } from "../json/json-elements.ts";
import { globalRegion, originOf, type Format } from "./format.ts";

type JsonListing = Pick<Format, "provider" | "lane" | "scopeId" | "exports"> & {
  /** Each element is an item of every one of them. */
  readonly kinds: readonly {
    readonly type: string;
    readonly item: (element: Json, origin: Origin, people: People) => Item | Refused;
  }[];
  /** The member that holds the elements, and the one that says that there are more pages. */
  readonly array: string;
  readonly more: string;
  /** Left out: none. */
  readonly lagSeconds?: number;
};

/** The format of such a file. */
export function jsonListing({ kinds, array, more, lagSeconds = 0, ...declared }: JsonListing): Format {
  const made = kinds.map(({ type, item }) => ({ unit: unitOf(type, "global"), item }));
  return {
    ...declared,
    types: kinds.map(({ type }) => type),
    regional: false,
    atomic: false,
    lagSeconds,
    regions: globalRegion,
    leftOut: "no-answer",
    async read(file, intake, people) {
      const origin = originOf(intake.entry);
      const { ended, members } = await readJsonElements({ ...file, array }, (element, offset) => {
        const place = { file: file.name, position: `byte ${offset}` };
        for (const { unit, item } of made)
          if (intake.wants(unit)) intake.takeOnce(accepted(item(element, origin, people), place));
      });
      intake.opened();
      if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
      else if (leadsOn(members[more]))
        intake.spoilAll({ code: "truncated", detail: `${file.name} has ${more}, so pages of the answer are missing` });
    },
  };
}
