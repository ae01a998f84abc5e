#!/usr/bin/env bash
# Installs packages as somebody would who has nothing of Amur: a Debian 12 made from nothing, in it
# what package/Containerfile runs, then the built-in case from the package and, moved, from the
# archive. With buildah it builds the container too, on a Debian made from nothing in the place of the
# registry's. Needs root, mmdebstrap and Debian's packages; ends with 77 where one is missing.
#   tools/check_package.sh [FOLDER]        build/packages without one
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(realpath "${1:-build/packages}")
deb=$(ls "$packages"/amur_*.deb)
((EUID == 0)) && command -v mmdebstrap >/dev/null ||
  { echo "skipped: this needs root and mmdebstrap" >&2; exit 77; }
! command -v lintian >/dev/null || lintian --fail-on error "$deb"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Ends at the first thing that fails.
cat >"$work/try" <<'IN_ROOT'
set -eu
cd /tmp
started=$(date +%s%N)
amur run /usr/share/amur/cases/heihe -o heihe.gpkg | sed -n 1,2p
took=$((($(date +%s%N) - started) / 1000000))
echo "first answer after $took ms"
[ $took -lt 60000 ]
amur verify heihe.gpkg | tail -1
amur claims heihe.gpkg >/dev/null
[ ! -d /usr/lib/python3/dist-packages/amur ] || python3 -c 'import amur; print("import amur:", amur.__version__)'
# What mpirun needs, beside the program that loads it.
ldd /usr/libexec/amur/amur-ranks.so >needed
if grep "not found" needed; then exit 1; fi
ls /usr/share/man/man1/amur-run.1.gz /usr/share/bash-completion/completions/amur >/dev/null
# The page, in the program itself.
amur serve /usr/share/amur/cases/heihe --port 8099 --runs /tmp/runs >said &
server=$!
for _ in $(seq 100); do grep -q http said && break; sleep 0.1; done
exec 3<>/dev/tcp/127.0.0.1/8099
printf 'GET / HTTP/1.0\r\nHost: 127.0.0.1:8099\r\n\r\n' >&3
grep -qi '<title>' <&3
kill $server
echo "the page answers"
# The archive where nobody built it, under another name.
mkdir "/opt/elsewhere else" && tar -C "/opt/elsewhere else" --strip-components 1 -xf amur.tar
rm -r /usr/bin/amur /usr/libexec/amur /usr/share/amur
"/opt/elsewhere else/bin/amur" run "/opt/elsewhere else/share/amur/cases/heihe" -o moved.gpkg >/dev/null
"/opt/elsewhere else/bin/amur" verify moved.gpkg | tail -1
IN_ROOT
hooks=(--customize-hook="copy-in $deb /tmp"
       --customize-hook="xz -dc $packages/amur-*.tar.xz >\"\$1/tmp/amur.tar\""
       --customize-hook="cp $work/try \"\$1/root/try\"")
while read -r line; do hooks+=(--customize-hook="chroot \"\$1\" sh -c '$line' >&2"); done \
  < <(sed -n 's/^RUN //p' package/Containerfile)
mmdebstrap --quiet --variant=apt --skip=cleanup/apt "${hooks[@]}" \
  --customize-hook="chroot \"\$1\" bash /root/try >&2" bookworm "$work/root"

command -v buildah >/dev/null || { echo "the container: skipped, there is no buildah" >&2; exit 0; }
rm -rf "$work/root"
mmdebstrap --quiet --variant=apt bookworm "$work/base.tar"
images() { buildah --root "$work/images" --runroot "$work/running" --storage-driver vfs "$@"; }
base=$(images from scratch)
images add -q "$base" "$work/base.tar" / >/dev/null
images commit -q --rm "$base" docker.io/library/debian:12-slim >/dev/null
rm "$work/base.tar"
images bud --quiet --pull-never --isolation chroot --network host -f package/Containerfile -t amur \
  "$packages" >/dev/null
# What it does by itself is to serve, as a user without rights.
[[ $(images inspect --type image --format '{{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}}' amur) == \
  '[amur] [serve /usr/share/amur/cases/heihe --host 0.0.0.0]' ]]
amur=$(images from --pull-never amur)
in_container() { images run --isolation chroot "$amur" -- "$@"; }
[[ $(in_container id -un) == amur ]]
in_container amur run /usr/share/amur/cases/heihe -o /tmp/result.gpkg | sed -n 1,2p
in_container amur verify /tmp/result.gpkg | tail -1
echo "the container answers" >&2
