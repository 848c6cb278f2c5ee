// Cases of the check that privileged people have MFA: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const graph = (members: Members = {}): Json => ({
  id: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
  isAdmin: true,
  isMfaRegistered: true,
  isMfaCapable: true,
  methodsRegistered: ["softwareOneTimePasscode", "fido2SecurityKey"],
  userType: "member",
  ...members,
});

export const cases: Cases = {
  "entra microsoft.graph/userRegistrationDetails": {
    cases: [
      {
        name: "an administrator with MFA",
        slice: graph(),
        expect: "pass",
        facts: { registered: true, methods: ["fido2SecurityKey", "softwareOneTimePasscode"], userType: "member" },
      },
      {
        name: "an administrator without MFA",
        slice: graph({ isMfaRegistered: false, isMfaCapable: false, methodsRegistered: ["email"] }),
        expect: "fail",
        because: "the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      // Registered counts a method that the policy no longer allows.
      {
        name: "an administrator whose only method is not allowed",
        slice: graph({ isMfaCapable: false, methodsRegistered: ["mobilePhone"] }),
        expect: "fail",
      },
      {
        name: "a member without a role",
        slice: graph({ isAdmin: false, isMfaCapable: false }),
        expect: "not-applicable",
      },
      // The tenant may trust MFA of the guest's own tenant.
      {
        name: "a guest who administers and has no MFA here",
        slice: graph({ userType: "guest", isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "a guest who administers and has MFA here", slice: graph({ userType: "guest" }), expect: "pass" },
      {
        name: "flags that are strings",
        slice: graph({ isAdmin: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
