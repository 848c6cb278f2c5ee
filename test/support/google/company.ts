// Sets up a company that reads the sample projects live with the real program, by the application default credentials of a person.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { companyOf, type Company } from "../clouds/company.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import { ORGANIZATION, SECURITY } from "./estate/sample/names.ts";
import type { Google } from "./google.ts";
import { PROJECT_SCOPES } from "./projects.ts";

/** Writes the credentials of the estate's person into `directory`, and gives the variables by which a program finds them there. */
export function personalLogin(google: Google, directory: string): Record<string, string> {
  const [person] = google.estate.people;
  if (person === undefined) throw new RangeError("found no person in the estate, expected one who signs in");
  const credentials = join(directory, "credentials.json");
  // As `gcloud auth application-default login` writes it.
  const written = {
    type: "authorized_user",
    client_id: person.clientId,
    client_secret: "example",
    refresh_token: person.refreshToken,
    quota_project_id: SECURITY.projectId,
  };
  writeFileSync(credentials, JSON.stringify(written));
  // What gcloud keeps on this machine is none of the test's.
  return { GOOGLE_APPLICATION_CREDENTIALS: credentials, CLOUDSDK_CONFIG: directory };
}

/** `config`: members beside those of Google Cloud; `env`: variables beside those that lead to the servers. */
export function googleCompany(
  google: Google,
  { config = {}, env = {} }: { readonly config?: object; readonly env?: Readonly<Record<string, string>> } = {},
): Company {
  const directory = temporaryDirectory();
  const value = {
    ledger: { origin: "northlight.example/google" },
    gcp: { parent: ORGANIZATION },
    scopes: PROJECT_SCOPES.map((scope) => ({ scope })),
    ...config,
  };
  const variables = {
    ...google.env,
    ...personalLogin(google, directory),
    ...env,
  };
  return companyOf(value, variables, directory);
}
