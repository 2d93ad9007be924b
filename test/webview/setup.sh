#!/bin/sh
# Prepares a folder with Debian 13 and WebKitGTK in it, about 1 GB, for test/webview/run.ts: the window wants a newer C library
# than Debian 12 has, hence a root of its own. To be run as root; run again, it only completes what is missing. The room of
# wine10-setup.sh serves as well. Nothing stays mounted.
set -eu

if [ $# -ne 1 ] || [ "$(id -u)" -ne 0 ]; then
  echo "usage, as root: $0 FOLDER" >&2
  exit 2
fi
root=$(realpath --canonicalize-missing "$1")

in_root() {
  # Its own mounts and processes: both go with the command, however that ends.
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
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

# The X display, the window manager and the tools to look at it are those of the host. A desktop has these libraries.
in_root sh -c 'apt-get update && apt-get install --yes --no-install-recommends libwebkit2gtk-4.1-0 libxdo3 fonts-dejavu-core \
  libx11-6 libxext6 libxfixes3 libxdamage1 libxrandr2 libxtst6 libxi6'
in_root apt-get clean
