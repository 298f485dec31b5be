"""Who says what somebody may do (features A2.30, A3.46)."""

from data.types.staff import Access, Officer


def why_not_granted(giver: Officer, to: Officer) -> str:
    """Why this officer does not give that one an access or groups; empty where she does.

    Administrators do, those of a case office within it; nobody her own, so that one who does is always left.
    """
    if giver.access < Access.ADMIN:
        return "Only an administrator says what somebody may do."
    if giver.id == to.id:
        return "Nobody says it of herself: another administrator does."
    if not giver.of_all and to.office_id != giver.office_id:
        return "An administrator of the whole organisation says it of who is of another office."
    return ""


def access_said(access: Access) -> str:
    """ "supervisor"; "read only" of a reader."""
    return "read only" if access is Access.READER else access.name.lower()
