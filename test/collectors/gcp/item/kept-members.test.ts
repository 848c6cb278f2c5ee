// Types and members that are called like what every object has are kept or left out as any other.
import { expect, test } from "vitest";
import { keptMembers } from "../../../../collectors/gcp/item/kept-members.ts";

test.each(["constructor", "__proto__", "toString"])("a type called %s is kept whole", (type) => {
  expect(keptMembers(type, { name: "n", password: "p" })).toEqual({ name: "n", password: "p" });
});

test("members that no check reads are left out", () => {
  expect(
    keptMembers("container.googleapis.com/Cluster", { name: "n", constructor: "c", masterAuth: { password: "p" } }),
  ).toEqual({ name: "n" });
});
