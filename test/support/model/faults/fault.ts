// A mistake that somebody might make in one place of the project's own sources, and in which histories it shows.

/** What a child process tries: honest histories, lies of one who has the key, tampering of one who has not. */
export type Trying = "honest" | "lies" | "tampering";

export type Fault = {
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly by: Trying;
  /** It shows in one of so many seeds from 1 on: which one changes with every call that a writer makes. */
  readonly within: number;
};

/** `text` with the mistake in it. Throws where what is looked for does not stand there exactly once. */
export function mistaken(text: string, { name, file, find, replace }: Omit<Fault, "by" | "within">): string {
  const found = text.split(find).length - 1;
  if (found !== 1) throw new Error(`${name}: found ${found} times in ${file}, expected once: ${find}`);
  return text.replace(find, () => replace);
}
