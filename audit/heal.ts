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
      return "read again; if it stays so, see what the service or the command said";
    case "disabled":
      return `turn on the service or API that answers for ${what}`;
    case "licence":
      return "get the licence that this answer needs, or waive the control's claim on it";
    case "truncated":
      return "export again, with all pages";
    case "not-recorded":
      if (/ is stopped$| fails$/.test(detail))
        return `turn the recorder on again, or read the account without it (lane: "direct")`;
      return `have AWS Config record ${what}, or read the account without it (lane: "direct")`;
    case "contradictory":
      return "read again; if two answers still differ, ask the source's owner which is true";
    case "not-planned":
      return "put the scope, region or check back into the config, or exclude it with a reason";
    case "not-yet-read":
      return notYetRead(detail, what);
    case "unexpected-shape":
      return "the cloud answered in a form that the check does not know: the check needs a new version";
  }
}

// What a check or a run says of what it lacks, by its first words.
function notYetRead(detail: string, what: string): string {
  if (/^people|^an owner/.test(detail)) return "enrol the directory that they come from, or read that path";
  if (detail.startsWith("rests on absence"))
    return "read it again by name after what it relates to, which exports can't";
  return `read ${what}; a run that does heals this`;
}

// In the three spellings of the clouds: service:Action, Provider/type/action, service.resource.verb.
const isAction = (detail: string): boolean => /^[\w*.-]+(?:[:/.][\w*.-]+)+$/.test(detail) && !detail.includes(" ");
