// Runs the check on owners over the sample organization: its projects, the folder above them, and the customer whose people own them.
import { openGoogle } from "../../../collectors/registry/google.ts";
import { OwnerRuns } from "../ledger/owner-runs.ts";
import { CUSTOMER_SCOPE } from "./customer.ts";
import type { Asset, Container } from "./estate/estate.ts";
import { sampleEstate } from "./estate/sample/index.ts";
import { CUSTOMER, DEVELOPMENT, FOLDER, ORGANIZATION, PRODUCTION } from "./estate/sample/names.ts";
import type { Google } from "./google.ts";
import { loginOf } from "./reading.ts";

export const PROJECT = `gcp/${PRODUCTION.name}`;
export const OTHER_PROJECT = `gcp/${DEVELOPMENT.name}`;
export const FOLDER_SCOPE = `gcp/${FOLDER}`;
export const ORGANIZATION_SCOPE = `gcp/${ORGANIZATION}`;
export const PEOPLE = CUSTOMER_SCOPE;

/** A folder in the sample's folder; the estate has it once a test puts it there. */
export const NESTED: Container = { name: "folders/730011220055", displayName: "team", parent: FOLDER, state: "ACTIVE" };
export const NESTED_SCOPE = `gcp/${NESTED.name}`;

export const person = (name: string): string => `user:${name}@northlight.example`;

/** The reader of `scopes`, as a deployed function opens it. */
export const readerOf = (scopes: readonly string[]) =>
  openGoogle({
    login: loginOf(),
    parent: ORGANIZATION,
    customer: CUSTOMER,
    administrator: null,
    scopes,
    clock: Date.now,
  });

export const createOwners = (): Promise<OwnerRuns> => OwnerRuns.create(readerOf, [PROJECT, PEOPLE]);

/** Gives a project, folder or organization owners, and no other binding. */
export function own({ estate }: Google, container: string, ...members: string[]): void {
  const kind = container.split("/")[0] ?? "";
  const types: { readonly [kind: string]: string } = { projects: "Project", folders: "Folder" };
  const asset: Asset = {
    name: `//cloudresourcemanager.googleapis.com/${container}`,
    assetType: `cloudresourcemanager.googleapis.com/${types[kind] ?? "Organization"}`,
    ancestors: estate.ancestors(container),
    updateTime: "2026-05-19T10:12:00.181Z",
    iamPolicy: { bindings: [{ role: "roles/owner", members }] },
  };
  estate.put(asset);
}

/** The sample as it was, without what a test put into it. */
export function restore({ estate, faults }: Google): void {
  faults.clear();
  const { assets, ...members } = sampleEstate();
  Object.assign(estate, members);
  for (const asset of assets) estate.put(asset);
  estate.remove(`//cloudresourcemanager.googleapis.com/${NESTED.name}`);
}
