# Every command of the project, the same for people and CI.
.DEFAULT_GOAL := help
.PHONY: help run test test-browser proofs screens check format train kb-check bench lock clean

OURS := .venv/.ready
RASA := rasa_ext/.venv/.ready
BENCH := bench/.venv/.ready
# Slow mirrors are common on government networks.
export UV_HTTP_TIMEOUT ?= 300
# Installed packages belong to this folder, whatever else the caller has active.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(OURS) $(RASA) ## 启动全部进程，打印地址，Ctrl-C 停止
	@.venv/bin/suyetong run

test: $(OURS) $(RASA) ## 知识库检查、单元、集成、对话测试
	.venv/bin/suyetong kb check
	.venv/bin/suyetong train
	rasa_ext/.venv/bin/python -m pytest rasa_ext/tests
	.venv/bin/python -m pytest tests --ignore=tests/browser

test-browser: $(OURS) $(RASA) ## 浏览器测试（要有 Debian 的 chromium）
	.venv/bin/suyetong train
	.venv/bin/python -m pytest tests/browser

proofs: $(OURS) $(RASA) ## 全量的证明：杀进程、个人信息、猜号码、微信（约一刻钟）
	.venv/bin/suyetong train
	SUYETONG_PROOFS=whole .venv/bin/python -m pytest tests/integration/gateway/test_killed.py \
		tests/integration/gateway/test_personal_data.py tests/integration/gateway/test_guessing.py \
		tests/integration/gateway/test_wechat_load.py

screens: $(OURS) $(RASA) ## 重拍 docs/screens/（要有 chromium 和中文字体）
	.venv/bin/suyetong train
	.venv/bin/python -m scripts.screens

check: $(OURS) ## 格式、静态检查、类型、导入方向
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

format: $(OURS) ## 自动整理格式
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

train: $(OURS) $(RASA) ## 训练数据改动后重新训练 Rasa
	.venv/bin/suyetong train

kb-check: $(OURS) ## 检查知识库
	.venv/bin/suyetong kb check

bench: $(BENCH) $(OURS) $(RASA) ## 全部性能说法和对照，一次跑完（约四十分钟），写进 bench/
	.venv/bin/suyetong train
	@PYTHONPATH=. bench/.venv/bin/python -m bench

lock: ## 重新解析锁文件
	@uv=$$(sh scripts/get-uv.sh) && \
	$$uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock && \
	$$uv pip compile bench/requirements.in --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file bench/requirements.lock && \
	cd rasa_ext && $$uv pip compile pyproject.toml --extra dev --universal --python-version 3.10 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean: ## 删掉环境、模型和运行数据
	rm -rf .venv rasa_ext/.venv bench/.venv .uv models var .rasa

$(OURS): requirements.lock pyproject.toml
	@echo "准备 Python 环境（1/2）…"
	@uv=$$(sh scripts/get-uv.sh) && \
	$$uv venv --quiet --allow-existing --python "$$(sh scripts/find-python.sh 3.11 3.12 3.13)" .venv && \
	$$uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock && \
	$$uv pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

$(RASA): rasa_ext/requirements.lock
	@echo "准备 Rasa 环境（2/2，约 2 GB，要几分钟）…"
	@uv=$$(sh scripts/get-uv.sh) && \
	$$uv venv --quiet --allow-existing --python "$$(sh scripts/find-python.sh 3.10)" rasa_ext/.venv && \
	$$uv pip sync --quiet --compile-bytecode --python rasa_ext/.venv/bin/python --require-hashes rasa_ext/requirements.lock
	@touch $@

$(BENCH): bench/requirements.lock
	@echo "准备性能对照的环境…"
	@uv=$$(sh scripts/get-uv.sh) && \
	$$uv venv --quiet --allow-existing --python "$$(sh scripts/find-python.sh 3.11 3.12 3.13)" bench/.venv && \
	$$uv pip sync --quiet --compile-bytecode --python bench/.venv/bin/python --require-hashes bench/requirements.lock
	@touch $@
