// versitygw: an S3 server over a directory, with versions, locks and conditional writes; from scripts/install-servers.sh.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startServer, type RunningServer } from "./process.ts";

const PROGRAM = join(import.meta.dirname, "../../../.servers/bin/versitygw");

export const CREDENTIALS = { accessKeyId: "tidemark", secretAccessKey: "tidemark-secret" };

/** Starts it over `directory`, which is empty. */
export function startVersitygw(directory: string): Promise<RunningServer> {
  const [objects, versions] = ["objects", "versions"].map((name) => join(directory, name)) as [string, string];
  for (const each of [objects, versions]) mkdirSync(each);
  return startServer(
    PROGRAM,
    (port) => ["--port", `127.0.0.1:${port}`, "posix", "--versioning-dir", versions, objects],
    { ROOT_ACCESS_KEY: CREDENTIALS.accessKeyId, ROOT_SECRET_KEY: CREDENTIALS.secretAccessKey },
  );
}
