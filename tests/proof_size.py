"""How large the long proofs are: small within `make test`, whole with `make proofs`."""

import os

WHOLE = os.environ.get("SUYETONG_PROOFS") == "whole"
