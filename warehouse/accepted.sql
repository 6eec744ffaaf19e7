-- Accepted rows, as the publisher sees them: one table per dataset, filled from write-once Parquet.
-- Every table also carries where its row came from: upload_number, source_sheet, source_row.
-- Names of directorates, staff groups and courses are the trust's own (reconciled before acceptance).

-- One row per survey line: what one group said to one measure in one wave.
-- A group is the trust (all of directorate, staff_group, band, characteristic NULL), a directorate,
-- a staff group, a division by staff group, a band, or one side of a characteristic (trust only).
CREATE TABLE staff_survey (
    survey               VARCHAR NOT NULL,   -- 'annual' or 'pulse'
    period               VARCHAR NOT NULL,   -- '2025'; pulse '2025-Q2' (financial quarter starting April = Q1)
    directorate          VARCHAR,
    division             VARCHAR,
    staff_group          VARCHAR,
    band                 VARCHAR,
    characteristic       VARCHAR,            -- 'Ethnicity', 'Long-term condition', 'Gender', 'Age'
    characteristic_group VARCHAR,            -- as the file writes it, for example 'White', 'All other ethnic groups'
    measure              VARCHAR NOT NULL,   -- question in 2025 numbering ('q3f') or score code ('E', 'PP3_1', 'response_rate')
    value_kind           VARCHAR NOT NULL,   -- 'score' 0-10, 'percent' 0-100 positive, 'share' 0-100 of one answer option, 'rate' 0-100
    option_code          INTEGER,            -- with 'share' only: 1-5 as on the questionnaire
    value                DOUBLE,             -- NULL where withheld at source
    respondents          INTEGER,            -- NULL where withheld or not given
    eligible             INTEGER,            -- staff who were asked, where given
    is_suppressed        BOOLEAN NOT NULL,   -- the file withheld this cell; never nought
    weighting            VARCHAR NOT NULL,   -- 'unweighted' or 'weighted'
    release              VARCHAR NOT NULL    -- the edition it was published in, for example '2025'
);

-- One row per organisation, survey year, measure and release: what national results files say of
-- every trust. Our own organisation's weighted scores and percentages also count as staff_survey
-- lines of the whole trust (warehouse/own_results.py).
CREATE TABLE national_result (
    org_id          VARCHAR NOT NULL,       -- ODS code
    org_name        VARCHAR,
    benchmark_group VARCHAR NOT NULL,
    period          VARCHAR NOT NULL,       -- survey year, '2025'
    measure         VARCHAR NOT NULL,       -- as in staff_survey, in 2025 numbering
    value_kind      VARCHAR NOT NULL,       -- 'score' 0-10, 'percent' 0-100 positive, 'reported' 0-100 where
                                            -- the survey reports the unfavourable answers, 'share' 0-100 of one
                                            -- answer option, 'rate' 0-100
    option_code     INTEGER,                -- with 'share' only
    value           DOUBLE,                 -- NULL where withheld at source
    respondents     INTEGER,                -- NULL where withheld or not given
    is_suppressed   BOOLEAN NOT NULL,       -- the file withheld this cell; never nought
    weighting       VARCHAR NOT NULL,       -- 'weighted' (by occupation group) or 'unweighted'
    release         VARCHAR NOT NULL        -- the edition: the newest survey year in its file
);

-- One row per project on the register, as the newest register that names its directorate says.
CREATE TABLE project_register (
    project_id          VARCHAR NOT NULL,
    title               VARCHAR NOT NULL,
    directorate         VARCHAR NOT NULL,   -- the directorate that leads
    other_directorates  VARCHAR,            -- others that take part, '; ' between them
    lead_staff_group    VARCHAR,
    lead_band           VARCHAR,
    started_on          DATE NOT NULL,
    status              VARCHAR NOT NULL,   -- 'idea', 'testing', 'improvement', 'sustained', 'paused', 'completed', 'stopped'
    ended_on            DATE,
    project_type        VARCHAR,            -- 'QI', 'audit', 'service evaluation'
    idea_source         VARCHAR,            -- 'frontline', 'patient', 'leader', 'incident', 'audit', 'mandated'
    objective           VARCHAR,            -- the true north it serves, as the register writes it
    has_coach           BOOLEAN,
    outcome_measures    INTEGER,
    process_measures    INTEGER,
    balancing_measures  INTEGER,
    has_numeric_aim     BOOLEAN,
    involvement         VARCHAR,            -- 'none', 'informed', 'consulted', 'co-designed', 'co-led'
    first_test_on       DATE,
    updated_on          DATE,               -- when the register's row was last brought up to date
    case_study_on       DATE,
    gains_checked_on    DATE,               -- when somebody looked whether the gain lasted
    gains_held          BOOLEAN,
    register_on         DATE NOT NULL       -- the day the register describes
);

-- One row per PDSA cycle.
CREATE TABLE pdsa_log (
    project_id     VARCHAR NOT NULL,
    cycle          INTEGER NOT NULL,
    started_on     DATE NOT NULL,
    ended_on       DATE,
    has_prediction BOOLEAN,
    scale          VARCHAR,                 -- how widely it was tested: 'few' people or shifts, one 'team', 'wider'
    data_points    INTEGER,
    outcome        VARCHAR                  -- 'adopt', 'adapt', 'abandon'
);

-- One row per project, person and role on its team. Nobody is named: a keyed hash, as on training lists.
CREATE TABLE project_team (
    project_id  VARCHAR NOT NULL,
    staff_key   VARCHAR NOT NULL,           -- keyed hash of the staff number
    role        VARCHAR NOT NULL,           -- 'lead', 'member', 'coach', 'sponsor'
    directorate VARCHAR,                    -- where the person works; NULL: where the project is led
    staff_group VARCHAR,
    band        VARCHAR,
    joined_on   DATE,                       -- NULL: when the project started
    left_on     DATE                        -- NULL: still on it, or until the project ended
);

-- One row per project and day on which its progress was scored.
CREATE TABLE project_progress (
    project_id VARCHAR NOT NULL,
    scored_on  DATE NOT NULL,
    score      DOUBLE NOT NULL              -- 0.5 to 5 by halves (IHI project progress scale)
);

-- One row per person and employment: since when, and until when. Of people only what counting them
-- needs; the staff number is a keyed hash, as on training lists.
CREATE TABLE staff_list (
    staff_key   VARCHAR NOT NULL,
    directorate VARCHAR NOT NULL,
    staff_group VARCHAR,
    band        VARCHAR,
    is_manager  BOOLEAN,
    joined_on   DATE NOT NULL,
    left_on     DATE,                       -- NULL: still here
    listed_on   DATE NOT NULL               -- the day the list describes
);

-- One row per person, course and day (grain 'person'), or per course, day and group (grain 'session').
CREATE TABLE training_attendance (
    grain       VARCHAR NOT NULL,           -- 'person' or 'session'
    period      VARCHAR NOT NULL,           -- month of the session, '2026-10'
    held_on     DATE NOT NULL,
    course      VARCHAR NOT NULL,
    staff_key   VARCHAR,                    -- keyed hash of the staff number; person grain only
    directorate VARCHAR NOT NULL,
    staff_group VARCHAR,
    band        VARCHAR,
    status      VARCHAR,                    -- 'attended', 'did not attend', 'cancelled', 'booked'; person grain only
    booked      INTEGER,                    -- session grain only
    attended    INTEGER,                    -- session grain only
    hours       DOUBLE                      -- how long it took each person
);

-- One row per snapshot date, directorate, staff group and band.
CREATE TABLE workforce (
    period      VARCHAR NOT NULL,           -- month of the snapshot, '2026-09'
    snapshot_on DATE NOT NULL,
    directorate VARCHAR NOT NULL,
    staff_group VARCHAR,
    band        VARCHAR,
    headcount   INTEGER NOT NULL,           -- people
    wte         DOUBLE                      -- whole-time equivalent
);

-- One row per directorate and stretch of time in which it belonged to one division.
CREATE TABLE structure (
    directorate VARCHAR NOT NULL,
    division    VARCHAR NOT NULL,
    valid_from  DATE,                       -- NULL: since before our data begin
    valid_to    DATE,                       -- last day; NULL: still so
    became      VARCHAR,                    -- directorate that took over; of a split all, '; ' between them
    also_called VARCHAR                     -- other spellings, '; ' between them
);

-- One row per assessment, item and assessor.
-- Two assessors who disagree are two rows: their spread says something.
CREATE TABLE self_assessment (
    assessed_on   DATE NOT NULL,
    item          VARCHAR NOT NULL,         -- 'NI1.1' …, or the component '1' … '5'
    level         INTEGER NOT NULL,         -- 1 Starting … 5 Improving and sustaining
    assessor_role VARCHAR,
    assessor      INTEGER,                  -- 1, 2 … within one file, where several had one role; nobody's number
    directorate   VARCHAR                   -- NULL: the whole trust
);

-- One row per objective ("true north") and stretch of time, of the trust or of one directorate.
CREATE TABLE objective (
    objective   VARCHAR NOT NULL,           -- as registers name it
    description VARCHAR,
    owner_role  VARCHAR,                    -- a role, never a name
    directorate VARCHAR,                    -- NULL: the whole trust's
    valid_from  DATE,                       -- NULL: since before our data begin
    valid_to    DATE                        -- last day; NULL: still so
);

-- One row per thing that happened to the trust or to one directorate and may explain a change.
CREATE TABLE event (
    title       VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,           -- 'programme', 'readiness work', 'restructure', 'question change', 'leadership change', 'other'
    began_on    DATE NOT NULL,
    ended_on    DATE,
    directorate VARCHAR,                    -- NULL: the whole trust
    agreed_on   DATE,                       -- when this date was fixed; before the results were known, or nothing can be claimed by it
    agreed_by   VARCHAR                     -- in which role; never a name
);

-- One row per case study that was shared.
CREATE TABLE case_study (
    case_study_id VARCHAR NOT NULL,         -- its number, or its title where it has none
    title         VARCHAR NOT NULL,
    directorate   VARCHAR,                  -- NULL: the whole trust
    project_id    VARCHAR,
    staff_group   VARCHAR,
    published_on  DATE NOT NULL,
    summary       VARCHAR,
    link          VARCHAR                   -- web address
);

-- One row per survey about one named change and directorate: means of the answers, never one person's.
CREATE TABLE change_readiness (
    period      VARCHAR NOT NULL,           -- day and change, '2026-09-28 Care without paper': a wave of its own
    change      VARCHAR NOT NULL,
    asked_on    DATE NOT NULL,
    directorate VARCHAR NOT NULL,
    respondents INTEGER,                    -- NULL where withheld or not given
    commitment  DOUBLE,                     -- 1-5; NULL where withheld at source
    efficacy    DOUBLE                      -- 1-5; NULL where withheld at source
);
