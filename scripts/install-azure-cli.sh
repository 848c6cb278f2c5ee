#!/bin/sh
# Installs the Azure CLI, by which `npm run test:tools` reads the script of `tidemark setup azure` and the commands of remedies, and a
# parser of Bicep, into .servers/azure-cli. What is there in its version stays. Needs python3 with venv; the registry is that of the
# environment.
set -eu
cd "$(dirname "$0")/.."

cli=2.91.0
# Its commands about accounts, applications and roles need the core alone.
core="azure-cli-core==$cli python-dateutil==2.9.0.post0"
# The versions are those that the CLI names; all that its other commands need takes three times the room.
storage="azure-mgmt-storage==25.0.0 azure-storage-blob==12.29.0b1 azure-storage-file-datalake==12.24.0b1
  azure-storage-file-share==12.25.0b1 azure-storage-queue==12.16.0b1 azure-data-tables==12.4.0"
databases="azure-mgmt-sql==4.0.0b22 azure-mgmt-cosmosdb==10.0.0 azure-mgmt-rdbms==10.2.0b17
  azure-mgmt-postgresqlflexibleservers==3.0.0b2 azure-mgmt-mysqlflexibleservers==1.1.0b3
  azure-mgmt-privatedns==1.0.0 azure-mgmt-resource==24.0.0 colorama==0.4.6"
vaults="azure-keyvault-administration==4.8.0b2 azure-keyvault-certificates==4.7.0 azure-keyvault-keys==4.12.0b2
  azure-keyvault-secrets==4.7.0 azure-keyvault-securitydomain==1.0.0b1 azure-mgmt-keyvault==14.0.1"
monitor="azure-mgmt-monitor==7.0.0b1 antlr4-python3-runtime==4.13.2"
machines="azure-mgmt-compute==34.1.0 azure-mgmt-imagebuilder==1.3.0"
workloads="azure-mgmt-web==11.0.0 azure-mgmt-applicationinsights==1.0.0 azure-mgmt-appcontainers==2.0.0
  azure-mgmt-servicelinker==1.2.0b3 azure-mgmt-containerservice==41.6.0 azure-mgmt-containerregistry==15.1.0b3
  azure-mgmt-containerregistrytasks==1.0.0b1 azure-mgmt-msi==7.1.0 fabric==3.2.3 PyNaCl==1.6.2 semver==3.1.2
  websocket-client==1.8.0"
stores="azure-mgmt-redis==14.5.0 azure-mgmt-appconfiguration==6.0.0b2 azure-appconfiguration==1.10.0b1"
bicep="pycep-parser==0.7.1"
wanted=$(echo $cli $core $storage $databases $vaults $monitor $machines $workloads $stores $bicep)

if [ "$(cat .servers/azure-cli.version 2>/dev/null || true)" != "$wanted" ]; then
  echo "installing azure-cli $cli"
  rm -rf .servers/azure-cli
  python3 -m venv .servers/azure-cli
  # shellcheck disable=SC2086
  .servers/azure-cli/bin/pip install --quiet $core $storage $databases $vaults $monitor $machines $workloads $stores $bicep
  .servers/azure-cli/bin/pip install --quiet --no-deps "azure-cli==$cli"
  echo "$wanted" >.servers/azure-cli.version
fi
