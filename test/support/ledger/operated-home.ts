// A small ledger with all that lies beside it, and the real commands on it.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Leaf } from "../../../evidence-schema/log/log-schema.ts";
import { runCommand } from "./run-command.ts";
import { writeExports } from "./small-export.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import type { Ran } from "../run-cli.ts";

export const ACCOUNTS = ["111111111111", "222222222222"] as const;

export class OperatedHome {
  readonly home: string;
  readonly #config: string;

  private constructor(home: string) {
    this.home = home;
    this.#config = join(home, "tidemark.config.ts");
  }

  /** A ledger with one run, and exports of two moments. `mode`: of another ledger than a local one. */
  static async make(mode: "local" | "trial" = "local", place?: string): Promise<OperatedHome> {
    const made = new OperatedHome(temporaryDirectory());
    const config = {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark", mode, ...(mode === "trial" ? { retentionDays: 1 } : {}) },
      scopes: ACCOUNTS.map((id) => ({ scope: `aws/${id}`, regions: ["eu-central-1"] })),
    };
    writeFileSync(made.#config, `export default ${JSON.stringify(config)};\n`);
    writeExports(join(made.home, "one"), "2026-09-01T06:00:00.000Z", ["one"]);
    writeExports(join(made.home, "two"), "2026-09-01T07:00:00.000Z", ["one", "two"]);
    const { status, stderr } = await made.run("start", ["--from", join(made.home, "one")], place);
    if (status !== 0) throw new Error(`start ended with ${status}: ${stderr}`);
    return made;
  }

  get ledger(): string {
    return join(this.home, "ledger");
  }

  /** The same once more: what happens to one does not touch the other. */
  copy(): OperatedHome {
    const home = temporaryDirectory();
    cpSync(this.home, home, { recursive: true });
    return new OperatedHome(home);
  }

  /** Runs a command on the ledger, in this process. */
  run(command: string, args: readonly string[] = [], ledger = this.ledger): Promise<Ran> {
    return this.ask(command, ["--config", this.#config, ...args], ledger);
  }

  /** The same of a command that reads no config. */
  ask(command: string, args: readonly string[] = [], ledger = this.ledger): Promise<Ran> {
    return runCommand([command, ...args, "--ledger", ledger]);
  }

  /** A further run over the exports of the second moment. */
  collect(ledger = this.ledger): Promise<Ran> {
    return this.run("collect", ["--from", join(this.home, "two")], ledger);
  }

  path(name: string): string {
    return join(this.home, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** Puts an object into the ledger as nobody who writes it would. */
  plant(key: string, bytes: string): void {
    const path = join(this.ledger, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }

  leaves(): Leaf[] {
    return readdirSync(join(this.ledger, "log"))
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(this.ledger, "log", name), "utf8")) as Leaf);
  }
}
