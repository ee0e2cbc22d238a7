"""Parameters as the fields of a form."""

from collections.abc import Mapping

from api.engine import Engine
from queries.question import Language, Parameter
from viz.pages import Field, Option

MOST_OPTIONS = 200
"""A longer list is no help in a form: the field then takes a name as typed."""


def form_field(engine: Engine, parameter: Parameter, arguments: Mapping[str, str], language: Language) -> Field:
    """The field for a parameter, filled in as it was sent, with what can be chosen."""
    offered = engine.choices(parameter, language)
    options = tuple(Option(choice.value, choice.label) for choice in offered)
    if len(options) > MOST_OPTIONS:
        options = ()
    given = arguments.get(parameter.name, parameter.default or "")
    return Field(
        name=parameter.name,
        label=parameter.label[language],
        value=_as_option(given, options),
        help=parameter.help[language],
        required=parameter.required or parameter.type == "choice",
        options=options,
    )


def _as_option(given: str, options: tuple[Option, ...]) -> str:
    """The option that a typed name means, so that the form shows what was asked; else the name itself."""
    values = [option.value for option in options]
    if given in values:
        return given
    meant = [option.value for option in options if option.label == given or option.value.endswith(f"/{given}")]
    return meant[0] if given and len(meant) == 1 else given
