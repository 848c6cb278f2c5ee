gcloud_signed_in() { gcloud config get-value account 2>/dev/null | jq -R . >"$work/principal"; }

# gcloud_project PROJECT-NUMBER: its id, since --project takes no number.
gcloud_project() { gcloud projects describe "$1" --format='value(projectId)'; }

# gcloud_assets PROJECT-NUMBER CONTENT-TYPE OPTION...: as of ten minutes ago, since what is newer may still change.
gcloud_assets() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  content=$2
  shift 2
  ago 600 >"$work/time" && tr -d '\n' <"$work/time" >"$work/as-of"
  gcloud asset list --project="$project" "$@" --content-type="$content" --snapshot-time="$(cat "$work/as-of")" --format=json
}

# gcloud_ancestors_iam_policy PROJECT-NUMBER: with the number, by which the scope goes, in the place of the project's id.
gcloud_ancestors_iam_policy() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  gcloud projects get-ancestors-iam-policy "$project" --format=json >"$work/policies" || return
  jq --arg id "$project" --arg number "$1" 'map(if .type == "project" and .id == $id then .id = $number else . end)' "$work/policies"
}

# gcloud_org_policies PROJECT-NUMBER CONSTRAINT...
gcloud_org_policies() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  shift
  printf '%s\n' "$@" >"$work/subjects"
  each gcloud_org_policy "$project"
}

gcloud_org_policy() { gcloud org-policies describe "$2" --effective --project="$1" --format=json; }

# gcloud_vpc_flow_logs_configs PROJECT-NUMBER SUBCOMMAND: of the project, or of its organization as far as they apply to it.
gcloud_vpc_flow_logs_configs() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  gcloud network-management vpc-flow-logs-configs "$2" --location=global --project="$project" --format=json
}

# gcloud_security_center_services PROJECT-NUMBER: the services of Security Command Center, and whether each is in effect.
gcloud_security_center_services() {
  gcloud_signed_in
  gcloud scc manage services list --project="$1" --format=json
}

# gcloud_scanning_services PROJECT-NUMBER: the services that are on, by name.
gcloud_scanning_services() {
  gcloud_signed_in
  gcloud services list --enabled --project="$1" --format='json(name,state)'
}

# gcloud_key_activity PROJECT-NUMBER: when each key of a service account last authenticated.
gcloud_key_activity() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  gcloud policy-intelligence query-activity --activity-type=serviceAccountKeyLastAuthentication --project="$project" --limit=1000000 --format=json
}

# gcloud_network_firewall_policies PROJECT-NUMBER: the firewall policies that apply in each network.
gcloud_network_firewall_policies() {
  gcloud_signed_in
  project=$(gcloud_project "$1") || return
  gcloud compute networks list --project="$project" --format=json >"$work/networks" || return
  jq -r '.[].name' "$work/networks" >"$work/subjects" || return
  each gcloud_network_policies "$project"
}

# gcloud_network_policies PROJECT NETWORK: the network, with one answer for each region in which it has subnets, or one for all of it.
gcloud_network_policies() {
  jq --arg name "$2" '.[] | select(.name == $name)' "$work/networks" >"$work/network" || return
  jq -r '[.subnetworks[]? | capture("/regions/(?<region>[^/]+)/").region] | unique[]' "$work/network" >"$work/regions" || return
  : >"$work/effective"
  while IFS= read -r region; do
    gcloud compute network-firewall-policies get-effective-firewalls --network="$2" --region="$region" --project="$1" --format=json </dev/null >"$work/policies" || return
    gcloud_policies_alone "$region" >>"$work/effective" || return
  done <"$work/regions"
  if [ ! -s "$work/regions" ]; then
    gcloud compute networks get-effective-firewalls "$2" --project="$1" --format=json >"$work/policies" || return
    gcloud_policies_alone '' >>"$work/effective" || return
  fi
  jq -s --slurpfile network "$work/network" '{network: $network[0], regions: .}' "$work/effective"
}

# gcloud_policies_alone REGION: the answer without the rules of the network, which are exported as assets.
gcloud_policies_alone() {
  jq -c --arg region "$1" '{region: (if $region == "" then null else $region end), answer: ((if type == "array" then .[0] else . end) | del(.firewalls))}' "$work/policies"
}

# workspace_users CUSTOMER
workspace_users() {
  gcloud_signed_in
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
