// Where the program is, and what came of running it.
import { join } from "node:path";

export const repository = join(import.meta.dirname, "..", "..");

export type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };
