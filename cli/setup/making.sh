made=0

did() {
  made=$((made + 1))
  say "made: $*"
}

# Sets issuer, by which AWS signs the tokens of the account that Tidemark runs in. Where the AWS CLI is not at hand, give it:
# TIDEMARK_AWS_ISSUER=https://... bash SCRIPT
ask_issuer() {
  local found
  issuer=${TIDEMARK_AWS_ISSUER:-}
  if [[ -z $issuer ]]; then
    found=$(aws sts get-caller-identity --query Account --output text)
    [[ $found == "$account" ]] || stop "the credentials for AWS are of account $found, expected $account, in which Tidemark runs"
    found=$(aws iam get-outbound-web-identity-federation-info --query '[JwtVendingEnabled, IssuerIdentifier]' --output text) ||
      stop "account $account issues no tokens. Turn on outbound federation there: aws iam enable-outbound-web-identity-federation"
    [[ $found == True$'\t'* ]] ||
      stop "account $account issues no tokens. Turn on outbound federation there: aws iam enable-outbound-web-identity-federation"
    issuer=${found#*$'\t'}
  fi
  [[ $issuer =~ ^https://[A-Za-z0-9./-]+$ ]] || stop "found the issuer $issuer, expected https:// and the name of a host of AWS"
}
