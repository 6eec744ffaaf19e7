-- What the indicators' SELECTs stand on: plain views over the rows that count now.

-- One row per month, from the first month with a project or a training session to the last.
CREATE TABLE month AS
WITH days AS (
    SELECT started_on AS day FROM project_register
    UNION ALL
    SELECT register_on AS day FROM project_register
    UNION ALL
    SELECT held_on AS day FROM training_attendance
    UNION ALL
    SELECT ended_on AS day FROM pdsa_log WHERE ended_on IS NOT NULL
),
ends AS (
    SELECT MIN(day) AS first_day, MAX(day) AS last_day FROM days
)
SELECT
    STRFTIME(month_begins, '%Y-%m') AS period,
    CAST(month_begins AS DATE) AS begins_on,
    CAST(month_begins + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE) AS ends_on
FROM ends
CROSS JOIN UNNEST(
    GENERATE_SERIES(
        DATE_TRUNC('month', CAST(first_day AS TIMESTAMP)),
        DATE_TRUNC('month', CAST(last_day AS TIMESTAMP)),
        INTERVAL 1 MONTH
    )
) AS calendar (month_begins)
WHERE first_day IS NOT NULL;

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

-- One row per person ever trained; directorate, staff group and band as at the latest attendance,
-- so that each person counts once, in one place.
CREATE TABLE learner AS
SELECT
    firsts.staff_key,
    latest.directorate,
    latest.staff_group,
    latest.band,
    firsts.first_on,
    firsts.level_1_on,
    firsts.level_2_on,
    firsts.level_3_on
FROM (
    SELECT
        staff_key,
        MIN(held_on) AS first_on,
        MIN(CASE WHEN level >= 1 THEN held_on END) AS level_1_on,
        MIN(CASE WHEN level >= 2 THEN held_on END) AS level_2_on,
        MIN(CASE WHEN level >= 3 THEN held_on END) AS level_3_on
    FROM attended
    GROUP BY staff_key
) AS firsts
JOIN (
    SELECT
        staff_key, directorate, staff_group, band,
        ROW_NUMBER() OVER (PARTITION BY staff_key ORDER BY held_on DESC, course) AS place
    FROM attended
) AS latest ON latest.staff_key = firsts.staff_key AND latest.place = 1;

-- One row per month and project that was live at the month's end.
CREATE VIEW live_project AS
SELECT month.period, month.ends_on, project_register.*
FROM month
JOIN project_register
    ON project_register.started_on <= month.ends_on
    AND (project_register.ended_on IS NULL OR project_register.ended_on > month.ends_on);

-- One row per month with a full year of the register behind it, and project started in that year.
CREATE VIEW project_of_year AS
SELECT month.period, project_register.*
FROM month
JOIN (SELECT MIN(started_on) AS first_on FROM project_register) AS beginning
    ON beginning.first_on <= month.ends_on - INTERVAL 11 MONTH
JOIN project_register
    ON project_register.started_on <= month.ends_on
    AND project_register.started_on > month.ends_on - INTERVAL 1 YEAR;
