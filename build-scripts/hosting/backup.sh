#!/bin/sh
# Copies the broker's store into a folder, while the broker runs, and keeps the newest 14 copies. Run it as the broker's user,
# for example each night:
#   15 3 * * * open-rescue /opt/open-rescue/build-scripts/hosting/backup.sh /var/lib/open-rescue /var/backups/open-rescue
# A copy holds password hashes and the sessions' logs: keep it as safe as the store itself.
set -eu
umask 077
data=${1:?the data folder}
copies=${2:?where the copies go}
checkout=$(cd "$(dirname "$0")/../.." && pwd)

mkdir -p "$copies"
"$checkout/node_modules/.bin/node" "$checkout/bin/broker.js" backup "$copies/broker-$(date -u +%Y%m%dT%H%M%SZ).sqlite" --data "$data"
# The names sort by time. None of them has a space.
ls "$copies"/broker-*.sqlite | sort -r | tail -n +15 | xargs -r rm --
