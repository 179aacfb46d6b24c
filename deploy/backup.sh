#!/bin/sh
# Writes a back-up of the whole database into a folder, while people work, and keeps the newest of them.
# Usage: backup.sh FOLDER [SECONDS]    once, or again and again with so many seconds between
# BACKUPS_KEPT says how many are kept (30).
set -eu
folder=$1
pause=${2:-}
kept=${BACKUPS_KEPT:-30}
umask 077
cd "$(dirname "$0")/.."

back_up() {
    whole=$folder/dashboard-$(date -u +%Y%m%dT%H%M%SZ).backup
    rm -f "$folder"/dashboard-*.backup.part
    python -m dashboard backup "$whole.part" || return
    mv "$whole.part" "$whole" || return
    # The name sorts as the time does.
    find "$folder" -maxdepth 1 -name 'dashboard-*.backup' | sort -r | tail -n "+$((kept + 1))" |
        while IFS= read -r old; do rm -f -- "$old"; done
}

if [ -z "$pause" ]; then
    back_up
    exit
fi
while :; do
    back_up || echo "The back-up failed; the next one is made in $pause seconds." >&2
    sleep "$pause" & # waited for, so that a stop ends it at once
    wait $!
done
