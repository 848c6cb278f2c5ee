// The environment of child processes: what one of them has compiled, the next need not compile again.
import { temporaryDirectory } from "./temporary-directory.ts";

export const quickStart = { ...process.env, NODE_COMPILE_CACHE: temporaryDirectory() };
