#!/bin/sh
# Installs the Azure CLI, by which `npm run test:tools` reads the script of `tidemark setup azure`, and a parser of Bicep, into
# .servers/azure-cli. What is there in its version stays. Needs python3 with venv; the registry is that of the environment.
set -eu
cd "$(dirname "$0")/.."

cli=2.91.0
# Its commands about accounts, applications and roles need these alone; all that the others need takes four times the room.
needed="azure-cli-core==$cli python-dateutil==2.9.0.post0"
bicep="pycep-parser==0.7.1"

if [ "$(cat .servers/azure-cli.version 2>/dev/null || true)" != "$cli $needed $bicep" ]; then
  echo "installing azure-cli $cli"
  rm -rf .servers/azure-cli
  python3 -m venv .servers/azure-cli
  # shellcheck disable=SC2086
  .servers/azure-cli/bin/pip install --quiet $needed $bicep
  .servers/azure-cli/bin/pip install --quiet --no-deps "azure-cli==$cli"
  echo "$cli $needed $bicep" >.servers/azure-cli.version
fi
