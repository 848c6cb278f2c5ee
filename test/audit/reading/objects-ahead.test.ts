// Objects that are asked for ahead: each is given as the store has it, few are under way, and one counts once somebody takes it.
import { beforeEach, describe, expect, test } from "vitest";
import { MeteredStore } from "../../../audit/reading/metered-store.ts";
import { ObjectsAhead } from "../../../audit/reading/objects-ahead.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { StoreError, type ReadStore } from "../../../ledger/store.ts";
import { memoryStore } from "../../support/memory-store.ts";
import { AWS } from "../../support/forge/small.ts";

const key = (seq: number, gen = 0): string => segmentKey(AWS, gen, seq);
const END = { gen: 1, seq: 500 };

/** A store that answers when it is told to, and knows what it was asked. */
class SlowStore implements ReadStore {
  readonly place = "far away";
  readonly asked: string[] = [];
  readonly objects = new Map<string, Buffer>();
  /** Keys that can't be read. */
  readonly refused = new Set<string>();
  #waiting: (() => void)[] = [];

  get(name: string): Promise<Buffer | null> {
    this.asked.push(name);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        if (this.refused.has(name)) reject(new StoreError(`cannot read ${name}`));
        else resolve(this.objects.get(name) ?? null);
      });
    });
  }

  list(prefix: string): Promise<string[]> {
    return memoryStore(this.objects).list(prefix);
  }

  folders(prefix: string): Promise<string[]> {
    return memoryStore(this.objects).folders(prefix);
  }

  answer(): void {
    for (const each of this.#waiting) each();
    this.#waiting = [];
  }
}

let store: SlowStore;
let metered: MeteredStore;
beforeEach(() => {
  store = new SlowStore();
  for (let i = 0; i < 100; i += 1) store.objects.set(key(i * 10), Buffer.from(`object ${i}`));
  metered = new MeteredStore(store);
});

const listed = (): string[] => [...store.objects.keys()];
const taken = async (objects: ObjectsAhead, name: string): Promise<string | undefined> => {
  const coming = objects.take(name);
  store.answer();
  return (await coming)?.toString();
};

describe("the objects of a chain", () => {
  test("are given in order, each asked for once, 32 of them ahead", async () => {
    const objects = new ObjectsAhead(metered, listed(), END);
    for (let i = 0; i < 100; i += 1) {
      expect(await taken(objects, key(i * 10))).toBe(`object ${i}`);
      expect(store.asked.length).toBe(Math.min(100, i + 33));
    }
    expect(store.asked).toEqual(listed());
    expect(metered.read).toEqual({ segments: 100, seals: 0, bytes: 10 * 8 + 90 * 9 });
  });

  test("count once they are taken, whatever was asked for ahead", async () => {
    const objects = new ObjectsAhead(metered, listed(), END);
    await taken(objects, key(0));
    await taken(objects, key(10));
    expect(store.asked.length).toBe(34);
    expect(metered.read).toEqual({ segments: 2, seals: 0, bytes: 16 });
  });

  test("after the end of the span are not asked for", async () => {
    const objects = new ObjectsAhead(metered, listed(), { gen: 0, seq: 25 });
    await taken(objects, key(0));
    expect(store.asked).toEqual([key(0), key(10), key(20)]);
  });

  test("that a restart leaves behind take no place of those that come", async () => {
    for (let i = 0; i < 40; i += 1) store.objects.set(key(i * 10, 1), Buffer.from(`restarted ${i}`));
    const objects = new ObjectsAhead(metered, listed(), END);
    await taken(objects, key(490));
    for (let i = 0; i < 40; i += 1) expect(await taken(objects, key(i * 10, 1))).toBe(`restarted ${i}`);
    expect(new Set(store.asked).size).toBe(store.asked.length);
    expect(metered.read.segments).toBe(41);
  });

  test("that can't be read, or are gone, are told to whoever takes them and to nobody else", async () => {
    store.refused.add(key(20));
    store.refused.add(key(30));
    const names = listed();
    store.objects.delete(key(40));
    const objects = new ObjectsAhead(metered, names, END);
    expect(await taken(objects, key(0))).toBe("object 0");
    expect(await taken(objects, key(10))).toBe("object 1");
    await expect(taken(objects, key(20))).rejects.toThrow(StoreError);
    expect(await taken(objects, key(40))).toBeUndefined();
    expect(await taken(objects, key(50))).toBe("object 5");
    expect(metered.read.segments).toBe(3);
  });

  test("are found too where the listing lacks them", async () => {
    const objects = new ObjectsAhead(metered, listed(), END);
    store.objects.set(key(5), Buffer.from("put since"));
    expect(await taken(objects, key(5))).toBe("put since");
    expect(store.asked).toEqual([key(5)]);
  });
});
