az_signed_in() { az account show --output json >"$work/account" && jq .user.name "$work/account" >"$work/principal"; }

# az_graph SUBSCRIPTION QUERY...: the pages of each query, one after the other. A query keeps id and sorts by it, else pages shift.
az_graph() {
  az_signed_in || return
  subscription=$1
  shift
  for query in "$@"; do
    skip=''
    while :; do
      set -- --subscriptions "$subscription" --graph-query "$query" --first 1000
      if [ -n "$skip" ]; then set -- "$@" --skip-token "$skip"; fi
      az graph query "$@" --output json >"$work/page" || return
      cat "$work/page"
      skip=$(jq -r '.skip_token // empty' "$work/page") || return
      [ -n "$skip" ] || break
    done
  done
}

# az_subjects SUBSCRIPTION CONDITION: the ids of the resources that meet it, to $work/subjects. Fails where they may not be all:
# a subscription that may not be read looks like an empty one, but then it lacks its own row as well.
az_subjects() {
  az_graph "$1" "resources | where $2 | union (resourcecontainers | where type =~ 'microsoft.resources/subscriptions') | project id, type | order by id asc" >"$work/listed" || return
  jq -s -e '(map(.data) | add | map(.id) | unique | length) == .[0].total_records' "$work/listed" >/dev/null || { fail "Resource Graph listed other resources than it counted"; return; }
  jq -s -e 'map(.data) | add | any(.type == "microsoft.resources/subscriptions")' "$work/listed" >/dev/null || { fail "AuthorizationFailed: no row of subscription $1 itself"; return; }
  jq -r '.data[] | select(.type != "microsoft.resources/subscriptions") | .id' "$work/listed" >"$work/subjects"
}

# az_children SUBSCRIPTION CONDITION PATH API-VERSION: what Resource Manager keeps at the path below each resource that meets the condition.
az_children() {
  az_subjects "$1" "$2" || return
  each az_child "$3" "$4"
}

az_child() { az_pages "$3$1?api-version=$2" .nextLink; }

# az_posted_children SUBSCRIPTION CONDITION PATH API-VERSION: the same by POST, whose pages have a token in the body. It changes nothing.
az_posted_children() {
  az_subjects "$1" "$2" || return
  each az_posted "$3" "$4"
}

az_posted() {
  : >"$work/pages"
  token=''
  while :; do
    body=$(jq -cn --arg token "$token" 'if $token == "" then {} else {skipToken: $token} end')
    az rest --method post --url "$3$1?api-version=$2" --body "$body" --output json >"$work/page" || return
    cat "$work/page" >>"$work/pages"
    last=$token
    token=$(jq -r '.skipToken // empty' "$work/page") || return
    [ -n "$token" ] || break
    [ "$token" != "$last" ] || { fail "a page leads back to itself"; return; }
  done
  jq -s '{value: (map(.value) | add)}' "$work/pages"
}

# az_below_children SUBSCRIPTION CONDITION PATH API-VERSION: each resource that Resource Manager lists at the path below each resource
# that meets the condition. A list that fails fails them all: what it would have listed can't be named.
az_below_children() {
  az_subjects "$1" "$2" || return
  : >"$work/below"
  while IFS= read -r above; do
    az_child "$3" "$4" "$above" </dev/null >"$work/list" || return
    jq -r '.value[].id' "$work/list" >>"$work/below" || return
  done <"$work/subjects"
  mv "$work/below" "$work/subjects"
  each az_child '' "$4"
}

# az_one PATH API-VERSION
az_one() {
  az_signed_in || return
  az_pages "$1?api-version=$2" .nextLink
}

# graph_list TENANT URL
graph_list() {
  az_signed_in || return
  [ "$(jq -r .tenantId "$work/account")" = "$1" ] || { fail "signed in to another tenant than $1"; return; }
  az_pages "$2" '."@odata.nextLink"'
}

# az_pages URL NEXT: the answer, or all pages of a list as one; NEXT is where a page says what comes after it.
az_pages() {
  : >"$work/pages"
  next=$1
  while [ -n "$next" ]; do
    az rest --method get --url "$next" --output json >"$work/page" || return
    cat "$work/page" >>"$work/pages"
    next=$(jq -r "$2 // empty" "$work/page") || return
  done
  jq -s 'if .[0] | has("value") then (.[0] | del(.nextLink, ."@odata.nextLink")) + {value: (map(.value) | add)} else .[0] end' "$work/pages"
}
