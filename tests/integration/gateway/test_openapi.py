"""What the gateway answers is what its OpenAPI says, for requests that nobody thought of."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from tests.fakes import Fakes

schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(Fakes().parts))
# Behind the identity: whatever they are sent, they refuse as they say they do.
PERSONAL = {
    "/api/v1/identity",
    "/api/v1/identity/code",
    "/api/v1/identity/end",
    "/api/v1/applications/mine",
    "/api/v1/personal-data/export",
    "/api/v1/personal-data/erase",
}


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_route_keeps_to_its_description(case: Case) -> None:
    # A schema cannot say that a text must hold something readable.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


def test_the_routes_to_what_is_personal_are_among_them_with_every_refusal() -> None:
    paths = TestClient(create_app(Fakes().parts)).get("/openapi.json").json()["paths"]

    assert set(paths) >= PERSONAL
    for path in PERSONAL:
        documented = set(paths[path]["post"]["responses"])
        assert {"403", "422", "429", "503"} <= documented
