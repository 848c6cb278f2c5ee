// Cases of the check that everybody who signs in has MFA: people of an Entra tenant.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { directoryPath } from "./paths.ts";

// https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails
const graph = (members: Members = {}): Json => ({
  id: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
  isAdmin: false,
  isMfaRegistered: true,
  isMfaCapable: true,
  methodsRegistered: ["microsoftAuthenticatorPush", "mobilePhone"],
  userType: "member",
  ...members,
});
const none = { isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] };

export const cases: Cases = {
  "entra microsoft.graph/userRegistrationDetails": {
    cases: [
      {
        name: "a member with MFA",
        slice: graph(),
        expect: "pass",
        because: "the person has registered an MFA method that the tenant's policy allows (isMfaCapable)",
        facts: { registered: true, methods: ["microsoftAuthenticatorPush", "mobilePhone"], userType: "member" },
      },
      {
        name: "a member without MFA",
        slice: graph(none),
        expect: "fail",
        because: "the person has registered no MFA method (isMfaRegistered is false)",
      },
      // An address for resets is no second factor.
      { name: "a member with an email alone", slice: graph({ ...none, methodsRegistered: ["email"] }), expect: "fail" },
      {
        name: "a member whose only method is not allowed any more",
        slice: graph({ isMfaCapable: false, methodsRegistered: ["mobilePhone"] }),
        expect: "fail",
        because: "the tenant's policy allows no MFA method that the person has registered",
      },
      { name: "an administrator without MFA", slice: graph({ ...none, isAdmin: true }), expect: "fail" },
      { name: "a guest without MFA here", slice: graph({ ...none, userType: "guest" }), expect: "not-applicable" },
      {
        name: "a guest, as other pages of Graph spell it",
        slice: graph({ userType: "Guest" }),
        expect: "not-applicable",
      },
      {
        name: "a guest with MFA here, where guests count",
        slice: graph({ userType: "guest" }),
        parameters: { guestsToo: true },
        expect: "pass",
      },
      {
        name: "a guest without MFA here, where guests count",
        slice: graph({ ...none, userType: "guest" }),
        parameters: { guestsToo: true },
        expect: "indeterminate",
        problem: "not-supported",
        because: "the person is a guest, and Tidemark does not read MFA of the guest's home tenant",
      },
      { name: "a kind of user that is new", slice: graph({ ...none, userType: "unknownFutureValue" }), expect: "fail" },
      {
        name: "an answer without flags",
        slice: { userType: "member", methodsRegistered: [] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "azure Tidemark::AccessPath": directoryPath("Azure role assignments of people in Microsoft Entra", graph()),
};
