// Cases of the check that everybody who signs in has MFA: people of a Workspace customer.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { directoryPath } from "./paths.ts";

// https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
const user = (members: Members = {}): Json => ({
  id: "108000000000000000001",
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
      { name: "a person who is enrolled", slice: user(), expect: "pass", facts: { enrolled: true, enforced: true } },
      {
        name: "a person who enrolled by choice",
        slice: user({ isEnforcedIn2Sv: false }),
        expect: "pass",
        facts: { enrolled: true, enforced: false },
      },
      {
        name: "a person who is not enrolled",
        slice: user({ isEnrolledIn2Sv: false, isEnforcedIn2Sv: false }),
        expect: "fail",
      },
      // Until the end of the enrollment period a password is enough.
      { name: "a person who must enroll and has not", slice: user({ isEnrolledIn2Sv: false }), expect: "fail" },
      {
        name: "an administrator who is not enrolled",
        slice: user({ isAdmin: true, isEnrolledIn2Sv: false }),
        expect: "fail",
      },
      {
        name: "a person who is neither suspended nor archived, as null",
        slice: user({ suspended: null, archived: null, isEnrolledIn2Sv: false }),
        expect: "fail",
      },
      {
        name: "a person who is suspended",
        slice: user({ suspended: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "a person who is archived",
        slice: user({ archived: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an answer without the verification",
        slice: { suspended: false },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "gcp Tidemark::AccessPath": directoryPath("IAM bindings of people in Cloud Identity or Workspace", user()),
};
