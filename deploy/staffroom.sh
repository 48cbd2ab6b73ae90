#!/bin/sh
# Staffroom's commands as its service runs them: the same account, settings and folders.
#   sudo install -m 0755 deploy/staffroom.sh /usr/local/bin/staffroom
#   sudo staffroom doctor
# Files are named as /var/lib/staffroom has them, and have to be readable by the account staffroom.
set -eu
if [ ! -r /etc/staffroom.env ]; then
  echo "/etc/staffroom.env can't be read: run this with sudo, once docs/operations.md, Install, is done." >&2
  exit 1
fi
if [ -t 0 ] && [ -t 1 ]; then how=--pty; else how=--pipe; fi
ended=0
systemd-run --quiet --collect --wait "$how" --uid=staffroom --gid=staffroom \
  -p EnvironmentFile=/etc/staffroom.env -p WorkingDirectory=/var/lib/staffroom -p UMask=0077 -p LimitCORE=0 \
  -E STAFFROOM_DATA_DIR=/var/lib/staffroom/data \
  -E STAFFROOM_KEYS_DIR=/var/lib/staffroom/keys \
  -E STAFFROOM_BACKUP_DIR=/var/lib/staffroom/backups \
  -E STAFFROOM_KEYS_BACKUP_DIR=/var/lib/staffroom/keys-backup \
  /opt/staffroom/.venv/bin/staffroom "$@" || ended=$?
if [ "$ended" -ge 200 ] && [ "$ended" -lt 255 ]; then # systemd's own (systemd.exec(5)), and 255 a signal
  echo "systemd could not start /opt/staffroom/.venv/bin/staffroom ($ended): see docs/operations.md." >&2
fi
exit "$ended"
