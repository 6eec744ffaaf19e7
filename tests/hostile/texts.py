"""Files whose characters or whose cutting into cells are not what one expects."""

from __future__ import annotations

from tests.hostile.cases import PEOPLE, REGISTER, Case, csv, person, project, survey, training


def encoding() -> list[Case]:
    rows = [REGISTER, project(1, title="Zoë’s clinic – naïve café"), project(2)]
    euro = [REGISTER, project(1, title="Saves £5 a day"), project(2)]
    loaded = {"rows_loaded": 2}
    return [
        Case("utf8.csv", "accept", csv(rows), **loaded),
        Case("utf8_bom.csv", "accept", csv(rows, encoding="utf-8-sig"), **loaded),
        Case("utf16_le_bom.csv", "accept", b"\xff\xfe" + csv(rows, encoding="utf-16-le"), **loaded),
        Case("utf16_be_bom.csv", "accept", b"\xfe\xff" + csv(rows, encoding="utf-16-be"), **loaded),
        Case("utf16_le_without_bom.csv", "accept", csv(rows, encoding="utf-16-le"), **loaded),
        Case("utf16_be_without_bom.csv", "accept", csv(rows, encoding="utf-16-be"), **loaded),
        Case("utf32_bom.csv", "accept", csv(rows, encoding="utf-32"), **loaded),
        Case("utf16_tabs_from_excel.txt", "accept",
             b"\xff\xfe" + csv(rows, "\t", "utf-16-le"), **loaded),
        Case("utf16_cut_in_half.csv", "accept_or_clear_reject",
             (b"\xff\xfe" + csv(rows, encoding="utf-16-le"))[:-3]),
        Case("windows_1252.csv", "accept", csv(rows, encoding="cp1252"), **loaded),
        Case("pound_sign_latin1.csv", "accept", csv(euro, encoding="latin-1"), **loaded),
        Case("utf8_and_1252_mixed.csv", "accept_with_warning",
             csv(rows) + csv([project(3, title="café")], encoding="cp1252"),
             rows_loaded=3, told="characters_unclear"),
        Case("bytes_of_no_encoding.csv", "accept_with_warning",
             csv(training()).replace(b"QI Bronze", b"QI \x81Bronze"),
             rows_loaded=PEOPLE, told="characters_unclear"),
        Case("two_byte_order_marks.csv", "accept", b"\xef\xbb\xbf" * 2 + csv(rows), **loaded),
        Case("nul_bytes_between.csv", "reject",
             csv(training()).replace(b"QI", b"Q\x00I"), told="not_a_spreadsheet"),
        Case("nul_bytes_far_below.csv", "reject",
             csv(training()) * 60 + b"\x00\x00,\x00", told="not_a_spreadsheet"),
        Case("control_characters.csv", "accept",
             csv(training()).replace(b"QI Bronze", b"QI \x07\x1bBronze"), rows_loaded=PEOPLE),
        Case("emoji_and_other_scripts.csv", "accept",
             csv([REGISTER, project(1, title="Tea 🫖 for all · Ελληνικά · 漢字"), project(2)]),
             **loaded),
        Case("spaces_of_all_kinds.csv", "accept",
             csv(training(person(1, directorate=" Emer\u200bgency\u00a0"),
                          person(3, directorate="Emergency\u3000"))), **loaded),
        Case("letters_with_combining_accents.csv", "accept",
             csv([REGISTER, project(1, directorate="Zoe\u0308 House"),
                  project(2, directorate="Zoë House")]), **loaded),
    ]  # fmt: skip


def delimiter() -> list[Case]:
    rows, loaded = training(), {"rows_loaded": PEOPLE}
    quoted = '"' + csv(rows, '","').decode().replace("\r\n", '"\r\n"').removesuffix('"')
    first = csv([REGISTER, project(1), project(2)]).decode()
    return [
        Case("semicolons.csv", "accept", csv(rows, ";"), **loaded),
        Case("tabs.csv", "accept", csv(rows, "\t"), **loaded),
        Case("pipes.csv", "accept", csv(rows, "|"), **loaded),
        Case("says_its_separator.csv", "accept", b"sep=;\r\n" + csv(rows, ";"), **loaded),
        Case("everything_quoted.csv", "accept", quoted.encode(), **loaded),
        Case("commas_in_quotes.csv", "accept",
             first.replace("Shorter waits 1", '"Shorter, calmer, ""better"" waits"').encode(),
             rows_loaded=2),
        Case("line_breaks_in_quotes.csv", "accept",
             first.replace("Shorter waits 1", '"Shorter\r\nwaits\nnow"').encode(), rows_loaded=2),
        Case("quote_never_closed.csv", "reject",
             first.replace("Shorter waits 1", '"Shorter waits 1').encode(), told="quotes"),
        Case("quote_within_quotes.csv", "reject",
             first.replace("Shorter waits 1", '"Say "hello" there"').encode(), told="quotes"),
        Case("inches.csv", "accept", first.replace("Shorter waits 1", '5" pipes').encode(),
             rows_loaded=2),
        Case("line_ends_of_old_macs.csv", "accept", csv(rows, line="\r"), **loaded),
        Case("line_ends_mixed.csv", "accept",
             csv(rows[:3]) + csv(rows[3:5], line="\n") + csv(rows[5:], line="\r"), **loaded),
        Case("commas_at_the_ends.csv", "accept",
             csv(rows).replace(b"\r\n", b",,,\r\n"), **loaded),
        Case("short_rows.csv", "reject_rows",
             csv([*rows, ["15/01/2026", "QI Bronze"]]), **loaded),
        Case("cells_beyond_the_headings.csv", "reject_rows",
             csv([*rows, [*person(9)[:1], "QI Bronze", "Part 2", *person(9)[2:]]]), **loaded),
        Case("decimal_commas.csv", "reject_rows",
             csv(survey("55,7", "60,1", 61.2), ";"), rows_loaded=1),
        Case("one_column.csv", "reject", csv(rows, " / ")),
    ]  # fmt: skip
