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
