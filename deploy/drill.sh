#!/usr/bin/env bash
# Tries each step of docs/operations.md on a deployment of its own, in a folder that goes at the end: back up, lose the
# disk, restore; upgrade and go back; rotate the keys; move to PostgreSQL and back. Touches nothing that is in use.
#
#   deploy/drill.sh                                          SQLite alone
#   DRILL_POSTGRES=postgresql+asyncpg://… deploy/drill.sh    with an EMPTY PostgreSQL database as well
set -euo pipefail

staffroom=${STAFFROOM:-staffroom} # the command to try, as a path
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
export STAFFROOM_DATA_DIR=$place/data STAFFROOM_KEYS_DIR=$place/keys
export STAFFROOM_BACKUP_DIR=$place/backups STAFFROOM_KEYS_BACKUP_DIR=$place/keys-backup
unset STAFFROOM_DATABASE_URL STAFFROOM_BACKUP_RECIPIENT STAFFROOM_DISCORD_TOKEN

step() { printf '\n— %s\n' "$1"; }
there() { "$staffroom" network list | grep -F "$1" >/dev/null || { "$staffroom" network list; echo "FAILED: $1 is not there" >&2; exit 1; }; }
refuses() { if "$@"; then echo "FAILED: that should have been refused: $*" >&2; exit 1; fi; }

step "install: the schema is made, a network is there"
"$staffroom" db upgrade
"$staffroom" network rename "Three Rivers"
printf 'name,district,region,level,opened_on,time_zone,initiatives\n%s\n' 'Lincoln,North,River,high,2019-08-20,America/Chicago,' >sites.csv
printf 'name,email,position,site,supervisor_emails,started_on,languages,topics\n%s\n' \
  'Ana Ruiz,ana@example.org,coordinator,Lincoln,,2021-09-01,en,family' >people.csv
"$staffroom" roster import --sites sites.csv --people people.csv --yes
"$staffroom" steward add ana@example.org
"$staffroom" roster codes --out codes.csv

step "a pair of keys for backups; the secret would be kept elsewhere"
recipient=$("$staffroom" keys for-backups "$place/secret")
export "${recipient?}"

step "back up"
"$staffroom" backup
backup=$(find backups -mindepth 1 -maxdepth 1 -type d -not -name '.*')
keys=$(find keys-backup -type f -name 'keys-*')

step "a restore over what is there is refused"
refuses "$staffroom" restore "$backup" --identity secret

step "lose the disk, restore"
mv data lost-data && mv keys lost-keys
refuses "$staffroom" restore "$backup" --identity secret
"$staffroom" restore "$backup" --keys "$keys" --identity secret
there "Three Rivers"

step "a schema newer than the program is refused; with the backup of before, one goes back"
python_of_it=$(dirname "$(command -v "$staffroom")")/python
"$python_of_it" - <<'END'
import sqlite3
with sqlite3.connect("data/staffroom.db") as database:
    database.execute("UPDATE alembic_version SET version_num = '9999'")
END
refuses "$staffroom" network list
mv data newer-data
"$staffroom" restore "$backup" --identity secret
there "Three Rivers"

step "rotate the keys"
"$staffroom" keys rotate
there "Three Rivers"
"$staffroom" backup
"$staffroom" keys rotate --at-once
there "Three Rivers"

if [ -n "${DRILL_POSTGRES:-}" ]; then
  step "move to PostgreSQL"
  "$staffroom" db copy data/staffroom.db "$DRILL_POSTGRES"
  STAFFROOM_DATABASE_URL=$DRILL_POSTGRES there "Three Rivers"
  step "back up PostgreSQL"
  STAFFROOM_DATABASE_URL=$DRILL_POSTGRES STAFFROOM_BACKUP_DIR=$place/backups-postgres "$staffroom" backup
  step "and back"
  "$staffroom" db copy "$DRILL_POSTGRES" back.db
  STAFFROOM_DATABASE_URL=sqlite+aiosqlite:///$place/back.db there "Three Rivers"
fi

printf '\nEvery step went well.\n'
