// Apps of App Service keep the id of the environment that they run in, and nothing else of it.
import { expect, test } from "vitest";
import { siteOf } from "../../../collectors/azure/item/sites.ts";

const ID = "/subscriptions/s/resourceGroups/web/providers/Microsoft.Web/hostingEnvironments/inner";

test("the id of the environment is kept", () => {
  expect(
    siteOf({ state: "Running", siteConfig: { x: 1 }, hostingEnvironmentProfile: { id: ID, name: "inner", type: "t" } }),
  ).toEqual({ state: "Running", hostingEnvironmentProfile: { id: ID } });
});

test("an app in no environment has none", () => {
  expect(siteOf({ state: "Running", hostingEnvironmentProfile: null })).toEqual({ state: "Running" });
});
