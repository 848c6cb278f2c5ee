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

# aws_config_select ACCOUNT REGION EXPRESSION TYPE...: what the query answers, and beside it the ids that Config discovered of
# each type, in the form of one answer. aws reads all pages itself.
aws_config_select() {
  aws_signed_in "$1" || return
  account=$1 region=$2
  aws_in "$account" configservice describe-configuration-recorder-status --region "$region" >"$work/status" || return
  jq -e 'any(.ConfigurationRecordersStatus[]; .recording)' "$work/status" >/dev/null || { fail "NoRunningConfigurationRecorder in $region"; return; }
  aws_in "$account" configservice select-resource-config --region "$region" --expression "$3" >"$work/selected" || return
  shift 3
  : >"$work/discovered"
  for type in "$@"; do
    aws_in "$account" configservice list-discovered-resources --region "$region" --resource-type "$type" >"$work/listed" || return
    jq -c --arg type "$type" '{($type): [.resourceIdentifiers[].resourceId]}' "$work/listed" >>"$work/discovered" || return
  done
  jq --slurpfile discovered "$work/discovered" '. + {Discovered: ($discovered | add)}' "$work/selected"
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

# aws_cloudtrail_trails ACCOUNT REGION...: the trails that each region tells of, each once, in the form of the call's own answer.
aws_cloudtrail_trails() {
  aws_signed_in "$1" || return
  account=$1
  shift
  : >"$work/pages"
  for region in "$@"; do
    aws_in "$account" cloudtrail describe-trails --include-shadow-trails --region "$region" >>"$work/pages" || return
  done
  jq -s '{trailList: (map(.trailList) | add // [] | unique_by(.TrailARN))}' "$work/pages"
}

# aws_cloudtrail_each ACCOUNT CALL OPTION REGION...: the call for every trail, in its home region.
aws_cloudtrail_each() {
  account=$1 call=$2 option=$3
  shift 3
  aws_cloudtrail_trails "$account" "$@" >"$work/trails" || return
  jq -r '.trailList[].TrailARN' "$work/trails" >"$work/subjects"
  each aws_cloudtrail_one "$account" "$call" "$option"
}

aws_cloudtrail_one() { aws_in "$1" cloudtrail "$2" "$3" "$4" --region "$(printf '%s' "$4" | cut -d : -f 4)"; }

# aws_call ACCOUNT ARGUMENT...: one call, whose answer is the file.
aws_call() {
  aws_signed_in "$1" || return
  aws_in "$@"
}

# aws_config_recorders ACCOUNT REGION: what the recorder is, whether it runs and whether it delivers, as one object.
aws_config_recorders() {
  aws_signed_in "$1" || return
  : >"$work/pages"
  for call in describe-configuration-recorders describe-configuration-recorder-status describe-delivery-channel-status; do
    aws_in "$1" configservice "$call" --region "$2" >>"$work/pages" || return
  done
  jq -s add "$work/pages"
}

# aws_guardduty_detectors ACCOUNT REGION: the list of detectors, which has one or none, and the detector itself, as one object.
aws_guardduty_detectors() {
  aws_signed_in "$1" || return
  aws_in "$1" guardduty list-detectors --region "$2" >"$work/detectors" || return
  printf 'null\n' >"$work/detector"
  detector=$(jq -r '.DetectorIds[0] // ""' "$work/detectors") || return
  if [ -n "$detector" ]; then
    aws_in "$1" guardduty get-detector --detector-id "$detector" --region "$2" >"$work/detector" || return
  fi
  jq --slurpfile detector "$work/detector" '. + {Detector: $detector[0]}' "$work/detectors"
}

# aws_ebs_snapshots ACCOUNT REGION: the snapshots that the account owns, and those of them that everybody may restore, as one object.
aws_ebs_snapshots() {
  aws_signed_in "$1" || return
  aws_in "$1" ec2 describe-snapshots --owner-ids self --region "$2" >"$work/snapshots" || return
  aws_in "$1" ec2 describe-snapshots --owner-ids self --restorable-by-user-ids all --region "$2" >"$work/public" || return
  jq --slurpfile public "$work/public" '. + {PublicSnapshots: $public[0].Snapshots}' "$work/snapshots"
}

# aws_ebs_defaults ACCOUNT REGION: whether EBS encrypts by default and with which key, as one object.
aws_ebs_defaults() {
  aws_signed_in "$1" || return
  : >"$work/pages"
  for call in get-ebs-encryption-by-default get-ebs-default-kms-key-id; do
    aws_in "$1" ec2 "$call" --region "$2" >>"$work/pages" || return
  done
  jq -s add "$work/pages"
}

# aws_metadata_defaults ACCOUNT REGION: what the metadata service of new machines asks for.
aws_metadata_defaults() {
  aws_signed_in "$1" || return
  aws_in "$1" ec2 get-instance-metadata-defaults --region "$2"
}

# aws_public_sharing ACCOUNT REGION: whether the region blocks that snapshots, and images, are shared with everyone.
aws_public_sharing() {
  aws_signed_in "$1" || return
  printf 'snapshots\nimages\n' >"$work/subjects"
  each aws_public_sharing_of "$1" "$2"
}

aws_public_sharing_of() {
  case $3 in snapshots) call=get-snapshot-block-public-access-state ;; *) call=get-image-block-public-access-state ;; esac
  aws_in "$1" ec2 "$call" --region "$2"
}

# aws_vpc_block_public_access ACCOUNT REGION: whether the region blocks public access to VPCs, and what is excluded, as one object.
aws_vpc_block_public_access() {
  aws_signed_in "$1" || return
  aws_in "$1" ec2 describe-vpc-block-public-access-options --region "$2" >"$work/options" || return
  aws_vpc_exclusions "$1" "$2" >"$work/exclusions" || return
  jq --slurpfile exclusions "$work/exclusions" '. + {VpcBlockPublicAccessExclusions: $exclusions}' "$work/options"
}

# aws_vpc_exclusions ACCOUNT REGION: each exclusion. aws reads one page of this call a time.
aws_vpc_exclusions() {
  next=''
  while :; do
    aws_in "$1" ec2 describe-vpc-block-public-access-exclusions --max-results 1000 ${next:+--next-token "$next"} --region "$2" >"$work/page" || return
    jq -c '.VpcBlockPublicAccessExclusions[]' "$work/page" || return
    next=$(jq -r '.NextToken // ""' "$work/page")
    [ -n "$next" ] || return 0
  done
}

# aws_inspector2_account ACCOUNT REGION: what Inspector scans.
aws_inspector2_account() {
  aws_signed_in "$1" || return
  aws_in "$1" inspector2 batch-get-account-status --account-ids "$1" --region "$2"
}

# aws_ecr_repository_scanning ACCOUNT REGION: how the images of each repository are scanned, all batches in one object.
aws_ecr_repository_scanning() {
  aws_signed_in "$1" || return
  aws_in "$1" ecr describe-repositories --region "$2" >"$work/repositories" || return
  jq -r '.repositories[].repositoryName' "$work/repositories" >"$work/names" || return
  : >"$work/pages"
  while IFS= read -r name; do
    aws_in "$1" ecr batch-get-repository-scanning-configuration --repository-names "$name" --region "$2" </dev/null >>"$work/pages" || return
  done <"$work/names"
  jq -s '{scanningConfigurations: (map(.scanningConfigurations) | add // [])}' "$work/pages"
}

# aws_opensearch_domains ACCOUNT REGION: every domain, also those that run Elasticsearch, as one object.
aws_opensearch_domains() {
  aws_signed_in "$1" || return
  aws_in "$1" opensearch list-domain-names --region "$2" >"$work/domains" || return
  jq -r '.DomainNames[].DomainName' "$work/domains" >"$work/names" || return
  : >"$work/pages"
  while IFS= read -r name; do
    aws_in "$1" opensearch describe-domains --domain-names "$name" --region "$2" </dev/null >>"$work/pages" || return
  done <"$work/names"
  jq -s '{DomainStatusList: (map(.DomainStatusList) | add // [])}' "$work/pages"
}

# aws_elb_listener_rules ACCOUNT REGION: the rules of every listener that accepts plain HTTP.
aws_elb_listener_rules() {
  aws_signed_in "$1" || return
  aws_in "$1" elbv2 describe-load-balancers --region "$2" >"$work/balancers" || return
  jq -r '.LoadBalancers[].LoadBalancerArn' "$work/balancers" >"$work/arns" || return
  : >"$work/subjects"
  while IFS= read -r arn; do
    aws_in "$1" elbv2 describe-listeners --load-balancer-arn "$arn" --region "$2" </dev/null >"$work/listeners" || return
    jq -r '.Listeners[] | select(.Protocol == "HTTP") | .ListenerArn' "$work/listeners" >>"$work/subjects" || return
  done <"$work/arns"
  each aws_in "$1" elbv2 describe-rules --region "$2" --listener-arn
}

# aws_transfer_servers ACCOUNT REGION: every server as one object, each by a call of its own. One that was deleted in the meantime is left out.
aws_transfer_servers() {
  aws_signed_in "$1" || return
  aws_in "$1" transfer list-servers --region "$2" >"$work/servers" || return
  jq -r '.Servers[].ServerId' "$work/servers" >"$work/ids" || return
  : >"$work/pages"
  while IFS= read -r id; do
    if aws_in "$1" transfer describe-server --server-id "$id" --region "$2" </dev/null >>"$work/pages" 2>"$work/fault"; then continue; else called=$?; fi
    grep -q '(ResourceNotFoundException)' "$work/fault" || { cat "$work/fault" >&2; return "$called"; }
  done <"$work/ids"
  jq -s '{Servers: map(.Server)}' "$work/pages"
}

# aws_lambda_functions ACCOUNT REGION: of each function its policy, its URLs, and the policies of aliases whose URL authenticates
# nobody. Names alone are taken from the list, which has environments.
aws_lambda_functions() {
  aws_signed_in "$1" || return
  aws_in "$1" lambda list-functions --query 'Functions[].FunctionName' --region "$2" >"$work/names" || return
  jq -r '.[]' "$work/names" >"$work/subjects" || return
  each aws_lambda_function "$1" "$2"
}

aws_lambda_function() {
  aws_in "$1" lambda list-function-url-configs --function-name "$3" --region "$2" >"$work/urls" || return
  aws_lambda_policy "$1" "$2" "$3" >"$work/policy" || return
  jq -r '.FunctionUrlConfigs[] | select(.AuthType == "NONE") | .FunctionArn | split(":")[7] // empty' "$work/urls" >"$work/aliases" || return
  printf '{}\n' >"$work/policies"
  while IFS= read -r alias; do
    aws_lambda_policy "$1" "$2" "$3" --qualifier "$alias" </dev/null >"$work/of-alias" || return
    jq --arg alias "$alias" --slurpfile told "$work/of-alias" '. + {($alias): $told[0].Policy}' "$work/policies" >"$work/more" && mv "$work/more" "$work/policies" || return
  done <"$work/aliases"
  jq --slurpfile policy "$work/policy" --slurpfile policies "$work/policies" \
    '{Policy: $policy[0].Policy, FunctionUrlConfigs: [.FunctionUrlConfigs[] | {FunctionArn, AuthType}], Policies: $policies[0]}' "$work/urls"
}

# aws_lambda_policy ACCOUNT REGION NAME [--qualifier ALIAS]: that there is none is an error of the call, and an answer.
aws_lambda_policy() {
  account=$1 region=$2 name=$3
  shift 3
  if aws_in "$account" lambda get-policy --function-name "$name" --region "$region" "$@" 2>"$work/refused"; then return; else called=$?; fi
  grep -q '(ResourceNotFoundException)' "$work/refused" || { cat "$work/refused" >&2; return "$called"; }
  printf '{"Policy": null}\n'
}

# aws_named_by ACCOUNT REGION SERVICE USERS NAMES CALL OPTION: the call for everything that the jq expression NAMES finds in what
# USERS answers, one line each.
aws_named_by() {
  aws_signed_in "$1" || return
  aws_in "$1" "$3" "$4" --region "$2" >"$work/users" || return
  jq -r "[$5] | unique[]" "$work/users" >"$work/subjects" || return
  each aws_named_one "$1" "$2" "$3" "$6" "$7"
}

aws_named_one() { aws_in "$1" "$3" "$4" "$5" "$6" --region "$2"; }

# aws_prefix_lists ACCOUNT REGION: the entries of every prefix list that a security group or a route table names, one line each.
aws_prefix_lists() {
  aws_signed_in "$1" || return
  aws_in "$1" ec2 describe-security-groups --region "$2" >"$work/groups" || return
  aws_in "$1" ec2 describe-route-tables --region "$2" >"$work/tables" || return
  jq -r -s '[.[] | .SecurityGroups[]?.IpPermissions[].PrefixListIds[]?.PrefixListId, (.RouteTables[]?.Routes[].DestinationPrefixListId // empty)] | unique[]' \
    "$work/groups" "$work/tables" >"$work/subjects" || return
  each aws_named_one "$1" "$2" ec2 get-managed-prefix-list-entries --prefix-list-id
}

# aws_public_access_block ACCOUNT REGION: one line, of the account itself. That there is none is an error of the call, and an answer.
aws_public_access_block() {
  aws_signed_in "$1" || return
  printf '%s\n' "$1" >"$work/subjects"
  each aws_public_access_block_one "$1" "$2"
}

aws_public_access_block_one() { aws_in "$1" s3control get-public-access-block --account-id "$3" --region "$2"; }

# aws_virtual_mfa_devices ACCOUNT: the virtual MFA devices that are assigned to the root user, with its ARN, or whose user IAM left out.
aws_virtual_mfa_devices() {
  aws_signed_in "$1" || return
  aws_in "$1" iam list-virtual-mfa-devices --assignment-status Assigned >"$work/devices" || return
  jq '{VirtualMFADevices: [.VirtualMFADevices[]
    | select(.User.Arn == null or (.User.Arn | endswith(":root")))
    | {SerialNumber} + (if .User.Arn then {User: {Arn: .User.Arn}} else {} end)]}' "$work/devices"
}

# aws_organizations_features ACCOUNT: one line, of the account itself. That it may not be told is an error of the call, and an answer.
aws_organizations_features() {
  aws_signed_in "$1" || return
  printf '%s\n' "$1" >"$work/subjects"
  each aws_organizations_features_one "$1"
}

aws_organizations_features_one() { aws_in "$1" iam list-organizations-features; }
