// Reads the customer of Google Workspace of the test servers with the real reader, as a deployed function or a person does.
import type { GoogleLogin } from "../../../collectors/google/client/login.ts";
import { DIRECTORY_SCOPES } from "../../../collectors/google/apis.ts";
import type { RereadingReader } from "../../../collectors/port.ts";
import { openGoogle } from "../../../collectors/registry/google.ts";
import { CUSTOMER, ORGANIZATION } from "./estate/sample/names.ts";
import type { Google } from "./google.ts";
import { PROJECT_SCOPES } from "./projects.ts";
import { loginOf } from "./reading.ts";

export const CUSTOMER_SCOPE = `workspace/${CUSTOMER}`;

/** The reader of the customer, beside the sample projects. */
export const customerOf = ({
  login = loginOf(),
  administrator = null,
  parent = ORGANIZATION,
  customer = CUSTOMER,
}: {
  readonly login?: GoogleLogin;
  readonly administrator?: string | null;
  readonly parent?: string | null;
  readonly customer?: string;
} = {}): RereadingReader =>
  openGoogle({
    login,
    parent,
    customer,
    administrator,
    scopes: [...PROJECT_SCOPES, `workspace/${customer}`],
    clock: Date.now,
  });

/** Lets the person who signs in read people and groups: by the scopes of the sign-in, and by an admin role. */
export function letPersonReadPeople({ estate }: Google): void {
  const [person] = estate.people;
  if (person === undefined) throw new RangeError("found no person in the estate, expected one who signs in");
  estate.people = [{ ...person, scopes: [...person.scopes, ...DIRECTORY_SCOPES] }];
  estate.grants = [
    ...estate.grants,
    { principal: person.email, at: `customers/${CUSTOMER}`, permissions: ["admin.users.read", "admin.groups.read"] },
  ];
}
