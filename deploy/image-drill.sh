#!/usr/bin/env bash
# Builds the image and runs it as deploy/compose.yaml does (its own account, nothing writable but its volumes and /tmp, no
# capabilities), against a stand-in for Discord: doctor, every step of drill.sh, run, stop, run again. With DRILL_COMPOSE also
# the compose file: PostgreSQL, the relay, a backup, lose the database, restore. Removes what it made.
#
#   deploy/image-drill.sh                                   with docker or podman, whichever is there
#   DRILL_COMPOSE="docker compose" deploy/image-drill.sh    the compose file as well; port 8080 has to be free
#   DRILL_BUILD="--network host" …                          options for the building
set -euo pipefail
cd "$(dirname "$0")/.."

engine=${ENGINE:-}
for one in docker podman; do
  if [ -z "$engine" ] && command -v "$one" >/dev/null && "$one" info >/dev/null 2>&1; then engine=$one; fi
done
if [ -z "$engine" ]; then echo "skipped: no container engine (docker, podman) works here"; exit 0; fi
name=staffroom-drill-$$
token=MTIz.good.token # what the stand-in takes
work=$(mktemp -d)
compose=() # the command, once it is used

clean() {
  [ ${#compose[@]} -eq 0 ] || "${compose[@]}" down -v >/dev/null 2>&1 || true
  for made in "$name" "$name-discord"; do "$engine" rm -fv "$made" >/dev/null 2>&1 || true; done
  for made in data keys backups keys-backup database mail; do # those of the compose file have a _
    for volume in "$name-$made" "${name}_$made"; do "$engine" volume rm "$volume" >/dev/null 2>&1 || true; done
  done
  rm -rf "$work"
}
trap clean EXIT

step() { printf '\n— %s\n' "$1"; }
fail() { echo "FAILED: $1" >&2; exit 1; }
as_composed=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges
  -v "$name-data:/var/lib/staffroom/data" -v "$name-keys:/var/lib/staffroom/keys"
  -v "$name-backups:/var/lib/staffroom/backups" -v "$name-keys-backup:/var/lib/staffroom/keys-backup")
away=(-v "$PWD/tests:/drill/tests:ro" -e PYTHONPATH=/drill/tests/kit/away -e DISCORD_STANDIN=127.0.0.1:8090
  -e "STAFFROOM_DISCORD_TOKEN=$token" --network "container:$name-discord")
ready() { # NAME: its pages say that it is connected
  for _ in $(seq 60); do
    "$engine" exec "$1" python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/readyz', timeout=3)" 2>/dev/null && return
    sleep 1
  done
  "$engine" logs "$1"; fail "$1 is not ready after a minute"
}

step "build the image"
# shellcheck disable=SC2086 -- several options
"$engine" build ${DRILL_BUILD:-} -f deploy/Containerfile -t staffroom:local . >"$work/build.log" 2>&1 || { tail -30 "$work/build.log"; fail "the build"; }

step "it holds no secret of this folder, and its own account is nobody's"
[ "$("$engine" run --rm "${as_composed[@]}" --entrypoint id staffroom:local -u)" = 10001 ] || fail "its account"
"$engine" run --rm "${as_composed[@]}" --entrypoint sh staffroom:local -c '! find /opt /var/lib/staffroom -name ".env*" -o -name ".git" | grep .' || fail "files that should not be in it"

step "every step of deploy/drill.sh in it"
"$engine" run --rm "${as_composed[@]}" -v "$PWD/deploy:/drill:ro" --entrypoint bash staffroom:local /drill/drill.sh

step "doctor, at a stand-in for Discord"
"$engine" run -d --name "$name-discord" -v "$PWD/tests:/drill/tests:ro" -e PYTHONPATH=/drill --entrypoint python \
  staffroom:local -m tests.kit.standin 8090 >/dev/null
"$engine" run --rm "${as_composed[@]}" "${away[@]}" staffroom:local doctor

step "run, stop, run again"
for turn in first second; do
  "$engine" run -d --name "$name" "${as_composed[@]}" "${away[@]}" staffroom:local >/dev/null
  ready "$name"
  "$engine" stop -t 60 "$name" >/dev/null
  [ "$("$engine" inspect -f '{{.State.ExitCode}}' "$name")" = 0 ] || fail "it did not end well the $turn time"
  "$engine" logs "$name" 2>&1 | grep -iE "warning|error" && fail "its log has warnings"
  "$engine" rm "$name" >/dev/null
done

if [ -n "${DRILL_COMPOSE:-}" ]; then
  cat >"$work/drill.yaml" <<END
services:
  discord:
    image: staffroom:local
    entrypoint: [python, -m, tests.kit.standin, "8090", discord]
    environment: {PYTHONPATH: /drill}
    volumes: ["$PWD/tests:/drill/tests:ro"]
  bot:
    environment: {PYTHONPATH: /drill/tests/kit/away, DISCORD_STANDIN: "discord:8090"}
    volumes: ["$PWD/tests:/drill/tests:ro"]
END
  printf '%s\n' "STAFFROOM_DISCORD_TOKEN=$token" POSTGRES_PASSWORD=letters42 STAFFROOM_MAIL_FROM=staffroom@example.org \
    MAIL_DOMAIN=example.org STAFFROOM_METRICS_TOKEN=0123456789abcdef01234567 >"$work/compose.env"
  read -ra compose <<<"$DRILL_COMPOSE"
  compose+=(-p "$name" --env-file "$work/compose.env" -f deploy/compose.yaml -f "$work/drill.yaml")
  bot() { "${compose[@]}" exec -T bot staffroom "$@"; }
  alone() { "${compose[@]}" run --rm -T bot "$@"; }
  look() { # PATH: what the pages answer
    "${compose[@]}" exec -T bot python -c "import urllib.request as r; print(r.urlopen(r.Request('http://127.0.0.1:8080$1', headers={'Authorization': 'Bearer 0123456789abcdef01234567'}), timeout=3).read().decode())"
  }

  step "the compose file: up, ready, every line of doctor"
  "${compose[@]}" up -d
  for _ in $(seq 90); do look /readyz >/dev/null 2>&1 && break || sleep 1; done
  look /readyz && bot doctor
  look /metrics | grep -q '^staffroom_discord_connected 1' || fail "/metrics"

  step "back up, stop, rotate the keys, back up, lose the database, restore"
  bot network rename "Three Rivers"
  "${compose[@]}" stop bot
  alone keys rotate
  alone backup
  newest=$("${compose[@]}" run --rm -T --entrypoint sh bot -c 'ls -d /var/lib/staffroom/backups/2* | tail -1')
  "${compose[@]}" exec -T database dropdb -U staffroom staffroom
  "${compose[@]}" exec -T database createdb -U staffroom staffroom
  alone restore "$newest"
  alone network list | grep -F "Three Rivers" >/dev/null || fail "the network is not there"
fi

printf '\nEvery step went well.\n'
