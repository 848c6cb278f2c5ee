// Reads and writes the body of a signed checkpoint (C2SP tlog-checkpoint): origin, tree size and root, one a line.
import { decodeBase64 } from "../bytes/base64.ts";

/** The statement of a log about itself: `size` leaves have the RFC 6962 `root` of 32 bytes. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** A text is not a checkpoint body. The message names the line, what was found and what was expected. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/** The body that `parseCheckpoint` reads as `checkpoint`. Throws CheckpointError where a part has no such form. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const body = `${origin}\n${size}\n${root.toString("base64")}\n`;
  parseCheckpoint(body);
  return body;
}

/**
 * The three lines of `body`, each ended by LF. Throws CheckpointError on leading zeros, on sizes beyond 2^53-1, on a root
 * that is not the canonical base64 of 32 bytes, and on extension lines: the specification advises against them, and a
 * line that this version does not read would be signed without having been looked at.
 */
export function parseCheckpoint(body: string): Checkpoint {
  const lines = body.split("\n");
  const [origin = "", size = "", root = "", end] = lines;
  if (lines.length !== 4 || end !== "")
    throw new CheckpointError(`found ${lines.length - 1} whole lines, expected exactly 3, each ended by LF`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is being refused
  if (origin === "" || /[\u0000-\u001f]/.test(origin) || !origin.isWellFormed()) {
    throw new CheckpointError(`line 1: found ${JSON.stringify(origin)}, expected an origin without control characters`);
  }
  if (!/^(?:0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new CheckpointError(
      `line 2: found ${JSON.stringify(size)}, expected a tree size from 0 to 2^53-1 without leading zeros`,
    );
  }
  return { origin, size: Number(size), root: readRoot(root) };
}

/** The 32 bytes of a root in base64. Throws CheckpointError. */
export function readRoot(text: string): Buffer {
  let root: Buffer | null = null;
  try {
    root = decodeBase64(text);
  } catch {
    // Reported below, with the same words as a root of another length.
  }
  if (root?.length !== 32)
    throw new CheckpointError(`found root ${JSON.stringify(text)}, expected the base64 of 32 bytes`);
  return root;
}
