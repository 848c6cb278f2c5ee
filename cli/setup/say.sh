say() { printf '%s\n' "$*" >&2; }

stop() {
  printf 'stopped: %s\n' "$*" >&2
  exit 1
}

# A cloud learns slowly of what was made or removed, so a command that fails is tried again for half a minute.
soon() {
  local pause
  for pause in 2 4 8 16; do
    if "$@" 2>/dev/null; then return 0; fi
    say "waiting $pause seconds for $1 $2 $3 $4"
    sleep "$pause"
  done
  "$@"
}
