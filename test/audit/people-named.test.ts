// Names in the place of references: what the store names, and nothing else.
import { expect, test } from "vitest";
import { peopleNamed } from "../../audit/people-named.ts";

const JANA = `person:${"a1".repeat(32)}`;
const ERASED = `person:${"b2".repeat(32)}`;

function store() {
  const asked: string[] = [];
  const nameOf = (reference: string): Promise<string | null> => {
    asked.push(reference);
    return Promise.resolve(reference === JANA ? "Jana Novak" : null);
  };
  return { nameOf, asked };
}

test("a person has their name wherever they stand in a text, and is looked up once", async () => {
  const names = store();
  const named = await peopleNamed(names, [JANA, `by ${JANA}, for ${ERASED}`, JANA]);
  expect(named(JANA)).toBe("Jana Novak");
  expect(named(`by ${JANA}, for ${ERASED}`)).toBe(`by Jana Novak, for ${ERASED}`);
  expect(names.asked).toEqual([JANA, ERASED]);
});

test.each(["Head of security", "", "person:", `person:${"A1".repeat(32)}`, "person:a1"])(
  "%j stands for nobody, and stays",
  async (text) => {
    const names = store();
    expect((await peopleNamed(names, [text]))(text)).toBe(text);
    expect(names.asked).toEqual([]);
  },
);

test("nobody stays nobody", async () => {
  expect((await peopleNamed(store(), [null]))(null)).toBeNull();
});

test("a name is put in as it is, whatever stands in it", async () => {
  const nameOf = (): Promise<string> => Promise.resolve(`$& $1 ${ERASED}`);
  expect((await peopleNamed({ nameOf }, [JANA]))(`of ${JANA}`)).toBe(`of $& $1 ${ERASED}`);
});
