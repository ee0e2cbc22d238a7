"""``/export/{format}``: a release, or one policy of it, as a file to save."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access import VisitHere
from api.attachments import attachment
from api.sending import send

router = APIRouter(tags=["Export"])


@router.get("/export/{form}", summary="The release or one policy as a file", response_class=Response)
def export(
    form: str,
    visit: VisitHere,
    policy: Annotated[str, Query(description="title, document number or IRI of a policy; all of them without")] = "",
    ending: Annotated[str, Query(description="xlsx or docx, for responsibility-table")] = "",
) -> Response:
    """A file in one of the forms of ``zeren export``; csv comes as a zip. responsibility-table needs a policy.

    It is written whole before the answer begins, so that a failure is an answer of its own.
    """
    written = visit.engine.write_export(form, ending, policy or None, visit.language)
    return send(written, attachment(written.file_name))
