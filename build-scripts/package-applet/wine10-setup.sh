#!/bin/sh
# Prepares a folder with Debian 13 and wine 10 in it, about 2 GB, for test/wine10/run.ts. Debian 12's wine 8 cannot run Node,
# and Debian 13's needs a newer C library than Debian 12 has, hence a root of its own. To be run as root; run again, it
# only completes what is missing. Nothing stays mounted.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "$0: only root can prepare another root" >&2
  exit 1
fi
root=$(realpath --canonicalize-missing "$1")

in_root() {
  # Its own mounts and processes: both go with the command, however that ends.
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    WINEPREFIX=/root/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winedbg.exe=' \
    unshare --mount --pid --fork --kill-child --root="$root" --mount-proc=/proc "$@"
}

# The mirror that this Debian itself uses.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head --lines=1
}

if [ ! -e "$root/etc/debian-13-is-complete" ]; then
  command -v debootstrap >/dev/null || apt-get install --yes --no-install-recommends debootstrap
  debootstrap --variant=minbase trixie "$root" "$(mirror)"
  touch "$root/etc/debian-13-is-complete"
fi

# The name by which a program in there reaches a broker out here.
echo '127.0.0.1 localhost' >"$root/etc/hosts"

# The X display and the tools to look at it are those of the host; script (bsdutils) makes a terminal; Direct3D needs OpenGL.
in_root sh -c 'apt-get update && apt-get install --yes --no-install-recommends wine wine64 bsdutils mount libgl1 libgl1-mesa-dri'
in_root apt-get clean

# The first start of wine makes its drive C:, which takes half a minute.
[ -e "$root/root/prefix/system.reg" ] || in_root sh -c 'wineboot --init && wineserver --wait'

in_root wine --version
