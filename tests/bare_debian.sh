#!/bin/bash
# Both commands on a bare Debian 12: bash tests/bare_debian.sh [FOLDER] [COMMAND…]
#
# Makes a minimal Debian with python3, git and ca-certificates only, clones the committed HEAD
# into it (into a folder with a space and letters beyond ASCII in its name) and runs there, as
# root and without a terminal:   python3 build.py   and   python3 build.py test
# With COMMANDs (each one word list, such as "test tests/test_layers.py") it runs those instead.
#
# FOLDER (else a new one) keeps base/, the system as debootstrap made it, so that a second run
# starts quickly, and run/, the copy that the commands ran in, to look at afterwards.
# Needs root and debootstrap. Mirror, certificates and the clients' settings are this machine's.
set -euo pipefail

suite=bookworm
root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d)}
if [ $# -gt 1 ]; then commands=("${@:2}"); else commands=("" "test"); fi
base=$folder/base
run=$folder/run
place="/srv/Manual de año 手冊"

mirror() {
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
        sed -nE "s/^deb (\[[^]]*\] )?([^ ]+) $suite .*/\2/p"
    { cat /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
        awk -v suite="$suite" 'BEGIN { RS = ""; FS = "\n" }
            { uri = ""; fits = 0
              for (i = 1; i <= NF; i++) {
                  split($i, words, " ")
                  if (words[1] == "URIs:") uri = words[2]
                  if (words[1] == "Suites:" && $i ~ " " suite "( |$)") fits = 1 }
              if (fits) print uri }'
}

echo "== bare Debian ($suite) in $base"
mkdir -p "$folder"
if [ ! -e "$base/etc/apt/sources.list" ] || [ ! -x "$base/usr/bin/git" ]; then
    rm -rf --one-file-system "$base"
    debootstrap --variant=minbase --include=python3,git,ca-certificates \
        "$suite" "$base" "$(mirror | head -n 1)" >"$folder/debootstrap.log" ||
        { tail -n 20 "$folder/debootstrap.log"; exit 2; }
fi

echo "== a fresh copy in $run, with this machine's network settings"
rm -rf --one-file-system "$run"
cp -a --reflink=auto "$base" "$run"
cp -L /etc/resolv.conf "$run/etc/resolv.conf"
cp -L /etc/hosts "$run/etc/hosts"
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
    if [ -f "$file" ] && grep -qiE 'proxy|verify-peer|cainfo' "$file"; then
        cp "$file" "$run/etc/apt/apt.conf.d/"
    fi
done
mkdir -p "$run/usr/local/share/ca-certificates"
cp -r /usr/local/share/ca-certificates/. "$run/usr/local/share/ca-certificates/"
chroot "$run" update-ca-certificates >/dev/null 2>&1
for file in /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
    if [ -f "$file" ]; then
        target=/etc/pip.conf
        [ "$file" = /etc/pip.conf ] || target=/root/.config/pip/pip.conf
        mkdir -p "$run$(dirname "$target")"
        cp "$file" "$run$target"
    fi
done
if [ -f "$HOME/.npmrc" ]; then
    grep -viE 'auth|password' "$HOME/.npmrc" >"$run/root/.npmrc" || true
fi

echo "== clone of $(git -C "$root" rev-parse --short HEAD)"
git clone --quiet --no-local "$root" "$run$place"

settings=(HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
while IFS='=' read -r -d '' name value; do
    case $name in
        PIP_FIND_LINKS) ;;
        PIP_* | npm_config_* | *_proxy | *_PROXY | SSL_CERT_* | NODE_EXTRA_CA_CERTS | REQUESTS_CA_BUNDLE)
            settings+=("$name=$value") ;;
    esac
done < <(env -0)

inside() {
    unshare --mount bash -euc '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        run=$1 place=$2
        shift 2
        exec chroot "$run" env -i "${@:2}" bash -c "cd \"\$1\" && exec python3 build.py \$2" \
            bash "$place" "$1" </dev/null' bash "$run" "$place" "$1" "${settings[@]}"
}

for command in "${commands[@]}"; do
    echo "== python3 build.py $command"
    started=$SECONDS
    inside "$command" && code=0 || code=$?
    echo "== exit code $code after $((SECONDS - started)) s"
    [ "$code" -eq 0 ] || exit "$code"
done
