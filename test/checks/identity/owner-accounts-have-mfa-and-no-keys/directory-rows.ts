// Rows of a directory as cases relate them to the accounts that own something.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const PERSON = "ace08ec9-aa11-4ada-9145-addf0398233e";
export const OTHER = "10fc1cc8-ac36-4186-b99b-0cf814aa2dd5";
export const MACHINE = "6f87972e-2e7e-4b49-9980-eb3888bdcfe1";
export const GROUP = "c2d5a5ce-0a6e-4b4e-8f0e-b8a6f0a5d9e1";
export const APP = "5d01177c-3c30-4f4d-9c3c-0a3f4ee2b1d0";

export const registration = (members: Members = {}): Json => ({
  id: PERSON,
  isAdmin: true,
  isMfaRegistered: true,
  isMfaCapable: true,
  methodsRegistered: ["microsoftAuthenticatorPush", "fido2SecurityKey"],
  userType: "member",
  ...members,
});

export const withoutMfa = (id: string): Json =>
  registration({ id, isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] });

export const application = (members: Members = {}): Json => ({
  id: "1f9c0a0c-64d9-4a4d-8a35-5c2d52e3b9aa",
  appId: APP,
  PasswordCredentials: [],
  KeyCredentials: [],
  ...members,
});

export const servicePrincipal = (members: Members = {}): Json => ({
  id: MACHINE,
  AppId: APP,
  AccountEnabled: true,
  ServicePrincipalType: "Application",
  PasswordCredentials: [],
  KeyCredentials: [],
  ...members,
});

export const secret = (from: string, until: string | null): Json => ({
  keyId: "f0b0b335-1d71-4883-8f98-567911bfdca6",
  startDateTime: from,
  endDateTime: until,
});

export const LIVE_SECRET = secret("2026-01-10T09:00:00Z", "2028-01-10T09:00:00Z");
export const ENDED_SECRET = secret("2024-01-10T09:00:00.1234567Z", "2026-01-10T09:00:00Z");

/** Members as `type id`. */
export const group = (...members: string[]): Json => ({
  id: GROUP,
  members: members.map((member) => {
    const [type = "", id = ""] = member.split(" ");
    return { id, type };
  }),
});

export const unread = (code: "denied" | "licence" | "not-planned", detail: string): RelatedRows => ({
  rows: [],
  complete: false,
  problem: { code, detail },
});
