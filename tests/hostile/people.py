"""Files that try to do something where they are shown, and files that point to single people."""

from __future__ import annotations

from tests.hostile.cases import (
    PEOPLE,
    REGISTER,
    TRAINING,
    Case,
    Rows,
    csv,
    person,
    project,
    training,
    xlsx,
)

# Made up; NHS numbers of 999 are never given out, telephone numbers are Ofcom's for drama.
PERSONAL = {
    "nhs_number": "999 000 0018",
    "e_mail": "jo.marsh@example.nhs.uk",
    "national_insurance": "AB123456C",
    "telephone": "07700 900123",
    "telephone_abroad": "+44 (0)113 496 0123",
}


NAME = "Aurelia Quickfall"


def injection() -> list[Case]:
    titles = (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "'); DROP TABLE accepted; --",
        "{0.__class__} %s %n ${jndi:ldap://x/a}",
        "../../../../etc/passwd",
        "$$\\frac{1}{0}$$ :material/warning: :red[x]",
        "\u202egnp.exe\u202c",
        "_x0000__x000D_ &#0; &amp;lt;",
    )
    rows = [REGISTER, *(project(n, title=title) for n, title in enumerate(titles))]
    names = [
        REGISTER,
        project(1, directorate="<b>Emergency</b>"),
        project(2, directorate="O'Hara | Ward"),
    ]
    return [
        Case("titles_that_attack.csv", "accept", csv(rows), rows_loaded=len(titles)),
        Case("titles_that_attack.xlsx", "accept", xlsx(rows), rows_loaded=len(titles)),
        Case("names_that_attack.csv", "accept", csv(names), rows_loaded=2),
        Case("headings_that_attack.csv", "accept",
             csv([(*REGISTER, "<script>x</script>", "=1+1|cmd"), [*project(1), "a", "b"]]),
             rows_loaded=1),
        Case("file_name_that_attacks.csv", "accept", csv(training()), rows_loaded=PEOPLE,
             upload_as="../../<img src=x onerror=alert(1)>\u202e\n.csv"),
        Case("file_name_of_four_hundred_letters.csv", "accept", csv(training()),
             rows_loaded=PEOPLE, upload_as="x" * 400 + ".csv"),
        Case("sheet_name_that_attacks.xlsx", "accept",
             xlsx({"'; DROP--<b>x&amp;": training()}), rows_loaded=PEOPLE),
        Case("values_that_attack.csv", "reject_rows",
             csv(training(person(1), person(2, status="<script>alert(1)</script>"),
                          person(3, session_date="{0.__class__}"))), rows_loaded=1),
    ]  # fmt: skip


def personal_data() -> list[Case]:
    in_titles = [
        Case(f"{what}_in_a_title.csv", "reject_rows",
             csv([REGISTER, project(1), project(2, title=f"Ring {detail} about beds")]),
             rows_loaded=1, told="personal_detail")
        for what, detail in PERSONAL.items()
    ]  # fmt: skip
    named = (*TRAINING, "Name", "E-mail", "Date of birth", "Mobile", "NHS number")
    details = [NAME, PERSONAL["e_mail"], "03/04/1985", PERSONAL["telephone"],
               PERSONAL["nhs_number"]]  # fmt: skip
    return [
        *in_titles,
        Case("columns_of_personal_details.xlsx", "accept_with_warning",
             xlsx([named, *([*person(n), *details] for n in range(PEOPLE))]),
             rows_loaded=PEOPLE, told="personal_columns"),
        Case("detail_where_a_code_belongs.csv", "reject_rows",
             csv(training(person(1), person(2, status=PERSONAL["e_mail"]),
                          person(3, session_date=PERSONAL["telephone"]))), rows_loaded=1),
        Case("detail_where_a_name_belongs.csv", "reject_rows",
             csv(training(person(1), person(2, directorate=PERSONAL["e_mail"]))), rows_loaded=1),
        Case("detail_as_a_heading.csv", "accept",
             csv([(*REGISTER, PERSONAL["e_mail"]), [*project(1), "x"]]), rows_loaded=1),
        Case("answers_in_codes.csv", "reject", csv(_answers("34215")), told="respondent_level"),
        Case("answers_in_words.xlsx", "reject",
             xlsx(_answers(["Agree", "Strongly agree", "Disagree", "Never", "Often"])),
             told="respondent_level"),
        Case("answers_of_one_line_a_person.csv", "reject", csv(_one_each()),
             told="respondent_level"),
    ]  # fmt: skip


def _answers(answers: str | list[str]) -> Rows:
    questions = [f"q{number}{letter}" for number in (2, 3, 4) for letter in "abc"]
    return [
        ["respondent_id", "directorate", *questions],
        *(
            [n, "Emergency", *(answers[(n + place) % 5] for place in range(len(questions)))]
            for n in range(40)
        ),
    ]


def _one_each() -> Rows:
    return [
        ("survey_year", "directorate", "question", "respondents", "percent_positive"),
        *(("2025", f"Area {n}", "q3f", 1, 100 * (n % 2)) for n in range(40)),
    ]
