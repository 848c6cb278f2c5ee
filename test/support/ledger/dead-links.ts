// A process that dies at one of its writes: every object and every file that Tidemark makes comes to be by a link.
import { createRequire, syncBuiltinESMExports } from "node:module";

type Link = (from: string, to: string) => Promise<void>;

// The module as CommonJS has it is the one that may be changed.
const fs = createRequire(import.meta.url)("node:fs/promises") as { link: Link };

/** What became of it, and how many links it made or tried to make. */
export type Died = { readonly links: number; readonly error: unknown };

/**
 * Runs `act`, whose process dies at link `at`, before or after it is made: that link and all later ones fail. What it
 * rejects with is given back.
 */
export async function withDeadLinks(at: number, when: "before" | "after", act: () => Promise<unknown>): Promise<Died> {
  const { link } = fs;
  let links = 0;
  fs.link = async (from, to) => {
    const index = links++;
    if (index > at || (index === at && when === "before")) throw dead();
    await link(from, to);
    if (index === at) throw dead();
  };
  syncBuiltinESMExports();
  try {
    await act();
    return { links, error: null };
  } catch (error) {
    return { links, error };
  } finally {
    fs.link = link;
    syncBuiltinESMExports();
  }
}

const dead = (): NodeJS.ErrnoException => Object.assign(new Error("EIO: the process is dead"), { code: "EIO" });
