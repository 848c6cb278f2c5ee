// Runs a script of `tidemark setup gcp` with bash, a gcloud CLI that answers from a file, and a stand-in for that of AWS.
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bash, type AwsAtHand } from "../azure-cli/azure-cli.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";

type Binding = {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: { readonly expression: string };
};

/** What there is in the organization. */
export type GoogleState = {
  readonly projects: readonly {
    readonly projectId: string;
    readonly projectNumber: string;
    readonly lifecycleState: string;
    readonly ancestors: readonly { readonly id: string; readonly type: string }[];
    readonly services: readonly string[];
  }[];
  /** The parent of each folder. */
  readonly folders: { readonly [id: string]: string };
  readonly pools: readonly { readonly name: string; readonly state: string }[];
  readonly providers: readonly {
    readonly name: string;
    readonly state: string;
    readonly oidc?: {
      readonly issuerUri: string;
      readonly allowedAudiences: readonly string[];
      readonly jwksJson?: string;
    };
    readonly attributeCondition?: string;
    readonly attributeMapping?: { readonly [name: string]: string };
    readonly disabled?: boolean;
  }[];
  readonly accounts: readonly { readonly email: string; readonly uniqueId: string; readonly keys: readonly string[] }[];
  readonly roles: readonly {
    readonly name: string;
    readonly includedPermissions: readonly string[];
    readonly deleted?: boolean;
  }[];
  /** By `organizations/1`, `folders/1`, `projects/id` and `accounts/<address>`. */
  readonly policies: { readonly [place: string]: readonly Binding[] };
  /** How often a command still fails, because what was made is not known everywhere. */
  readonly late?: { readonly [command: string]: number };
};

export type GcloudRun = Ran & {
  /** Each command, as its arguments. */
  readonly commands: readonly (readonly string[])[];
};

export class GcloudCli {
  readonly #home = temporaryDirectory();

  constructor(state: GoogleState) {
    this.state = state;
    this.#tool("gcloud", `exec python3 -B '${join(import.meta.dirname, "gcloud")}' "$@"`);
  }

  get state(): GoogleState {
    return JSON.parse(readFileSync(this.#at("state.json"), "utf8")) as GoogleState;
  }

  set state(state: GoogleState) {
    writeFileSync(this.#at("state.json"), JSON.stringify(state));
  }

  /** Where the script runs. */
  get home(): string {
    return this.#home;
  }

  async run(script: string, { account, issuer }: AwsAtHand): Promise<GcloudRun> {
    const info = issuer === null ? "echo FeatureDisabled >&2; exit 254" : `printf 'True\\t%s\\n' '${issuer}'`;
    const answers = [
      `*get-caller-identity*) echo '${account}' ;;`,
      `*get-outbound-web-identity-federation-info*) ${info} ;;`,
    ];
    this.#tool("aws", `case "$*" in ${answers.join(" ")} *) exit 99 ;; esac`);
    // A test does not wait for what is known late.
    this.#tool("sleep", "exit 0");
    writeFileSync(this.#at("script.sh"), script);
    writeFileSync(this.#at("log"), "");
    const ran = await bash([this.#at("script.sh")], {
      PATH: `${this.#home}:${process.env["PATH"] ?? ""}`,
      GCLOUD_STATE: this.#at("state.json"),
      GCLOUD_LOG: this.#at("log"),
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
