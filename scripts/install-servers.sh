#!/bin/sh
# Installs the servers that `npm run test:servers` and `npm run example:aws` run against, and a reader of spreadsheets for
# `npm run test:tools`, into .servers/. What is there in its version stays. Needs python3 with venv, and Go for the S3 server; the
# registries are those of the environment.
set -eu
cd "$(dirname "$0")/.."

moto=5.2.5
cfnlint=1.58.0
openpyxl=3.1.5
versitygw=v1.8.0

# What lies in .servers was put there by one version of each: a stamp a server.
if [ "$(cat .servers/moto.version 2>/dev/null || true)" != "$moto $cfnlint $openpyxl" ]; then
  echo "installing moto $moto"
  rm -rf .servers/venv
  python3 -m venv .servers/venv
  .servers/venv/bin/pip install --quiet "moto[server]==$moto" "cfn-lint==$cfnlint" "openpyxl==$openpyxl"
  echo "$moto $cfnlint $openpyxl" >.servers/moto.version
fi

if [ "${1:-}" != "moto" ] && [ "$(cat .servers/versitygw.version 2>/dev/null || true)" != "$versitygw" ]; then
  echo "installing versitygw $versitygw"
  GOBIN="$PWD/.servers/bin" go install "github.com/versity/versitygw/cmd/versitygw@$versitygw"
  echo "$versitygw" >.servers/versitygw.version
fi
