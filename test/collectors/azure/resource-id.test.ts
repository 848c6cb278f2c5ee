// The type that an id names, whatever its names are.
import { expect, test } from "vitest";
import { resourceGroupOfId, typeOfId } from "../../../collectors/azure/item/resource-id.ts";

const S = "/subscriptions/b9d1c0de-1111-4a5b-9c3d-8e7f6a5b4c01";

test.each<[string, string | null]>([
  [S, "microsoft.resources/subscriptions"],
  [`${S}/`, "microsoft.resources/subscriptions"],
  [`${S}/resourceGroups/rg/providers/Microsoft.Sql/servers/s`, "microsoft.sql/servers"],
  [`${S}/resourceGroups/rg/providers/Microsoft.Sql/servers/s/databases/d`, "microsoft.sql/servers/databases"],
  [
    `${S}/resourceGroups/providers/providers/Microsoft.Sql/servers/providers/databases/providers`,
    "microsoft.sql/servers/databases",
  ],
  [`${S}/providers/Microsoft.Authorization/roleAssignments/a`, "microsoft.authorization/roleassignments"],
  [
    `${S}/resourceGroups/rg/providers/Microsoft.Sql/servers/s/providers/Microsoft.Authorization/roleAssignments/a`,
    "microsoft.authorization/roleassignments",
  ],
  [
    "/providers/Microsoft.Management/managementGroups/g/providers/Microsoft.Authorization/roleAssignments/a",
    "microsoft.authorization/roleassignments",
  ],
  ["/providers/Microsoft.Authorization/roleAssignments/a", "microsoft.authorization/roleassignments"],
  [`${S}/resourceGroups/rg`, null],
  ["", null],
  ["/", null],
])("%s", (id, type) => {
  expect(typeOfId(id)).toBe(type);
  expect(typeOfId(id.toUpperCase())).toBe(type);
});

test("the group that an id names, in lower case", () => {
  expect(resourceGroupOfId(`${S}/resourceGroups/RG-Data/providers/x/y/z`)).toBe("rg-data");
  expect(resourceGroupOfId(S)).toBeNull();
});
