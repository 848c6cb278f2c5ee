// Policies of images by the inventory, and read again by name.
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTypes, rereadKeys } from "../../support/clouds/read-types.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());

const [OWN] = PROJECT_SCOPES;
const IMAGE = "compute.googleapis.com/Image";
const all = { types: ["Tidemark::Compute::IamPolicy"] };

test("a policy that binds nobody any more is empty by its name, and one that changed is as Compute Engine has it", async () => {
  const reader = projectsOf();
  const [image] = google.estate.inventory("IAM_POLICY").filter(({ assetType }) => assetType === IMAGE);
  const { items } = await readTypes(reader, OWN, all);
  const [found] = [...items.values()].filter(
    ({ key }) => decodeURIComponent(key).includes("/images/") && key.includes("iam-policy"),
  );
  const named = [{ key: found!.key, unit: found!.unit }];
  google.estate.put({ ...image!, iamPolicy: { etag: "ACAB" } });
  expect((await rereadKeys(reader, OWN, named)).named).toMatchObject([
    { source: "google-compute", answer: { snapshot: { body: { Bindings: [] } } } },
  ]);
  const bindings = [{ role: "roles/compute.imageUser", members: ["group:analytics@northlight.example"] }];
  google.estate.put({ ...image!, iamPolicy: { etag: "ACAC", version: 3, bindings } });
  expect((await rereadKeys(reader, OWN, named)).named).toMatchObject([
    { source: "google-compute", answer: { snapshot: { body: { Bindings: [{ Members: [{ Kind: "group" }] }] } } } },
  ]);
  google.estate.put(image!);
});
