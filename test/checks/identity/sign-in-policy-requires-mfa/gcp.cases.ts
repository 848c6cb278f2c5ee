// Cases of the check that the directory itself demands a second factor: people of a Workspace customer.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
const user = (members: Members = {}): Json => ({
  id: "163289553235019884458",
  isAdmin: false,
  isEnrolledIn2Sv: true,
  isEnforcedIn2Sv: true,
  suspended: false,
  archived: false,
  ...members,
});

export const cases: Cases = {
  "workspace admin.directory/users": {
    cases: [
      {
        name: "a person for whom it is enforced",
        slice: user(),
        expect: "pass",
        because: "2-Step Verification is enforced for the person (isEnforcedIn2Sv)",
        facts: { enforced: true },
      },
      {
        name: "a person who enrolled, and could go back",
        slice: user({ isEnforcedIn2Sv: false }),
        expect: "fail",
        because: "2-Step Verification is not enforced for the person (isEnforcedIn2Sv is false)",
      },
      {
        name: "a person in the enrollment period: it is enforced, and people-have-mfa judges the rest",
        slice: user({ isEnrolledIn2Sv: false }),
        expect: "pass",
      },
      {
        name: "a suspended user",
        slice: user({ isEnforcedIn2Sv: false, suspended: true }),
        expect: "not-applicable",
        because: "the person is suspended or archived",
      },
      { name: "an archived user", slice: user({ isEnforcedIn2Sv: false, archived: true }), expect: "not-applicable" },
      { name: "null is not suspended", slice: user({ isEnforcedIn2Sv: false, suspended: null }), expect: "fail" },
      {
        name: "an answer that does not say",
        slice: { id: "163289553235019884458", suspended: false },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
