// Cases of the check that privileged people have MFA: Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const directory = (members: Members = {}): Json => ({
  id: "108000000000000000001",
  isAdmin: true,
  isDelegatedAdmin: false,
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
        name: "a super administrator with 2-step verification",
        slice: directory(),
        expect: "pass",
        facts: { superAdmin: true, enrolled: true, enforced: true },
      },
      // Until the end of the enrollment period a password is enough.
      {
        name: "a delegated administrator for whom it is enforced but who has not enrolled",
        slice: directory({ isAdmin: false, isDelegatedAdmin: true, isEnrolledIn2Sv: false }),
        expect: "fail",
        facts: { superAdmin: false, enrolled: false, enforced: true },
      },
      {
        name: "an administrator who is neither suspended nor archived, as null",
        slice: directory({ suspended: null, archived: null }),
        expect: "pass",
      },
      {
        name: "a user without a role",
        slice: directory({ isAdmin: false, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "a suspended administrator",
        slice: directory({ suspended: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an archived administrator",
        slice: directory({ archived: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an answer without the verification",
        slice: { isAdmin: true, isDelegatedAdmin: false },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
