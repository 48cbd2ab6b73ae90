#!/usr/bin/env bash
# Tries deploy/litestream.yml, with a folder instead of another machine: replicate under writes, kill everything, lose the
# data folder, restore. In a folder of its own, which goes at the end.
#
#   STAFFROOM=.venv/bin/staffroom deploy/litestream-drill.sh
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v litestream >/dev/null; then echo "skipped: litestream isn't installed here"; exit 0; fi
staffroom=$(realpath "$(command -v "${STAFFROOM:-staffroom}" || realpath "../${STAFFROOM:-staffroom}")")
place=$(mktemp -d)
replicating=
trap '[ -z "$replicating" ] || kill -9 "$replicating" 2>/dev/null || true; rm -rf "$place"' EXIT
sed -e "s#/var/lib/staffroom/data#$place/data#; s#/srv/staffroom#$place/replica#; s#type: sftp#type: file#" \
  -e '/^ *\(host\|user\|key-path\):/d' litestream.yml >"$place/litestream.yml"
cd "$place"
export STAFFROOM_DATA_DIR=$place/data STAFFROOM_KEYS_DIR=$place/keys
export STAFFROOM_BACKUP_DIR=$place/backups STAFFROOM_KEYS_BACKUP_DIR=$place/keys-backup
unset STAFFROOM_DATABASE_URL STAFFROOM_BACKUP_RECIPIENT STAFFROOM_DISCORD_TOKEN
umask 077

step() { printf '\n— %s\n' "$1"; }

step "replicate while Staffroom writes"
"$staffroom" db upgrade
litestream replicate -config litestream.yml >litestream.log 2>&1 &
replicating=$!
for number in 1 2 3; do "$staffroom" network rename "Town $number"; done
sleep 3 # what is copied each second is copied

step "kill it, lose the data folder, restore"
kill -9 "$replicating" && { wait "$replicating" || true; } 2>/dev/null
replicating=
mv data lost && mkdir data
litestream restore -config litestream.yml "$place/data/staffroom.db"
[ "$(stat -c %a data/staffroom.db)" = 600 ] || { echo "FAILED: others can read the file" >&2; exit 1; }

step "it opens, the last write is there, and it passes the checks of a backup"
names=$("$staffroom" network list)
grep -F "Town 3" <<<"$names" >/dev/null || { echo "$names"; echo "FAILED: the last write is lost" >&2; exit 1; }
"$staffroom" backup

printf '\nEvery step went well.\n'
