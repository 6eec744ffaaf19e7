"""Files that are no spreadsheets, not whole, or made to cost the reader time and memory."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.hostile.cases import (
    PEOPLE,
    REGISTER,
    TRAINING,
    Case,
    csv,
    noise,
    packed,
    person,
    project,
    training,
    typed,
    unpacked,
    with_parts,
    with_sheet,
    xlsx,
)

_SHEET = "xl/worksheets/sheet1.xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
NO_SPREADSHEET = {"told": "not_a_spreadsheet"}


def wrong_file() -> list[Case]:
    beginnings = {
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "png": b"\x89PNG\r\n\x1a\n" + noise(400),
        "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + noise(400),
        "rtf": b"{\\rtf1\\ansi Minutes}",
        "gz": b"\x1f\x8b\x08\x00" + noise(400),
        "exe": b"MZ\x90\x00\x03\x00\x00\x00" + noise(400),
        "sav": b"$FL2@(#) SPSS DATA FILE" + b"\x00" * 60,
        "sqlite": b"SQLite format 3\x00" + b"\x00" * 400,
        "parquet": b"PAR1\x15\x04\x15\x00" + noise(400) + b"PAR1",
        "pickle": b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x8c\x06system",
        "html": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "xml_2003": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com"/>',
        "nothing_known": noise(4_000),
    }
    return [
        *(
            Case(f"{name}_renamed.xlsx", "reject", content, rows_loaded=0, **NO_SPREADSHEET)
            for name, content in beginnings.items()
        ),
        Case("word_renamed.xlsx", "reject", packed({"word/document.xml": b"<w/>"}), **NO_SPREADSHEET),
        Case("old_word_renamed.xls", "reject",
             _OLD_OFFICE + "WordDocument".encode("utf-16-le"), **NO_SPREADSHEET),
        Case("packed_folder.zip", "reject", packed({"a.csv": csv(training())}), **NO_SPREADSHEET),
        Case("binary_workbook.xlsb", "reject",
             packed({"xl/workbook.bin": b"\x83\x01\x00"}), told="binary_workbook"),
        Case("json.csv", "reject", b'[{"session_date": "2026-01-14", "course": "QI"}]'),
        Case("prose.csv", "reject",
             b"Dear colleagues, attached are the figures, as agreed.\r\nKind regards, Sam\r\n"),
        Case("register_for_training.csv", "reject", csv([REGISTER, project()]),
             dataset="training_attendance", told="wrong_dataset"),
        Case("csv_called_workbook.csv", "accept", csv(training()),
             rows_loaded=PEOPLE, upload_as="training.xlsx"),
        Case("workbook_called_csv.xlsx", "accept", xlsx(training()),
             rows_loaded=PEOPLE, upload_as="training.csv"),
    ]  # fmt: skip


def empty() -> list[Case]:
    return [
        Case("nothing.csv", "reject", b"", rows_loaded=0, told="empty_file"),
        Case("only_a_byte_order_mark.csv", "reject", b"\xef\xbb\xbf", told="empty_file"),
        Case("only_line_ends.csv", "reject", b"\r\n" * 50, told="empty_file"),
        Case("only_noughts.xlsx", "reject", b"\x00" * 5_000, told="empty_file"),
        Case("only_commas.csv", "reject", b",,,,,,\r\n" * 50, told="empty_file"),
        Case("no_cells.xlsx", "reject", xlsx([]), told="empty_file"),
        Case("only_spaces.xlsx", "reject", xlsx([["  ", "\u00a0"]] * 5)),
    ]  # fmt: skip


def container() -> list[Case]:
    good = xlsx(typed(training()))
    parts = unpacked(good)
    flipped = bytearray(good)
    flipped[len(good) // 3] ^= 0xFF
    return [
        Case("cut_off.xlsx", "reject", good[: len(good) // 2], told="damaged"),
        Case("one_byte_changed.xlsx", "accept_or_clear_reject", bytes(flipped)),
        Case("bytes_behind_the_end.xlsx", "accept_or_clear_reject", good + b"\x00" * 100),
        Case("bytes_before_the_beginning.xlsx", "reject", b"MZ" + noise(200) + good),
        Case("without_workbook.xlsx", "reject",
             packed({n: part for n, part in parts.items() if n != "xl/workbook.xml"})),
        Case("without_its_sheet.xlsx", "reject",
             packed({n: part for n, part in parts.items() if n != _SHEET})),
        Case("markup_cut_off.xlsx", "accept_or_clear_reject",
             packed({**parts, _SHEET: parts[_SHEET][:900]})),
        Case("stored_without_packing.xlsx", "accept", packed(parts, stored=True),
             rows_loaded=PEOPLE),
        Case("with_password.xlsx", "reject",
             _OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), told="password"),
        Case("parts_with_password.xlsx", "reject", _locked(good), told="password"),
        Case("climbs_out.xlsx", "reject", with_parts(good, **{"../../evil.xml": b"<w/>"}),
             told="unsafe_file"),
        Case("climbs_out_by_backslash.xlsx", "reject",
             with_parts(good, **{"..\\..\\evil.xml": b"<w/>"}), told="unsafe_file"),
        Case("starts_at_the_root.xlsx", "reject", with_parts(good, **{"/etc/evil": b"x"}),
             told="unsafe_file"),
        Case("same_part_twice.xlsx", "reject", _twice(good), told="unsafe_file"),
        Case("three_hundred_parts.xlsx", "reject",
             with_parts(good, **{f"xl/media/{n}.txt": b"x" for n in range(300)}),
             told="unsafe_file"),
        Case("workbook_within.xlsx", "accept_or_clear_reject",
             with_parts(good, xl__embeddings__inner_dot_xlsx=good)),
        Case("markup_in_utf16.xlsx", "accept_or_clear_reject",
             packed({**parts, _SHEET: b"\xff\xfe" + parts[_SHEET].decode().encode("utf-16-le")})),
        Case("open_document.ods", "accept", _open_document(), rows_loaded=2),
    ]  # fmt: skip


def _locked(content: bytes) -> bytes:
    """The sign of encryption set on every part, as a packer with a password sets it."""
    changed = bytearray(content)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(sign)
        while place >= 0:
            (flags,) = struct.unpack_from("<H", changed, place + offset)
            struct.pack_into("<H", changed, place + offset, flags | 1)
            place = changed.find(sign, place + 4)
    return bytes(changed)


def _twice(content: bytes) -> bytes:
    parts = unpacked(with_parts(content, **{"xl/worksheets/sheet2.xml": b"<worksheet/>"}))
    return packed(parts, stored=True).replace(b"worksheets/sheet2.xml", b"worksheets/sheet1.xml")


def _open_document() -> bytes:
    def row(cells: list[object]) -> str:
        texts = "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{texts}</table:table-row>"

    rows = "".join(row(list(cells)) for cells in (TRAINING, person(1), person(2)))
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
            ).encode(),
            "content.xml": content.encode(),
        },
        stored=True,
    )


def active_content() -> list[Case]:
    good = xlsx(typed(training()))
    either, loaded = "accept_or_clear_reject", {"rows_loaded": PEOPLE}
    return [
        Case("macros.xlsm", "reject", with_parts(good, xl__vbaProject_dot_bin=_OLD_OFFICE),
             told="macros"),
        Case("macros_of_excel_4.xlsm", "reject",
             with_parts(good, xl__macrosheets__sheet1_dot_xml=b"<xm:macrosheet/>"), told="macros"),
        Case("macros_of_old_workbook.xls", "reject",
             _OLD_OFFICE + "Workbook _VBA_PROJECT".encode("utf-16-le"), told="macros"),
        Case("link_to_another_workbook.xlsx", either,
             with_parts(good, xl__externalLinks__externalLink1_dot_xml=b"<externalLink/>")),
        Case("dde_link.xlsx", either,
             with_parts(good, xl__externalLinks__externalLink1_dot_xml=(
                 b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'))),
        Case("control_element.xlsx", either,
             with_parts(good, xl__activeX__activeX1_dot_bin=noise(300))),
        Case("data_connection.xlsx", either,
             with_parts(good, xl__connections_dot_xml=(
                 b'<connections><connection id="1" name="q"/></connections>'))),
        Case("cells_that_are_commands.csv", "accept",
             csv([REGISTER, project(1, title="=cmd|' /C calc'!A0"),
                  project(2, title="@SUM(1+1)*cmd|' /C calc'!A0"),
                  project(3, title="+44|-1|=HYPERLINK(1)")]), rows_loaded=3),
        Case("embedded_object.xlsx", either,
             with_parts(good, xl__embeddings__oleObject1_dot_bin=_OLD_OFFICE)),
        Case("pivot_table_with_its_rows.xlsx", "accept",
             with_parts(good, xl__pivotCache__pivotCacheRecords1_dot_xml=b"<r><s v='x'/></r>"),
             **loaded),
    ]  # fmt: skip


def resource() -> list[Case]:
    good = xlsx(training())
    parts = unpacked(good)
    marked = parts[_SHEET]
    far_row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    empty_rows = b"".join(b'<row r="%d"/>' % row for row in range(20, 60_000))
    deep = b"<is>" * 50_000 + b"</is>" * 50_000
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
    )
    outside = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<worksheet>&x;</worksheet>"
    )
    return [
        Case("used_area_lies.xlsx", "accept",
             with_sheet(good, b'<dimension ref="A1:F7"', b'<dimension ref="A1:XFD1048576"'),
             rows_loaded=PEOPLE),
        Case("one_cell_in_the_last_corner.xlsx", "accept_or_clear_reject",
             with_sheet(good, b"</sheetData>", far_row)),
        Case("stray_cell_far_below.xlsx", "accept",
             with_sheet(good, b"</sheetData>",
                        b'<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'),
             rows_loaded=PEOPLE),
        Case("sixty_thousand_empty_rows.xlsx", "accept",
             with_sheet(good, b"</sheetData>", empty_rows + b"</sheetData>"), rows_loaded=PEOPLE),
        Case("five_thousand_columns.xlsx", "reject",
             xlsx([range(5_000), range(5_000)]), told="too_large"),
        Case("two_hundred_thousand_and_one_rows.csv", "reject",
             csv([("a", "b")]) + b"1,\n" * 200_100, told="too_large", rss_increase_mb=300),
        Case("cell_of_two_hundred_thousand_letters.csv", "reject",
             csv([REGISTER, project(1)]) + b"QI-2," + b"x" * 200_000 + b",a,b,c,d\r\n"),
        Case("hundred_thousand_cells_in_a_line.csv", "reject", b"1," * 100_000, told="too_large"),
        Case("zip_bomb.xlsx", "reject",
             packed({**parts, "xl/media/a.txt": b"\x00" * 60_000_000}), told="unsafe_file"),
        Case("bomb_of_many_parts.xlsx", "reject",
             packed({**parts, **{f"xl/m/{n}.txt": b"\x00" * 1_000_000 for n in range(190)},
                     "xl/m/last.txt": b"\x00" * 30_000_000}), told="unsafe_file"),
        Case("size_lies.xlsx", "reject", _lying_size(parts), told="damaged"),
        Case("one_text_in_many_cells.xlsx", "reject", _one_text_in_many_cells(),
             told="too_large", seconds=40, rss_increase_mb=1100),
        Case("laughs.xlsx", "reject", packed({**parts, _SHEET: laughs}), told="unsafe_file"),
        Case("reads_a_file_of_ours.xlsx", "reject", packed({**parts, _SHEET: outside}),
             told="unsafe_file"),
        Case("markup_of_its_own_in_utf16.xlsx", "reject",
             packed({**parts, _SHEET: b"\xff\xfe" + laughs.decode().encode("utf-16-le")})),
        Case("markup_fifty_thousand_deep.xlsx", "accept_or_clear_reject",
             packed({**parts, _SHEET: marked.replace(b"<sheetData>", deep + b"<sheetData>")})),
        Case("signs_without_end.xlsx", "accept_or_clear_reject",
             packed({**parts, _SHEET: marked.replace(
                 b"<sheetData>", b"<!--%s</f>--><sheetData>" % b"".join(
                     b"<c %d " % byte for byte in noise(150_000)))})),
        Case("hundred_sheets.xlsx", "accept",
             xlsx({"Data": training(), **{f"S{n}": [["note"]] for n in range(100)}}),
             rows_loaded=PEOPLE),
    ]  # fmt: skip


def _lying_size(parts: dict[str, bytes]) -> bytes:
    """A part that says it holds ten bytes and holds many."""
    content = bytearray(packed({**parts, "xl/media/a.txt": b"\x00" * 2_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        member = package.getinfo("xl/media/a.txt")
    central = content.rfind(b"PK\x01\x02")
    while content[central + 46 : central + 60] != b"xl/media/a.txt":
        central = content.rfind(b"PK\x01\x02", 0, central)
    struct.pack_into("<I", content, central + 24, 10)
    struct.pack_into("<I", content, member.header_offset + 22, 10)
    return bytes(content)


def _one_text_in_many_cells() -> bytes:
    """A text of 32,000 letters, shown in 60,000 cells whose styles differ at random: 2 GB."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = unpacked(xlsx([["TEXT"]]))
    parts["xl/sharedStrings.xml"] = b"<sst %s><si><t>%s</t></si></sst>" % (
        space,
        noise(16_000).hex().encode(),
    )
    styles = noise(60_000)
    rows = b"".join(
        b"<row>%s</row>" % b"".join(b'<c x="%d" t="s"><v>0</v></c>' % style for style in row)
        for row in (styles[n : n + 100] for n in range(0, 60_000, 100))
    )
    parts[_SHEET] = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (space, rows)
    return packed(parts)
