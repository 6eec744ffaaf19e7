"""Which of the national results are our own, and so the trust's weighted lines of the survey?"""

from __future__ import annotations

import duckdb

# The trust's weighted line of a measure, over its years, comes from one source: the newest edition
# that anybody uploaded. History is weighted anew in every edition, so a line never mixes two. Of
# the same edition in a survey file and in national results the latter count: in full precision,
# for all years, as published. Only scores and percentages of favourable answers are such lines.
_NEWEST_EDITION = """
    CREATE TEMP TABLE own_edition AS
    SELECT national.measure, national.release
    FROM (
        SELECT measure, MAX(release) AS release
        FROM national_result
        WHERE org_id = ?
            AND weighting = 'weighted'
            AND value_kind IN ('score', 'percent')
        GROUP BY measure
    ) AS national
    LEFT JOIN (
        SELECT measure, MAX(release) AS release
        FROM staff_survey AS line
        WHERE {of_the_trust}
        GROUP BY measure
    ) AS survey ON survey.measure = national.measure
    WHERE survey.release IS NULL OR survey.release <= national.release
"""
_OF_THE_TRUST = """line.survey = 'annual'
            AND line.weighting = 'weighted'
            AND line.value_kind IN ('score', 'percent')
            AND line.directorate IS NULL
            AND line.division IS NULL
            AND line.staff_group IS NULL
            AND line.band IS NULL
            AND line.characteristic IS NULL"""
_REPLACED = """
    DELETE FROM staff_survey AS line
    WHERE {of_the_trust}
        AND line.measure IN (SELECT measure FROM own_edition)
"""
_OWN_LINES = """
    INSERT INTO staff_survey (
        survey, period, measure, value_kind, value, respondents, is_suppressed, weighting, release,
        upload_number, source_sheet, source_row
    )
    SELECT
        'annual',
        national.period,
        national.measure,
        national.value_kind,
        national.value,
        national.respondents,
        national.is_suppressed,
        national.weighting,
        national.release,
        national.upload_number,
        national.source_sheet,
        national.source_row
    FROM national_result AS national
    JOIN own_edition
        ON own_edition.measure = national.measure
        AND own_edition.release = national.release
    WHERE national.org_id = ?
        AND national.weighting = 'weighted'
        AND national.value_kind IN ('score', 'percent')
"""


def count_own_results(connection: duckdb.DuckDBPyConnection, organisation_code: str) -> None:
    """Let the national results of our own organisation count as the trust's weighted lines.

    Each line keeps the upload, sheet and row it stands in, so that a value leads back to them.
    """
    connection.execute(_NEWEST_EDITION.format(of_the_trust=_OF_THE_TRUST), [organisation_code])
    connection.execute(_REPLACED.format(of_the_trust=_OF_THE_TRUST))
    connection.execute(_OWN_LINES, [organisation_code])
    connection.execute("DROP TABLE own_edition")
