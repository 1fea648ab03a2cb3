#!/bin/sh
# Print the uv to use: the one on the PATH, else one that this project installs for itself in .uv/.
if command -v uv; then
    exit 0
fi
if [ ! -x .uv/bin/uv ]; then
    echo "没有找到 uv，装一个到 .uv/ …" >&2
    python3 -m venv .uv >&2 && .uv/bin/pip install --quiet uv==0.13.9 >&2 || {
        rm -rf .uv
        echo "装不上 uv：需要 python3（带 venv）和能访问的 PyPI 镜像。也可以自己装好 uv 放进 PATH。" >&2
        exit 1
    }
fi
echo "$PWD/.uv/bin/uv"
