-- What the indicators' SELECTs stand on: plain views over the rows that count now, and over
-- small tables that the publisher fills:
--   month                one row per month from the first project or session: period, begins_on, ends_on
--   course_level         one row per course: course, level (NULL where its name tells none)
--   answer_score         one row per question and answer that scores: question, option_code, score,
--                        is_needed, answers_needed (metrics/survey_scores.py)
--   score_part           one row per score and part of it: score, part, is_question, parts_needed
--   directorate_time     one row per directorate and time in one division, under its lasting name
--   directorate_year     one row per directorate and survey period: the division it belonged to then

-- One row per survey line as the files give it, with the division its directorate belonged
-- to then. asked_group names whose answers it holds, in one word: survey, wave, group and weighting.
CREATE TABLE given_line AS
SELECT
    line.survey,
    line.period,
    line.directorate,
    COALESCE(line.division, home.division) AS division,
    line.staff_group,
    line.band,
    line.characteristic,
    line.characteristic_group,
    line.weighting,
    CONCAT_WS(
        CHR(31), line.survey, line.period, line.weighting, COALESCE(line.directorate, ''),
        COALESCE(line.division, ''), COALESCE(line.staff_group, ''), COALESCE(line.band, ''),
        COALESCE(line.characteristic, ''), COALESCE(line.characteristic_group, '')
    ) AS asked_group,
    line.measure,
    line.value_kind,
    line.option_code,
    line.value,
    line.respondents,
    line.eligible,
    line.is_suppressed
FROM staff_survey AS line
LEFT JOIN directorate_year AS home
    ON home.directorate = line.directorate
    AND home.period = line.period;

-- One row per group asked and question: its 0-10 score from the shares of its answers, each worth
-- what the survey gives it (answer_score). It takes every answer that scores, or those that make
-- up the whole. Questions 23b to 23d follow an appraisal: those who had none score 0 in them.
CREATE VIEW question_score AS
WITH scored AS (
    SELECT
        line.asked_group,
        line.measure,
        SUM(line.value * answer_score.score) / NULLIF(SUM(line.value), 0) AS score,
        MAX(line.respondents) AS respondents,
        MAX(CASE WHEN line.is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed
    FROM given_line AS line
    JOIN answer_score
        ON answer_score.question = line.measure
        AND answer_score.option_code = line.option_code
    WHERE line.value_kind = 'share'
    GROUP BY line.asked_group, line.measure, answer_score.answers_needed
    HAVING COUNT(CASE WHEN answer_score.is_needed THEN line.value END) = answer_score.answers_needed
        OR SUM(line.value) BETWEEN 99 AND 101
        OR MAX(CASE WHEN line.is_suppressed THEN 1 ELSE 0 END) = 1
),
appraised AS (
    SELECT
        asked_group,
        SUM(CASE WHEN option_code = 1 THEN value END) / NULLIF(SUM(value), 0) AS share
    FROM given_line
    WHERE measure = 'q23a' AND value_kind = 'share' AND option_code IN (1, 2)
    GROUP BY asked_group
    HAVING COUNT(value) = 2
)
SELECT
    scored.asked_group,
    scored.measure,
    CASE
        WHEN scored.measure IN ('q23b', 'q23c', 'q23d') THEN scored.score * appraised.share
        ELSE scored.score
    END AS score,
    scored.respondents,
    scored.is_suppressed
FROM scored
LEFT JOIN appraised ON appraised.asked_group = scored.asked_group;

-- One row per group asked and score that no file gives: questions from their answers, sub-scores
-- from their questions, elements and themes from their sub-scores, each where enough of its parts
-- are there (score_part). What a file gives is taken as given.
CREATE TABLE recomputed_score AS
WITH given AS (
    SELECT asked_group, measure, value AS score, respondents, is_suppressed
    FROM given_line
    WHERE value_kind = 'score'
),
questions AS (
    SELECT question_score.*
    FROM question_score
    LEFT JOIN given
        ON given.asked_group = question_score.asked_group
        AND given.measure = question_score.measure
    WHERE given.measure IS NULL
        AND (question_score.score IS NOT NULL OR question_score.is_suppressed)
),
of_questions AS (
    SELECT * FROM given UNION ALL SELECT * FROM questions
),
sub_scores AS (
    SELECT
        part.asked_group,
        score_part.score AS measure,
        AVG(part.score) AS score,
        CASE WHEN COUNT(part.respondents) = COUNT(*) THEN MIN(part.respondents) END AS respondents,
        MAX(CASE WHEN part.is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed
    FROM of_questions AS part
    JOIN score_part ON score_part.part = part.measure AND score_part.is_question
    LEFT JOIN given
        ON given.asked_group = part.asked_group
        AND given.measure = score_part.score
    WHERE given.measure IS NULL
    GROUP BY part.asked_group, score_part.score, score_part.parts_needed
    HAVING COUNT(CASE WHEN NOT part.is_suppressed THEN part.score END) >= score_part.parts_needed
),
of_sub_scores AS (
    SELECT * FROM given UNION ALL SELECT * FROM sub_scores
),
elements AS (
    SELECT
        part.asked_group,
        score_part.score AS measure,
        AVG(part.score) AS score,
        CASE WHEN COUNT(part.respondents) = COUNT(*) THEN MIN(part.respondents) END AS respondents,
        MAX(CASE WHEN part.is_suppressed THEN 1 ELSE 0 END) = 1 AS is_suppressed
    FROM of_sub_scores AS part
    JOIN score_part ON score_part.part = part.measure AND NOT score_part.is_question
    LEFT JOIN given
        ON given.asked_group = part.asked_group
        AND given.measure = score_part.score
    WHERE given.measure IS NULL
    GROUP BY part.asked_group, score_part.score, score_part.parts_needed
    HAVING COUNT(CASE WHEN NOT part.is_suppressed THEN part.score END) >= score_part.parts_needed
)
SELECT * FROM questions
UNION ALL
SELECT * FROM sub_scores
UNION ALL
SELECT * FROM elements;

-- One row per survey line, given or recomputed: what the indicators' SELECTs read.
CREATE TABLE survey_line AS
SELECT
    survey, period, directorate, division, staff_group, band, characteristic,
    characteristic_group, weighting, measure, value_kind, option_code, value, respondents,
    eligible, is_suppressed,
    FALSE AS is_recomputed
FROM given_line
UNION ALL
SELECT
    asked.survey, asked.period, asked.directorate, asked.division, asked.staff_group, asked.band,
    asked.characteristic, asked.characteristic_group, asked.weighting,
    recomputed_score.measure,
    'score' AS value_kind,
    NULL AS option_code,
    recomputed_score.score AS value,
    recomputed_score.respondents,
    NULL AS eligible,
    recomputed_score.is_suppressed,
    TRUE AS is_recomputed
FROM recomputed_score
JOIN (
    SELECT DISTINCT
        asked_group, survey, period, directorate, division, staff_group, band, characteristic,
        characteristic_group, weighting
    FROM given_line
) AS asked ON asked.asked_group = recomputed_score.asked_group;

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
    SUM(workforce.headcount) AS headcount,
    SUM(workforce.wte) AS wte
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
    MIN(CASE WHEN level >= 0 THEN held_on END) OVER (PARTITION BY staff_key) AS level_0_on,
    MIN(CASE WHEN level >= 1 THEN held_on END) OVER (PARTITION BY staff_key) AS level_1_on,
    MIN(CASE WHEN level >= 2 THEN held_on END) OVER (PARTITION BY staff_key) AS level_2_on,
    MIN(CASE WHEN level >= 3 THEN held_on END) OVER (PARTITION BY staff_key) AS level_3_on,
    MIN(CASE WHEN level >= 4 THEN held_on END) OVER (PARTITION BY staff_key) AS level_4_on
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

-- One row per month and project whose first 90 days ended in the year before: started 3 to 15 months
-- before the month's end.
CREATE VIEW project_past_90_days AS
SELECT month_of_register.period, project_register.*
FROM month_of_register
JOIN project_register
    ON project_register.started_on <= month_of_register.ends_on - INTERVAL 90 DAY
    AND project_register.started_on > month_of_register.ends_on - INTERVAL 455 DAY
WHERE month_of_register.first_on <= month_of_register.ends_on - INTERVAL 455 DAY;

-- One row per project with a cycle in the PDSA log: which features of PDSA practice (Taylor 2014) its
-- log shows. NULL where it does not tell: no cycle has ended, or the cells for it are empty; an empty
-- decision says "not documented", unless the whole log has none. Ten measurements are the fewest
-- that a run chart can be read from.
CREATE VIEW pdsa_practice AS
WITH first_cycle AS (
    SELECT project_id, MIN(cycle) AS cycle FROM pdsa_log GROUP BY project_id
),
whole_log AS (
    SELECT COUNT(outcome) AS outcomes FROM pdsa_log
)
SELECT
    pdsa_log.project_id,
    COUNT(*) AS cycles,
    CASE
        WHEN MAX(whole_log.outcomes) > 0 AND COUNT(pdsa_log.ended_on) > 0
            THEN COUNT(pdsa_log.ended_on)
                = COUNT(CASE WHEN pdsa_log.ended_on IS NOT NULL THEN pdsa_log.outcome END)
    END AS is_documented,
    COUNT(*) >= 2 AS is_iterative,
    CASE
        WHEN COUNT(pdsa_log.has_prediction) > 0
            THEN COUNT(pdsa_log.has_prediction) = COUNT(CASE WHEN pdsa_log.has_prediction THEN 1 END)
    END AS is_predicted,
    MAX(CASE WHEN pdsa_log.cycle = first_cycle.cycle THEN pdsa_log.scale END) = 'few' AS began_small,
    SUM(pdsa_log.data_points) >= 10 AS has_data_over_time
FROM pdsa_log
JOIN first_cycle ON first_cycle.project_id = pdsa_log.project_id
CROSS JOIN whole_log
GROUP BY pdsa_log.project_id;

-- One row per project at the testing stage for 90 days or more at the newest register's date, with
-- its last PDSA cycle. A register tells only today's stage, so there is one period.
CREATE VIEW project_at_testing AS
SELECT
    STRFTIME(newest.register_on, '%Y-%m') AS period,
    project_register.directorate,
    newest.register_on,
    (
        SELECT MAX(pdsa_log.ended_on)
        FROM pdsa_log
        WHERE pdsa_log.project_id = project_register.project_id
            AND pdsa_log.ended_on <= newest.register_on
    ) AS last_cycle_on
FROM project_register
CROSS JOIN (SELECT MAX(register_on) AS register_on FROM project_register) AS newest
WHERE project_register.status = 'testing'
    AND project_register.ended_on IS NULL
    AND project_register.started_on < newest.register_on - INTERVAL 90 DAY;

-- One row per month and project that ended in the two years to the month's end.
CREATE VIEW project_over AS
SELECT month_of_register.period, project_register.*
FROM month_of_register
JOIN project_register
    ON project_register.ended_on <= month_of_register.ends_on
    AND project_register.ended_on >= month_of_register.begins_on - INTERVAL 23 MONTH
WHERE month_of_register.first_on < month_of_register.begins_on - INTERVAL 22 MONTH;

-- One row per month and project that ended one to three years before the month's end: long enough
-- to see whether the gain lasted.
CREATE VIEW project_long_over AS
SELECT month_of_register.period, project_register.*
FROM month_of_register
JOIN project_register
    ON project_register.ended_on < month_of_register.begins_on - INTERVAL 11 MONTH
    AND project_register.ended_on >= month_of_register.begins_on - INTERVAL 35 MONTH;

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

-- One row per month with a full year of training lists behind it in which the hours of nearly all
-- attendances are told: 95 of 100, as everywhere before known of total is written out.
CREATE VIEW year_of_hours AS
SELECT period, begins_on, ends_on
FROM (
    SELECT
        year_of_training.period,
        year_of_training.begins_on,
        year_of_training.ends_on,
        CASE WHEN given.grain = 'session' THEN given.attended ELSE 1 END AS people,
        given.hours
    FROM year_of_training
    JOIN training_attendance AS given
        ON given.held_on <= year_of_training.ends_on
        AND given.held_on >= year_of_training.begins_on - INTERVAL 11 MONTH
    WHERE given.grain = 'session' OR given.status = 'attended'
) AS attendance
GROUP BY period, begins_on, ends_on
HAVING SUM(CASE WHEN hours IS NOT NULL THEN people ELSE 0 END) >= 0.95 * SUM(people)
    AND SUM(people) > 0;

-- One row per project, person and role, and the days on which they were on its team: as the list
-- says, else as long as the project went on. Teams of projects that no register names are left out.
CREATE VIEW on_team AS
SELECT
    project_team.project_id,
    project_team.staff_key,
    project_team.role,
    COALESCE(project_team.directorate, project.directorate) AS directorate,
    project_team.staff_group,
    project_team.band,
    COALESCE(project_team.joined_on, project.started_on) AS from_on,
    COALESCE(
        project_team.left_on,
        project.ended_on,
        CASE
            WHEN project.status IN ('completed', 'stopped')
                THEN COALESCE(project.updated_on, project.register_on)
        END
    ) AS until_on
FROM project_team
JOIN project_register AS project ON project.project_id = project_team.project_id;

-- One row per project and directorate, other than the one that leads, where somebody works who leads
-- it or is a member. Coaches and sponsors come from anywhere: they make no bond between directorates.
CREATE VIEW team_from_elsewhere AS
SELECT DISTINCT on_team.project_id, on_team.directorate
FROM on_team
JOIN project_register AS project
    ON project.project_id = on_team.project_id
    AND project.directorate <> on_team.directorate
WHERE on_team.role IN ('lead', 'member');

-- One row per month with a full year of the register behind it, and person who was on a team in that
-- year: each once, where their latest team of the year says they work.
CREATE VIEW person_involved AS
SELECT period, directorate, staff_group, band
FROM (
    SELECT
        year_of_register.period,
        on_team.directorate,
        on_team.staff_group,
        on_team.band,
        ROW_NUMBER() OVER (
            PARTITION BY year_of_register.period, on_team.staff_key
            ORDER BY on_team.from_on DESC, on_team.project_id, on_team.role
        ) AS place
    FROM year_of_register
    JOIN on_team
        ON on_team.from_on <= year_of_register.ends_on
        AND (
            on_team.until_on IS NULL
            OR on_team.until_on >= year_of_register.begins_on - INTERVAL 11 MONTH
        )
) AS placed
WHERE place = 1;

-- One row per month and person first trained 6 to 17 months before its end, once lists are 18 months
-- old: all have been followed for 180 days, the longest that every six months hold.
CREATE VIEW trained_and_followed AS
SELECT
    month_of_training.period,
    learner.staff_key,
    learner.directorate,
    learner.staff_group,
    learner.level_1_on
FROM month_of_training
JOIN month_of_register ON month_of_register.period = month_of_training.period
JOIN learner
    ON learner.level_1_on < month_of_training.begins_on - INTERVAL 5 MONTH
    AND learner.level_1_on >= month_of_training.begins_on - INTERVAL 17 MONTH
    AND learner.from_on <= month_of_training.ends_on
    AND (learner.until_on IS NULL OR learner.until_on > month_of_training.ends_on)
WHERE month_of_training.first_on < month_of_training.begins_on - INTERVAL 16 MONTH;

-- One row per month, person so followed, and project on whose team they were at any time in the 180
-- days from that course.
CREATE VIEW project_after_training AS
SELECT DISTINCT trained_and_followed.period, on_team.staff_key, on_team.project_id
FROM trained_and_followed
JOIN on_team
    ON on_team.staff_key = trained_and_followed.staff_key
    AND on_team.from_on <= trained_and_followed.level_1_on + INTERVAL 180 DAY
    AND (on_team.until_on IS NULL OR on_team.until_on >= trained_and_followed.level_1_on);

-- One row per person all of whose employments have ended: the last day.
CREATE VIEW leaver AS
SELECT staff_key, MAX(left_on) AS left_on
FROM staff_list
GROUP BY staff_key
HAVING COUNT(left_on) = COUNT(*);

-- One row per month in which lists of staff speak of leaving: from the first who left to the newest
-- list's day.
CREATE VIEW month_of_leaving AS
SELECT month.period, month.begins_on, month.ends_on, known.first_on
FROM month
JOIN (
    SELECT MIN(left_on) AS first_on, MAX(listed_on) AS listed_on FROM staff_list
) AS known
    ON known.first_on <= month.ends_on
    AND known.listed_on >= month.ends_on;
