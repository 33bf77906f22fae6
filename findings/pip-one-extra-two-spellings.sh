#!/bin/sh
# pip 23.2.1 (the one that Python 3.11 brings) with justext 3.0.2 and readability-lxml 0.9: each can be installed alone,
# the two together end in an AssertionError of pip's own. justext asks for lxml[html_clean], readability-lxml for
# lxml[html-clean], which is the same extra in another spelling.
# Expected: names of extras are compared in their normal form, as names of packages are; so one extra, installed once.
# Why our users meet it: trafilatura (which brings justext) and readability-lxml are the two extractors of news text that
# are used side by side, and a requirements file with both cannot be installed by the pip of a fresh Python 3.11.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check "pip==23.2.1"

ask() {
    "$python" -m pip install --quiet --disable-pip-version-check --dry-run --ignore-installed "$@" >"$folder/said" 2>&1 \
        && echo "can be installed" || tail -n 1 "$folder/said"
}

echo "$("$python" -m pip --version | cut -d' ' -f1,2)"
alone_1=$(ask "justext==3.0.2" "lxml==6.1.3")
alone_2=$(ask "readability-lxml==0.9" "lxml==6.1.3")
both=$(ask "justext==3.0.2" "readability-lxml==0.9" "lxml==6.1.3")
echo "justext: $alone_1"
echo "readability-lxml: $alone_2"
echo "both: $both"

[ "$alone_1" = "can be installed" ] || exit 1
[ "$alone_2" = "can be installed" ] || exit 1
case "$both" in
    *"Candidate is not for this requirement lxml[html-clean,html-clean] vs lxml[html-clean]"*) ;;
    *) exit 1 ;;
esac
