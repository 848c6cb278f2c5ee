// moto: a server that emulates AWS, from the folder that scripts/install-servers.sh fills.
import { join } from "node:path";
import { startServer, type RunningServer } from "./process.ts";

const PROGRAM = join(import.meta.dirname, "../../../.servers/venv/bin/moto_server");

/** Starts it, empty but for the managed policies that AWS has in every account. An account of its own for each role that is taken: see its documentation, "Multi-account". */
export const startMoto = (): Promise<RunningServer> =>
  startServer(PROGRAM, (port) => ["-H", "127.0.0.1", "-p", String(port)], { MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
