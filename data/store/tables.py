"""The tables as SQLAlchemy Core knows them, for statements that are built once."""

from sqlmodel import SQLModel

import data.model  # noqa: F401  (fills the metadata)

_TABLES = SQLModel.metadata.tables

ACT = _TABLES["act"]
ADDRESS = _TABLES["member_address"]
ASSIGNEE = _TABLES["case_assignee"]
CASE = _TABLES["case_record"]
CASE_DEADLINE = _TABLES["case_deadline"]
CASE_STATUS = _TABLES["case_status"]
CASE_TAG = _TABLES["case_tag"]
CASE_TYPE = _TABLES["case_type"]
CASE_TYPE_OF_CASE = _TABLES["case_case_type"]
CASE_TYPE_OF_INTERACTION = _TABLES["interaction_case_type"]
CHANGE = _TABLES["change"]
CHANGE_VALUE = _TABLES["change_value"]
DEADLINE_RULE = _TABLES["deadline_rule"]
EMAIL = _TABLES["member_email"]
INTERACTION = _TABLES["interaction"]
INTERACTION_TYPE = _TABLES["interaction_type"]
JOB = _TABLES["job"]
MEMBER = _TABLES["member"]
MEMBER_ASKED = _TABLES["member_asked"]
MEMBER_LOCAL = _TABLES["member_local"]
MEMBER_NAME = _TABLES["member_name"]
MEMBER_TAG = _TABLES["member_tag"]
MEMBER_WORKPLACE = _TABLES["member_workplace"]
NAME_TERM = _TABLES["name_term"]
NOTE = _TABLES["note"]
OFFICE = _TABLES["office"]
OUTCOME = _TABLES["outcome"]
OUTLINE = _TABLES["outline"]
PHONE = _TABLES["member_phone"]
RELATED_TO = _TABLES["related_to"]
SECTION = _TABLES["note_section"]
STAFF = _TABLES["staff"]
TAG = _TABLES["tag"]
TEAM = _TABLES["team"]
TERM_KEY = _TABLES["term_key"]
WORKPLACE_WORD = _TABLES["workplace_word"]
