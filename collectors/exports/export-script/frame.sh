#!/bin/sh
# Writes what Tidemark reads into a directory (first argument, else this one), with the clouds' own command lines, and
# export.json, which says how. Exit status: 0 all was exported, 2 some was not (export.json says what), 3 it could not start.
#
# Needs jq 1.6, and as the scopes below ask for them: aws 1 or 2, az 2 with its extension resource-graph, gcloud, curl 7.76.
# Sign in first. For an AWS account, profile PROFILE is used where AWS_PROFILE_<account>=PROFILE is set.
# Workspace needs a token with scope https://www.googleapis.com/auth/admin.directory.user.readonly, in WORKSPACE_TOKEN or from gcloud.
# Written after the documentation of these tools. Run against stand-ins for them, and IAM's part against a local server, not against the clouds.
# shellcheck disable=SC2329 # export_file calls the other functions by name
set -u
umask 077

if [ "$#" -gt 0 ]; then mkdir -p "$1" && cd "$1" || exit 3; fi
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 3' HUP INT TERM
for tool in jq sed wc; do
  command -v "$tool" >/dev/null || { echo "found no $tool, expected it on the path" >&2; exit 3; }
done
: >"$work/entries"
failed=0

# A time $1 seconds ago. jq does it the same way everywhere; date does not.
ago() { jq -nr --argjson seconds "$1" 'now - $seconds | floor | todate'; }

fail() { echo "$1" >&2; return 1; }

# export_file SOURCE FORMAT SCOPE REGIONS TYPES FILE COMMAND FUNCTION ARGUMENT...
# Runs the function, whose output becomes the file, and notes how that went. REGIONS and TYPES are JSON lists. The function may
# write to $work/as-of when the answer is true, to $work/principal who asked, and to $work/types what is really in it.
export_file() {
  source=$1 format=$2 scope=$3 regions=$4 file=$6 command=$7
  started=$(ago 0)
  printf '%s' "$started" >"$work/as-of"
  printf '%s' "$5" >"$work/types"
  rm -f "$work/principal"
  shift 7
  if "$@" >"$work/out" 2>"$work/err"; then status=0; else status=$?; fi
  if [ "$status" -eq 0 ]; then
    mv "$work/out" "$file"
    bytes=$(wc -c <"$file")
  else
    failed=2 file='' bytes=null
    echo "not exported: $source: $(head -n 1 "$work/err")" >&2
  fi
  [ -s "$work/principal" ] || printf 'null' >"$work/principal"
  head -c 4000 "$work/err" >"$work/error"
  jq -cn --arg source "$source" --arg format "$format" --arg scope "$scope" --arg command "$command" --argjson regions "$regions" \
    --slurpfile types "$work/types" --rawfile dataTime "$work/as-of" --slurpfile principal "$work/principal" --arg startedAt "$started" \
    --arg finishedAt "$(ago 0)" --argjson exitStatus "$status" --rawfile error "$work/error" --arg file "$file" --argjson bytes "$bytes" \
    '{$source, $format, $scope, $command, principal: $principal[0], $regions, types: $types[0], $dataTime, $startedAt, $finishedAt, $exitStatus,
      error: (if $exitStatus == 0 then null else $error end), file: (if $file == "" then null else $file end), $bytes}
     | if .regions == [] then del(.regions) else . end' >>"$work/entries" || exit 3
}

finish() {
  jq -s '{version: 1, exports: .}' "$work/entries" >"$work/manifest" && mv "$work/manifest" export.json || exit 3
  exit "$failed"
}

# each FUNCTION ARGUMENT...: runs it once for every line of $work/subjects, with the line as its last argument, and writes
# one line of JSON for each: {subject, answer}, or {subject, exitStatus, error} where the call failed.
each() {
  while IFS= read -r subject; do
    if "$@" "$subject" </dev/null >"$work/answer" 2>"$work/fault"; then
      jq -c --arg subject "$subject" '{$subject, answer: .}' "$work/answer" || return
    else
      called=$?
      head -c 4000 "$work/fault" >"$work/fault-start"
      jq -cn --arg subject "$subject" --argjson exitStatus "$called" --rawfile error "$work/fault-start" '{$subject, $exitStatus, $error}' || return
    fi
  done <"$work/subjects"
}
