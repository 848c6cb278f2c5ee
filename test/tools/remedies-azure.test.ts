// The commands of the Azure CLI in remedies, read by the real Azure CLI.
import { join } from "node:path";
import { expect, test } from "vitest";
import { askReader } from "../support/remedies/ask.ts";
import { commandsOf } from "../support/remedies/placeholders.ts";
import { repository } from "../support/run-cli.ts";

const PYTHON = join(repository, ".servers/azure-cli/bin/python");

test("the CLI takes every command, and refuses each that is wrong", () => {
  const commands = commandsOf("az");
  /** Each is a command of a remedy with one mistake. */
  const wrong = [
    "az sql server updates --resource-group shop --name shop --minimal-tls-version 1.2",
    "az sql server update --resource-group shop --name shop --minimum-tls-version 1.2",
    "az sql server update --resource-group shop --name shop --minimal-tls-version 1.4",
    "az storage account update --resource-group shop --name shopdata --https-only yes-please",
    "az storage container set-permission --name pictures --public-access closed",
    "az network watcher flow-log update --location westeurope --enabled true",
    "az postgres flexible-server firewall-rule delete --resource-group shop --name ssh",
    "az cosmosdb update --resource-group shop --name shop --public-network-access Off",
  ];
  const { refused, read } = askReader("read-az.py", PYTHON, [...commands, ...wrong]);
  expect(refused.map(([line]) => line)).toEqual(wrong);
  expect(read).toHaveLength(commands.length);
  expect(new Set(read).size).toBeGreaterThan(25);
});
