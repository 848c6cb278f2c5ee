#!/bin/sh
# Installs a parser of HCL into .servers/hcl, by which `npm run test:tools` reads the Terraform configuration of `tidemark setup gcp`.
# What is there in its version stays. Needs python3 with venv; the registry is that of the environment.
set -eu
cd "$(dirname "$0")/.."

hcl="python-hcl2==8.1.4"

if [ "$(cat .servers/hcl.version 2>/dev/null || true)" != "$hcl" ]; then
  echo "installing $hcl"
  rm -rf .servers/hcl
  python3 -m venv .servers/hcl
  .servers/hcl/bin/pip install --quiet "$hcl"
  echo "$hcl" >.servers/hcl.version
fi
