// Any JSON texts with an array among other members, and what reading one gives.
import { join } from "node:path";
import fc from "fast-check";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { readJsonElements, type Wrapper } from "../../../../collectors/exports/json/json-elements.ts";
import { makeDirectory } from "../fixture.ts";

export const value = fc
  .jsonValue({ maxDepth: 4, stringUnit: "binary" })
  .map((one) => JSON.parse(JSON.stringify(one)) as Json);
export const texts = fc.record({
  before: fc.dictionary(
    fc.string().filter((key) => key !== "items" && key !== "__proto__"),
    value,
    { maxKeys: 3 },
  ),
  items: fc.array(value, { maxLength: 8 }),
  after: fc.dictionary(
    fc.string({ minLength: 1 }).map((key) => `z${key}`),
    value,
    { maxKeys: 3 },
  ),
  indent: fc.constantFrom(0, 1, "\t", " \r\n"),
});
export const textOf = ({
  before,
  items,
  after,
  indent,
}: {
  before: object;
  items: readonly Json[];
  after: object;
  indent: number | string;
}): string => JSON.stringify({ ...before, items, ...after }, null, indent as string);

export async function read(
  bytes: Buffer | string,
  array: string | null = "items",
  name = "f.json",
): Promise<Wrapper & { elements: Json[] }> {
  const directory = await makeDirectory({ [name]: bytes });
  const elements: Json[] = [];
  return {
    ...(await readJsonElements({ path: join(directory, name), name, array }, (element) => elements.push(element))),
    elements,
  };
}
