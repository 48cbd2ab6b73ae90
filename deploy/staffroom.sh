#!/bin/sh
# Staffroom's commands as its service runs them: the same account, settings and folders.
#   sudo install -m 0755 deploy/staffroom.sh /usr/local/bin/staffroom
#   sudo staffroom doctor
# Files are named as /var/lib/staffroom has them, and have to be readable by the account staffroom.
set -eu
if [ -t 0 ] && [ -t 1 ]; then how=--pty; else how=--pipe; fi
exec systemd-run --quiet --collect --wait "$how" --uid=staffroom --gid=staffroom \
  -p EnvironmentFile=/etc/staffroom.env -p WorkingDirectory=/var/lib/staffroom -p UMask=0077 -p LimitCORE=0 \
  -E STAFFROOM_DATA_DIR=/var/lib/staffroom/data \
  -E STAFFROOM_KEYS_DIR=/var/lib/staffroom/keys \
  -E STAFFROOM_BACKUP_DIR=/var/lib/staffroom/backups \
  -E STAFFROOM_KEYS_BACKUP_DIR=/var/lib/staffroom/keys-backup \
  /opt/staffroom/.venv/bin/staffroom "$@"
