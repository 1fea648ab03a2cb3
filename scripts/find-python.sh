#!/bin/sh
# Print a Python of one of the versions given (such as 3.10): from the PATH, else from pyenv's installed
# versions, else just the first version, which makes uv use or fetch its own.
for version in "$@"; do
    for python in "$(command -v "python$version")" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*/bin/python"$version"; do
        # A shim of pyenv is on the PATH even when it would not run.
        if [ -x "$python" ] && "$python" -c 'import ssl' >/dev/null 2>&1; then
            echo "$python"
            exit 0
        fi
    done
done
echo "$1"
