# gcloud_assets PROJECT-NUMBER TYPES: as of ten minutes ago, since what is newer may still change.
gcloud_assets() {
  gcloud config get-value account 2>/dev/null | jq -R . >"$work/principal"
  # --project takes no number.
  project=$(gcloud projects describe "$1" --format='value(projectId)') || return
  ago 600 >"$work/time" && tr -d '\n' <"$work/time" >"$work/as-of"
  gcloud asset list --project="$project" --asset-types="$2" --content-type=resource --snapshot-time="$(cat "$work/as-of")" --format=json
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
