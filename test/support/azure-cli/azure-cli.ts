// Runs a script of `tidemark setup azure` with bash, the Azure CLI that answers from a file, and a stand-in for that of AWS.
import { spawn } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import { repository, type Ran } from "../run-cli.ts";

/** What there is in the tenant. */
export type AzureState = {
  readonly tenant: string;
  readonly cloud: string;
  readonly graph: string;
  readonly applications: readonly {
    readonly appId: string;
    readonly displayName: string;
    readonly secrets: readonly object[];
    readonly certificates: readonly object[];
    readonly credentials: readonly object[];
    readonly owners: readonly object[];
  }[];
  readonly principals: readonly { readonly id: string; readonly appId: string }[];
  readonly roles: readonly {
    readonly roleName: string;
    readonly assignableScopes: readonly string[];
    readonly permissions: readonly { readonly actions: readonly string[] }[];
  }[];
  readonly assignments: readonly {
    readonly id: string;
    readonly principalId: string;
    readonly role: string;
    readonly scope: string;
  }[];
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
  readonly granted: readonly {
    readonly principalId: string;
    readonly resourceId: string;
    readonly appRoleId: string;
  }[];
  /** How often a command still fails, because what was made is not known everywhere. */
  readonly late?: { readonly [command: string]: number };
};

/** Who answers for AWS: the account of the credentials, and the issuer of its tokens (null: it issues none). */
export type AwsAtHand = { readonly account: string; readonly issuer: string | null };

export type AzureCliRun = Ran & {
  /** Each command, as its arguments. */
  readonly commands: readonly (readonly string[])[];
};

export class AzureCli {
  readonly #home = temporaryDirectory();

  constructor(state: AzureState) {
    this.state = state;
    const python = join(repository, ".servers/azure-cli/bin/python");
    this.#tool("az", `exec '${python}' -B '${join(import.meta.dirname, "az")}' "$@"`);
  }

  get state(): AzureState {
    return JSON.parse(readFileSync(this.#at("state.json"), "utf8")) as AzureState;
  }

  set state(state: AzureState) {
    writeFileSync(this.#at("state.json"), JSON.stringify(state));
  }

  /** Where the script runs. */
  get home(): string {
    return this.#home;
  }

  async run(script: string, { account, issuer }: AwsAtHand): Promise<AzureCliRun> {
    const info = issuer === null ? "echo FeatureDisabled >&2; exit 254" : `printf 'True\\t%s\\n' '${issuer}'`;
    const answers = [
      `*get-caller-identity*) cat '${this.#at("account")}' ;;`,
      `*get-outbound-web-identity-federation-info*) ${info} ;;`,
    ];
    this.#tool("aws", `case "$*" in ${answers.join(" ")} *) exit 99 ;; esac`);
    writeFileSync(this.#at("account"), account);
    writeFileSync(this.#at("script.sh"), script);
    writeFileSync(this.#at("log"), "");
    const ran = await bash([this.#at("script.sh")], {
      PATH: `${this.#home}:${process.env["PATH"] ?? ""}`,
      AZURE_STATE: this.#at("state.json"),
      AZURE_LOG: this.#at("log"),
      AZURE_CONFIG_DIR: this.#at("config"),
      AZURE_CORE_COLLECT_TELEMETRY: "false",
    });
    const lines = readFileSync(this.#at("log"), "utf8").split("\n").slice(0, -1);
    return { ...ran, commands: lines.map((line) => JSON.parse(line) as string[]) };
  }

  #at(name: string): string {
    return join(this.#home, name);
  }

  #tool(name: string, line: string): void {
    writeFileSync(this.#at(name), `#!/bin/sh\n${line}\n`);
    chmodSync(this.#at(name), 0o755);
  }
}

/** Runs bash without input: a question that somebody would have to answer ends the script. */
export function bash(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn("bash", args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
