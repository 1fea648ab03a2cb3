"""What the gateway answers is what its OpenAPI says, for requests that nobody thought of."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.gateway.app import create_app
from tests.fakes import Fakes

schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(Fakes().parts))


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
