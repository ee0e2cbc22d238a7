"""Every kind of page, at an address over the examples: one line each. What holds for all pages is tested over these."""

from collections.abc import Mapping
from typing import Final

PAGES: Final[Mapping[str, str]] = {
    "home": "/",
    "policies": "/policies",
    "departments": "/departments?q=局",
    "indicators": "/indicators?q=率",
    "instruments": "/instruments",
    "themes": "/themes?q=水",
    "places": "/places",
    "document": "/id/policy/澜政发-2023-8",
    "department": "/id/department/澜江市/市发改委",
    "indicator": "/id/indicator/城镇污水处理率",
    "instrument": "/id/instrument/水污染防治法",
    "theme": "/id/theme/air",
    "place": "/id/place/澜江市",
    "provision": "/id/provision/澜政发-2023-8/一",
    "search": "/search?q=污水处理率",
    "nothing found": "/search?q=天外",
    "matrix": "/matrix?policy=澜江市水污染防治三年行动方案",
    "compare": "/compare?policy=澜政发-2023-8&policy=东政发-2022-36",
    "questions": "/questions",
    "question": "/questions/lead_of_each_target?theme=environment_quality&jurisdiction=澜江市",
    "question chart": "/questions/departments_with_most_tasks?view=chart",
    "question network": "/questions/lead_of_each_target?view=network&find=污水",
    "network": "/network?policy=澜江市水污染防治三年行动方案",
    "network walk": "/network?focus=https://w3id.org/zeren/id/department/澜江市/市水利局",
    "audit": "/audit",
    "findings of a rule": "/audit?rule=multiple_leads&open=3f5902d49a00",
    "add": "/documents/add",
    "workbench": "/sparql?query=SELECT+*+WHERE+{+?s+?p+?o+}+LIMIT+3",
    "refused query": "/sparql?query=SELEC",
    "ontology": "/ontology",
    "term": "/ontology/Target",
    "docs": "/docs",
    "account": "/account",
    "error": "/nothing",
}

STATUS: Final[Mapping[str, int]] = {"refused query": 400, "error": 404}
"""What those pages are answered with that are not answered with 200."""
