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

# aws_in ACCOUNT ARGUMENT...
aws_in() {
  eval "profile=\${AWS_PROFILE_$1-}"
  shift
  if [ -n "$profile" ]; then aws --profile "$profile" --output json "$@"; else aws --output json "$@"; fi
}

aws_signed_in() {
  aws_in "$1" sts get-caller-identity >"$work/caller" || return
  jq .Arn "$work/caller" >"$work/principal"
  [ "$(jq -r .Account "$work/caller")" = "$1" ] || fail "signed in to another account than $1"
}

# aws_config ACCOUNT REGION: delivers a configuration snapshot and fetches it. Types are those that the recorder records.
aws_config() {
  aws_signed_in "$1" || return
  aws_in "$1" configservice describe-configuration-recorders --region "$2" >"$work/recorders" || return
  aws_in "$1" configservice describe-configuration-recorder-status --region "$2" >"$work/status" || return
  jq -e 'any(.ConfigurationRecordersStatus[]; .recording)' "$work/status" >/dev/null || { fail "NoRunningConfigurationRecorder in $2"; return; }
  jq -c --slurpfile recorders "$work/recorders" '
    ["AWS::IAM::User", "AWS::IAM::Group"] as $global
    | ($recorders[0].ConfigurationRecorders[0].recordingGroup // {}) as $group
    | if $group.recordingStrategy.useOnly == "EXCLUSION_BY_RESOURCE_TYPES" then . - ($group.exclusionByResourceTypes.resourceTypes // [])
      elif $group.allSupported then (if $group.includeGlobalResourceTypes then . else . - $global end)
      else . - (. - ($group.resourceTypes // [])) end' "$work/types" >"$work/recorded" && mv "$work/recorded" "$work/types" || return
  aws_in "$1" configservice describe-delivery-channels --region "$2" >"$work/channels" || return
  channel=$(jq -r '.DeliveryChannels[0].name // empty' "$work/channels")
  bucket=$(jq -r '.DeliveryChannels[0].s3BucketName // empty' "$work/channels")
  prefix=$(jq -r '.DeliveryChannels[0].s3KeyPrefix // empty | . + "/"' "$work/channels")
  [ -n "$channel" ] || { fail "NoAvailableDeliveryChannel in $2"; return; }
  aws_in "$1" configservice deliver-config-snapshot --region "$2" --delivery-channel-name "$channel" >"$work/delivered" || return
  id=$(jq -r .configSnapshotId "$work/delivered")
  # <prefix>/AWSLogs/<account>/Config/<region>/<y>/<m>/<d>/ConfigSnapshot/<account>_Config_<region>_ConfigSnapshot_<time>_<id>.json.gz
  tries=0 key=''
  while [ -z "$key" ]; do
    tries=$((tries + 1))
    [ "$tries" -le 60 ] || { fail "the snapshot was not delivered within ten minutes"; return; }
    [ "$tries" -eq 1 ] || sleep 10
    aws_in "$1" s3api list-objects-v2 --bucket "$bucket" --prefix "${prefix}AWSLogs/$1/Config/$2/$(ago 600 | cut -c 1-4)/" \
      --query "Contents[?contains(Key, '$id')].Key" >"$work/keys" || return
    key=$(jq -r '(. // [])[0] // empty' "$work/keys")
  done
  printf '%s' "$key" | sed 's/.*_ConfigSnapshot_\(....\)\(..\)\(..\)T\(..\)\(..\)\(..\)Z_.*/\1-\2-\3T\4:\5:\6Z/' >"$work/as-of"
  aws_in "$1" s3 cp "s3://$bucket/$key" -
}

# aws_credential_report ACCOUNT
aws_credential_report() {
  aws_signed_in "$1" || return
  tries=0 state=''
  while [ "$state" != COMPLETE ]; do
    tries=$((tries + 1))
    [ "$tries" -le 60 ] || { fail "the report was not ready within two minutes"; return; }
    [ "$tries" -eq 1 ] || sleep 2
    aws_in "$1" iam generate-credential-report >"$work/state" || return
    state=$(jq -r .State "$work/state")
  done
  aws_in "$1" iam get-credential-report >"$work/report" || return
  jq -j .GeneratedTime "$work/report" >"$work/as-of"
  jq -j '.Content | @base64d' "$work/report"
}

az_signed_in() { az account show --output json >"$work/account" && jq .user.name "$work/account" >"$work/principal"; }

# az_graph SUBSCRIPTION QUERY: all pages as one answer. The query keeps id and sorts by it, else pages shift.
az_graph() {
  az_signed_in || return
  : >"$work/pages"
  skip=''
  while :; do
    if [ -n "$skip" ]; then set -- "$1" "$2" --skip-token "$skip"; else set -- "$1" "$2"; fi
    subscription=$1 query=$2
    shift 2
    az graph query --subscriptions "$subscription" --graph-query "$query" --first 1000 "$@" --output json >"$work/page" || return
    set -- "$subscription" "$query"
    cat "$work/page" >>"$work/pages"
    skip=$(jq -r '.skip_token // empty' "$work/page") || return
    [ -n "$skip" ] || break
  done
  jq -s '{count: (map(.count) | add), data: (map(.data) | add), skip_token: null, total_records: .[0].total_records}' "$work/pages"
}

# gcloud_assets PROJECT-NUMBER TYPES: as of ten minutes ago, since what is newer may still change.
gcloud_assets() {
  gcloud config get-value account 2>/dev/null | jq -R . >"$work/principal"
  # --project takes no number.
  project=$(gcloud projects describe "$1" --format='value(projectId)') || return
  ago 600 >"$work/time" && tr -d '\n' <"$work/time" >"$work/as-of"
  gcloud asset list --project="$project" --asset-types="$2" --content-type=resource --snapshot-time="$(cat "$work/as-of")" --format=json
}

# graph_registrations TENANT
graph_registrations() {
  az_signed_in || return
  [ "$(jq -r .tenantId "$work/account")" = "$1" ] || { fail "signed in to another tenant than $1"; return; }
  : >"$work/pages"
  next=https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails
  while [ -n "$next" ]; do
    az rest --method get --url "$next" --output json >"$work/page" || return
    cat "$work/page" >>"$work/pages"
    next=$(jq -r '."@odata.nextLink" // empty' "$work/page") || return
  done
  jq -s '{"@odata.context": .[0]."@odata.context", value: (map(.value) | add)}' "$work/pages"
}

# workspace_users CUSTOMER
workspace_users() {
  gcloud config get-value account 2>/dev/null | jq -R . >"$work/principal"
  token=${WORKSPACE_TOKEN:-$(gcloud auth print-access-token)} || return
  : >"$work/pages"
  page=''
  while :; do
    # By standard input, since arguments show in the list of processes.
    printf 'Authorization: Bearer %s\n' "$token" |
      curl --silent --show-error --fail-with-body --header @- \
        "https://admin.googleapis.com/admin/directory/v1/users?customer=$1&projection=basic&maxResults=500$page" >"$work/page" ||
      { status=$?; head -c 2000 "$work/page" >&2; return "$status"; }
    cat "$work/page" >>"$work/pages"
    token_of_page=$(jq -r '.nextPageToken // empty | @uri' "$work/page") || return
    [ -n "$token_of_page" ] || break
    page="&pageToken=$token_of_page"
  done
  jq -s '{kind: .[0].kind, users: (map(.users // []) | add)}' "$work/pages"
}

finish() {
  jq -s '{version: 1, exports: .}' "$work/entries" >"$work/manifest" && mv "$work/manifest" export.json || exit 3
  exit "$failed"
}
