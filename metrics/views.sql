-- What the indicators' SELECTs stand on: plain views over the rows that count now, and over
-- three small tables that the publisher fills:
--   month                one row per month from the first project or session: period, begins_on, ends_on
--   course_level         one row per course: course, level (NULL where its name tells none)
--   directorate_division one row per directorate that exists or existed: directorate, division

-- One row per survey line of the yearly survey, with the division its directorate belonged to.
CREATE VIEW survey_line AS
SELECT
    line.survey,
    line.period,
    line.directorate,
    COALESCE(line.division, home.division) AS division,
    line.staff_group,
    line.band,
    line.characteristic,
    line.characteristic_group,
    line.measure,
    line.value_kind,
    line.option_code,
    line.value,
    line.respondents,
    line.eligible,
    line.is_suppressed,
    line.weighting
FROM staff_survey AS line
LEFT JOIN directorate_division AS home ON home.directorate = line.directorate;

-- One row per month and headcount cell: the newest snapshot on or before the month's end.
CREATE TABLE headcount_at_month AS
WITH newest AS (
    SELECT month.period, MAX(workforce.snapshot_on) AS snapshot_on
    FROM month
    JOIN workforce ON workforce.snapshot_on <= month.ends_on
    GROUP BY month.period
)
SELECT
    newest.period,
    workforce.directorate,
    workforce.staff_group,
    workforce.band,
    SUM(workforce.headcount) AS headcount
FROM newest
JOIN workforce ON workforce.snapshot_on = newest.snapshot_on
GROUP BY newest.period, workforce.directorate, workforce.staff_group, workforce.band;

-- One row per attendance that took place, person by person, with the level of its course.
CREATE VIEW attended AS
SELECT
    training_attendance.staff_key,
    training_attendance.held_on,
    training_attendance.period,
    training_attendance.course,
    course_level.level,
    training_attendance.directorate,
    training_attendance.staff_group,
    training_attendance.band
FROM training_attendance
LEFT JOIN course_level ON course_level.course = training_attendance.course
WHERE training_attendance.grain = 'person' AND training_attendance.status = 'attended';

-- One row per person and stretch of time in which one attendance was their latest: it gives their
-- directorate, staff group and band, so that at the end of any month each person counts once, in
-- one place, and a later move never changes an earlier month.
CREATE TABLE learner AS
SELECT
    staff_key,
    directorate,
    staff_group,
    band,
    held_on AS from_on,
    LEAD(held_on) OVER (
        PARTITION BY staff_key
        ORDER BY held_on, course DESC, directorate DESC, staff_group DESC
    ) AS until_on,
    MIN(held_on) OVER (PARTITION BY staff_key) AS first_on,
    MIN(CASE WHEN level >= 1 THEN held_on END) OVER (PARTITION BY staff_key) AS level_1_on
FROM attended;

-- One row per month that the register speaks of: from its first project to the register's own date.
CREATE VIEW month_of_register AS
SELECT month.period, month.begins_on, month.ends_on, known.first_on, known.register_on
FROM month
JOIN (
    SELECT MIN(started_on) AS first_on, MAX(register_on) AS register_on FROM project_register
) AS known
    ON known.first_on <= month.ends_on
    AND known.register_on >= month.begins_on;

-- One row per month that lists by person speak of: from their first session to their last.
CREATE VIEW month_of_training AS
SELECT month.period, month.begins_on, month.ends_on, known.first_on
FROM month
JOIN (
    SELECT MIN(held_on) AS first_on, MAX(held_on) AS last_on
    FROM training_attendance
    WHERE grain = 'person' AND status <> 'booked'
) AS known
    ON known.first_on <= month.ends_on
    AND known.last_on >= month.begins_on;

-- One row per month that the PDSA log speaks of: from its first cycle to its last day.
CREATE VIEW month_of_log AS
SELECT month.period, month.begins_on, month.ends_on, known.first_on
FROM month
JOIN (
    SELECT MIN(started_on) AS first_on, MAX(COALESCE(ended_on, started_on)) AS last_on FROM pdsa_log
) AS known
    ON known.first_on <= month.ends_on
    AND known.last_on >= month.begins_on;

-- One row per month and project that was live at the month's end. A project that the register calls
-- completed or stopped without a date was over when its row was last brought up to date.
CREATE VIEW live_project AS
SELECT month_of_register.period, month_of_register.begins_on, month_of_register.ends_on, project.*
FROM month_of_register
JOIN project_register AS project
    ON project.started_on <= month_of_register.ends_on
    AND (
        project.ended_on > month_of_register.ends_on
        OR (
            project.ended_on IS NULL
            AND (
                project.status NOT IN ('completed', 'stopped')
                OR COALESCE(project.updated_on, project.register_on) > month_of_register.ends_on
            )
        )
    );

-- One row per month with a full year of the register behind it: the first of the twelve months is
-- one that the register speaks of.
CREATE VIEW year_of_register AS
SELECT period, begins_on, ends_on
FROM month_of_register
WHERE first_on < begins_on - INTERVAL 10 MONTH;

-- One row per month with a full year of the register behind it, and project started in that year.
CREATE VIEW project_of_year AS
SELECT year_of_register.period, project_register.*
FROM year_of_register
JOIN project_register
    ON project_register.started_on <= year_of_register.ends_on
    AND project_register.started_on >= year_of_register.begins_on - INTERVAL 11 MONTH;

-- One row per month with a full year of training lists behind it.
CREATE VIEW year_of_training AS
SELECT period, begins_on, ends_on
FROM month_of_training
WHERE first_on < begins_on - INTERVAL 10 MONTH;

-- One row per directorate that any register, list or headcount names.
CREATE VIEW directorate_held AS
SELECT directorate FROM project_register
UNION
SELECT directorate FROM training_attendance
UNION
SELECT directorate FROM workforce;

-- One row per survey line and question with a 0-10 score: as published, else from answer shares.
-- Five-point answers score 0, 2.5, 5, 7.5, 10; 5a, 5c, 12 and 26 are reversed (guide 2025, table 2).
-- A score needs all answers: the shares of five options, or of fewer that make up the whole.
CREATE VIEW item_score AS
WITH from_shares AS (
    SELECT
        survey, period, directorate, division, staff_group, band, characteristic,
        characteristic_group, measure, weighting,
        CASE
            WHEN measure IN ('q5a', 'q5c') OR measure LIKE 'q12%' OR measure LIKE 'q26%'
                THEN 10 - SUM(value * (option_code - 1) * CAST(2.5 AS DOUBLE)) / NULLIF(SUM(value), 0)
            ELSE SUM(value * (option_code - 1) * CAST(2.5 AS DOUBLE)) / NULLIF(SUM(value), 0)
        END AS score,
        MAX(respondents) AS respondents,
        MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed
    FROM survey_line
    WHERE value_kind = 'share' AND option_code BETWEEN 1 AND 5
    GROUP BY survey, period, directorate, division, staff_group, band, characteristic,
        characteristic_group, measure, weighting
    HAVING COUNT(value) = 5
        OR SUM(value) BETWEEN 99 AND 101
        OR MAX(CASE WHEN is_suppressed THEN 1 ELSE 0 END) = 1
),
published AS (
    SELECT
        survey, period, directorate, division, staff_group, band, characteristic,
        characteristic_group, measure, weighting, value AS score, respondents, is_suppressed
    FROM survey_line
    WHERE value_kind = 'score'
)
SELECT * FROM published
UNION ALL
SELECT from_shares.*
FROM from_shares
WHERE NOT EXISTS (
    SELECT 1
    FROM published
    WHERE published.survey = from_shares.survey
        AND published.period = from_shares.period
        AND published.measure = from_shares.measure
        AND published.weighting = from_shares.weighting
        AND COALESCE(published.directorate, '') = COALESCE(from_shares.directorate, '')
        AND COALESCE(published.division, '') = COALESCE(from_shares.division, '')
        AND COALESCE(published.staff_group, '') = COALESCE(from_shares.staff_group, '')
        AND COALESCE(published.band, '') = COALESCE(from_shares.band, '')
        AND COALESCE(published.characteristic, '') = COALESCE(from_shares.characteristic, '')
        AND COALESCE(published.characteristic_group, '')
            = COALESCE(from_shares.characteristic_group, '')
);
