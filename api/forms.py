"""Parameters as the fields of a form."""

from collections.abc import Mapping

from api.engine import Engine
from queries.question import Language, Parameter
from viz.pages import Field, Option
from viz.text import Texts

ANYTHING = "all"
MOST_OPTIONS = 200
"""A longer list is no help in a form: the field then takes a name as typed."""


def form_field(engine: Engine, parameter: Parameter, arguments: Mapping[str, str], language: Language) -> Field:
    """The field for a parameter, filled in as it was sent, with what can be chosen."""
    offered = engine.choices(parameter, language, MOST_OPTIONS)
    options = tuple(Option(choice.value, choice.label) for choice in offered)
    optional = not parameter.required and parameter.type != "choice"
    if options and optional and parameter.default:
        # an empty field would stand for the default
        options = (Option(ANYTHING, Texts(language)("question.any")), *options)
    given = arguments.get(parameter.name) or parameter.default or ""
    return Field(
        name=parameter.name,
        label=parameter.label[language],
        value=engine.meant(parameter, given) if options else given,
        help=parameter.help[language],
        required=not optional or (bool(options) and bool(parameter.default)),
        options=options,
    )
