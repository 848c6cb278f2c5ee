// What would make something readable that was not: the next step for each cause, in one sentence.
import { splitUnit, type Problem } from "../evidence-schema/record.ts";

/** What to do about a problem; `units` are where it was met, `<type>@<region>`. */
export function heal({ code, detail }: Problem, units: readonly string[]): string {
  const types = [...new Set(units.map((unit) => splitUnit(unit).type))];
  const what = types.length === 1 ? (types[0] as string) : `these ${types.length} types`;
  switch (code) {
    case "denied":
      return isAction(detail) ? `grant ${detail} to the identity that reads` : `let the reading identity read ${what}`;
    case "throttled":
      return "nothing, if the next run reads it; else ask for a higher limit or read less at once";
    case "unavailable":
      return "read again; if it stays so, see what the command printed";
    case "disabled":
      return `turn on the service or API that answers for ${what}`;
    case "licence":
      return "get the licence that this answer needs, or waive the control's claim on it";
    case "truncated":
      return "export again, with all pages";
    case "not-recorded":
      return `have AWS Config record ${what}, or export it another way`;
    case "contradictory":
      return "read again; if two answers still differ, ask the source's owner which is true";
    case "not-planned":
      return "put the scope, region or check back into the config, or exclude it with a reason";
    case "not-yet-read":
      return types.includes("Tidemark::AccessPath")
        ? "enrol the directory that people come from, or read that path"
        : `export ${what}; a run that reads it heals this`;
    case "unexpected-shape":
      return "the cloud answered in a form that the check does not know: the check needs a new version";
  }
}

// In the three spellings of the clouds: service:Action, Provider/type/action, service.resource.verb.
const isAction = (detail: string): boolean => /^[\w*.-]+(?:[:/.][\w*.-]+)+$/.test(detail) && !detail.includes(" ");
