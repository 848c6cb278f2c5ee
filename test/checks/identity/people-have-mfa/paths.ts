// Cases of a path by which people of a directory come: it is read where the people of all enrolled directories are.
import type { Case, Cases } from "../../cases.ts";

const never = {
  pass: "the people who come by it are judged, not the path",
  fail: "a path that is not read shows nobody without MFA",
};

/** `person`: an item of the directory's people. */
export const directoryPath = (Path: string, person: Case["slice"]): Cases[`${string} ${string}`] => ({
  never,
  cases: [
    {
      name: "a directory whose people were read",
      slice: { Path, Read: false },
      related: { people: { rows: [person] } },
      expect: "not-applicable",
      facts: { path: Path },
    },
    {
      name: "a directory without people",
      slice: { Path, Read: false },
      related: { people: { rows: [] } },
      expect: "not-applicable",
    },
    {
      name: "a directory that is not enrolled",
      slice: { Path, Read: false },
      related: { people: { rows: [], complete: false, problem: { code: "not-planned", detail: "not enrolled" } } },
      expect: "indeterminate",
      problem: "not-planned",
      facts: { path: Path },
    },
    {
      name: "a directory of which some people were read, and the rest was denied",
      slice: { Path, Read: false },
      related: { people: { rows: [person], complete: false, problem: { code: "denied", detail: "Reports.Read.All" } } },
      expect: "indeterminate",
      problem: "denied",
    },
  ],
});
