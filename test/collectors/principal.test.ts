// The identity that exported: what is a machine keeps its name, what may be a person becomes a reference.
import { expect, test } from "vitest";
import { principalOf } from "../../collectors/principal.ts";

const person = (provider: string, value: string): string => `person:${provider}:${value.length}`;

const KEPT = [
  ["a role", "arn:aws:iam::111122223333:role/audit/Exporter"],
  ["a role of AWS in China", "arn:aws-cn:iam::111122223333:role/Exporter"],
  ["the root of an account, which is nobody's name", "arn:aws:iam::111122223333:root"],
  ["a service account", "exporter@northlight-prod.iam.gserviceaccount.com"],
  ["an object id", "86462606-fde0-4fc4-9e0c-a20eb73e54c6"],
  ["an object id in capitals", "86462606-FDE0-4FC4-9E0C-A20EB73E54C6"],
] as const;

test.each(KEPT)("%s is kept", (_name, principal) => {
  expect(principalOf(principal, person)).toBe(principal);
});

test.each(["jane.doe@northlight.example", "exporter-run-7", "i-0123456789abcdef0", "jane/doe"])(
  "the session %s of an assumed role is a reference, its role is kept",
  (session) => {
    const role = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Audit_0123456789abcdef";
    expect(principalOf(`${role}/${session}`, person)).toBe(`${role}/person:principal:${session.length}`);
  },
);

const REFERENCED = [
  ["an IAM user", "arn:aws:iam::111122223333:user/jane.doe"],
  ["an IAM user with a path", "arn:aws:iam::111122223333:user/people/jane.doe"],
  ["a federated user", "arn:aws:sts::111122223333:federated-user/jane.doe"],
  ["an address", "jane.doe@northlight.example"],
  ["an address of a domain that looks like a machine's", "jane@gserviceaccount.com.northlight.example"],
  ["a person before a service account", "jane@northlight.example exporter@p.iam.gserviceaccount.com"],
  ["a name", "Jane Doe"],
] as const;

test.each(REFERENCED)("%s is a reference", (_name, principal) => {
  expect(principalOf(principal, person)).toBe(`person:principal:${principal.length}`);
});
