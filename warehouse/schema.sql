-- A published snapshot: everything here is safe to show to somebody; roles only take away.

-- One row: what this snapshot is.
CREATE TABLE about (
    version       VARCHAR NOT NULL,   -- sequence and hash of uploads, code and settings
    sequence      INTEGER NOT NULL,
    published_at  TIMESTAMP NOT NULL, -- UTC
    published_by  VARCHAR NOT NULL,
    trust_name    VARCHAR NOT NULL,
    is_fictitious BOOLEAN NOT NULL,
    last_wave     VARCHAR,            -- newest yearly survey, '2025'
    register_on   DATE,               -- the day the newest register describes
    last_month    VARCHAR,            -- newest month of registers, '2026-10'
    peers         VARCHAR             -- whose organisations the peer lines are
);

-- One row per indicator, period, group and weighting. Composites and their pillars are
-- indicators too: 'readiness', 'readiness.N1', 'three_e', 'three_e.equality'.
CREATE TABLE value (
    indicator      VARCHAR NOT NULL,
    period         VARCHAR NOT NULL,
    breakdown      VARCHAR NOT NULL,  -- one of metrics.indicator.BREAKDOWNS
    division       VARCHAR NOT NULL,  -- '' where not by this
    directorate    VARCHAR NOT NULL,
    staff_group    VARCHAR NOT NULL,
    band           VARCHAR NOT NULL,
    characteristic VARCHAR NOT NULL,
    weighting      VARCHAR NOT NULL,  -- 'unweighted', 'weighted', '' outside the survey
    status         VARCHAR NOT NULL,  -- 'shown', 'withheld', 'insufficient'
    value          DOUBLE,            -- in the form shown: below the trust rounded, NULL unless shown
    bound          VARCHAR NOT NULL,  -- 'under' or 'over' where only so much may be said; else ''
    lower          DOUBLE,            -- 95 % interval
    upper          DOUBLE,
    n              INTEGER,           -- people or projects it rests on; below the trust to the nearest 5
    n_in_words     VARCHAR,           -- '300', 'about 300'
    known_of       INTEGER,           -- n and those of which the answer is not known; NULL: nobody is left out
    trust_value    DOUBLE,            -- the trust on the same basis, where this is a part of it
    against_trust  VARCHAR NOT NULL,  -- 'better', 'much better', 'worse', 'much worse', '' cannot be told apart
    compared_with  VARCHAR,           -- the period before
    change         DOUBLE,
    change_lower   DOUBLE,
    change_upper   DOUBLE,
    verdict        VARCHAR NOT NULL,  -- 'improved', 'no clear change', 'worse', 'cannot say', '' none
    reason         VARCHAR NOT NULL,  -- why it cannot be said or is not shown; '' otherwise
    expected_change DOUBLE,           -- how far it would have come back by chance alone (metrics/pooling.py)
    drawn_in       DOUBLE,            -- the value drawn towards its breakdown's mean, for comparing sizes
    trend          DOUBLE,            -- change a year over the comparable waves up to this one, and its interval
    trend_lower    DOUBLE,
    trend_upper    DOUBLE,
    trend_since    VARCHAR NOT NULL,  -- the first of those waves; '' where there are fewer than three
    trend_verdict  VARCHAR NOT NULL,  -- 'improved', 'no clear change', 'worse', '' none
    organisations  INTEGER,           -- peers: how many, and their quartiles, on the same basis only
    peer_lower     DOUBLE,
    peer_median    DOUBLE,
    peer_upper     DOUBLE,
    centre         DOUBLE,            -- control chart: mean and process limits
    limit_lower    DOUBLE,
    limit_upper    DOUBLE,
    limits_since   VARCHAR NOT NULL,  -- control chart: the month from which these limits are worked out
    limits_reason  VARCHAR NOT NULL,  -- anew, and why: as the unit became another, or as it was chosen
    target         DOUBLE,            -- control chart: what was aimed at in that month
    assurance      VARCHAR NOT NULL,  -- newest month with a target: 'pass', 'fail', 'inconsistent'
    mark           VARCHAR NOT NULL,  -- control chart: 'improvement', 'concern', 'ordinary', '' no chart
    rule           VARCHAR NOT NULL,  -- control chart: the rule that fired, in words
    worst_group    VARCHAR NOT NULL,  -- with a least-reached indicator: which staff group
    basis          VARCHAR NOT NULL   -- in words: 'survey, weighted by occupation' …
);

-- One row per indicator that nothing was uploaded for, and what it needs.
CREATE TABLE not_collected (
    indicator VARCHAR NOT NULL,
    needs     VARCHAR NOT NULL
);

-- One row per part of a composite, period and group: how the number is made.
CREATE TABLE composite_part (
    composite   VARCHAR NOT NULL,
    pillar      VARCHAR NOT NULL,
    indicator   VARCHAR NOT NULL,
    period      VARCHAR NOT NULL,
    breakdown   VARCHAR NOT NULL,
    division    VARCHAR NOT NULL,
    directorate VARCHAR NOT NULL,
    value       DOUBLE,
    score       DOUBLE,              -- 0-100 between the goalposts; NULL where there is no value
    is_truncated BOOLEAN NOT NULL,
    index_without DOUBLE,            -- the index as it would be without this part; NULL: too little left
    weight      DOUBLE NOT NULL
);

-- One row per composite, period, group and band: the chance of lying in it.
CREATE TABLE band_chance (
    composite   VARCHAR NOT NULL,
    period      VARCHAR NOT NULL,
    breakdown   VARCHAR NOT NULL,
    division    VARCHAR NOT NULL,
    directorate VARCHAR NOT NULL,
    band        VARCHAR NOT NULL,
    chance      DOUBLE NOT NULL      -- 0-1
);

-- One row per directorate that exists or existed.
CREATE TABLE directorate (
    directorate VARCHAR NOT NULL,
    division    VARCHAR NOT NULL,
    valid_from  DATE,
    valid_to    DATE,
    became      VARCHAR,
    headcount   INTEGER              -- newest snapshot
);

-- One row per name that a directorate has or had, from the day it had it: where it leads today.
CREATE TABLE directorate_name (
    called      VARCHAR NOT NULL,
    valid_from  DATE,
    directorate VARCHAR NOT NULL     -- '' where it became several
);

-- One row per project on the register; no names of people.
CREATE TABLE project (
    project_id       VARCHAR NOT NULL,
    title            VARCHAR NOT NULL,
    directorate      VARCHAR NOT NULL,
    lead_staff_group VARCHAR,
    objective        VARCHAR,
    started_on       DATE NOT NULL,
    ended_on         DATE,
    status           VARCHAR NOT NULL,
    updated_on       DATE,
    has_coach        BOOLEAN,
    is_measured      BOOLEAN,
    is_live          BOOLEAN NOT NULL, -- at the newest register's date
    last_cycle_on    DATE,
    cycles           INTEGER NOT NULL, -- in the PDSA log; then the features of practice it shows,
    is_documented      BOOLEAN,        -- NULL where it does not tell (metrics/views.sql)
    is_iterative       BOOLEAN,
    is_predicted       BOOLEAN,
    began_small        BOOLEAN,
    has_data_over_time BOOLEAN,
    needs            VARCHAR NOT NULL  -- what it needs from its lead: 'stale', 'stuck', 'no coach', 'no measures', ''
);

-- One row per staff group and band group of the whole trust: who has improvement training (level 1
-- or above) at the end of the newest month. Counts of people, not opinions.
CREATE TABLE training_reach (
    period      VARCHAR NOT NULL,
    staff_group VARCHAR NOT NULL,    -- '' not known
    bands       VARCHAR NOT NULL,    -- '1 to 4', '5 to 7', '8a and above', 'other', '' not known
    trained     INTEGER NOT NULL,
    headcount   INTEGER NOT NULL     -- at the newest snapshot
);

-- At most one row: what became of those first trained 6 to 17 months before the newest month's end.
-- Each number is of people of the whole trust and holds the next.
CREATE TABLE after_training (
    period    VARCHAR NOT NULL,
    trained   INTEGER NOT NULL,
    on_team   INTEGER NOT NULL,      -- of a project, at any time in the 180 days from that course
    tested    INTEGER NOT NULL,      -- a project of theirs has tested a change so far
    shared    INTEGER NOT NULL       -- and one of those has a case study
);

-- One row per directorate and staff group: headcount at the newest snapshot.
CREATE TABLE staff_mix (
    directorate VARCHAR NOT NULL,
    staff_group VARCHAR NOT NULL,    -- '' not known
    headcount   INTEGER NOT NULL
);

-- One row per directorate, way of counting and answer: how many projects (warehouse/project_facts.py).
CREATE TABLE project_count (
    counted     VARCHAR NOT NULL,    -- 'stage', 'source', 'lead', 'objective', 'practice', 'progress'
    directorate VARCHAR NOT NULL,    -- '' the whole trust
    answer      VARCHAR NOT NULL,
    projects    INTEGER NOT NULL,
    known       INTEGER NOT NULL     -- of how many it is known
);

-- One row per objective in force at the newest register's date.
CREATE TABLE objective (
    objective     VARCHAR NOT NULL,
    directorate   VARCHAR NOT NULL,  -- '' the whole trust's
    description   VARCHAR,
    owner_role    VARCHAR,
    live_projects INTEGER NOT NULL
);

-- One row per directorate and other with live projects in which both take part, both ways round.
CREATE TABLE works_together (
    directorate      VARCHAR NOT NULL,
    with_directorate VARCHAR NOT NULL,
    projects         INTEGER NOT NULL,
    weight           DOUBLE NOT NULL -- each shared project counts 1 / (its directorates - 1)
);

-- One row per component, day, role of assessors and directorate: the trust's own judgement.
CREATE TABLE self_assessed (
    component     VARCHAR NOT NULL,  -- 'N1' … 'N5'
    assessed_on   DATE NOT NULL,
    assessor_role VARCHAR NOT NULL,
    directorate   VARCHAR NOT NULL,  -- '' the whole trust
    level         DOUBLE NOT NULL,   -- median of all levels given to its items, 1-5
    items         INTEGER NOT NULL,
    level_1       INTEGER NOT NULL,  -- how often each level was given
    level_2       INTEGER NOT NULL,
    level_3       INTEGER NOT NULL,
    level_4       INTEGER NOT NULL,
    level_5       INTEGER NOT NULL,
    spread        DOUBLE             -- levels between the middle half of the assessors of an item, the
                                     -- median of its items; NULL unless at least three judged an item
);

-- One row per thing that happened and may explain a change.
CREATE TABLE event (
    title       VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,    -- 'programme', 'readiness work', 'restructure', 'question change', 'leadership change', 'other'
    began_on    DATE NOT NULL,
    ended_on    DATE,
    directorate VARCHAR NOT NULL,    -- '' the whole trust
    agreed_on   DATE,                -- when this date was fixed
    agreed_by   VARCHAR              -- in which role
);

-- One row per piece of culture work and indicator: what came after it (metrics/culture_work.py).
CREATE TABLE culture_work (
    title         VARCHAR NOT NULL,
    began_on      DATE NOT NULL,
    directorate   VARCHAR NOT NULL,  -- '' the whole trust
    indicator     VARCHAR NOT NULL,
    period        VARCHAR,           -- the survey after it, or the last month
    compared_with VARCHAR NOT NULL,  -- the survey before it, or the month in which it began
    own           DOUBLE,            -- change beyond what chance alone gives back
    elsewhere     DOUBLE,            -- mean of the same where there was no such work
    difference    DOUBLE,            -- own less elsewhere, and its 95 % interval
    lower         DOUBLE,
    upper         DOUBLE,
    compared      INTEGER,           -- how many directorates elsewhere
    larger        INTEGER,           -- how many of them changed at least as much
    said          VARCHAR NOT NULL,  -- 'more', 'no clear difference', 'less', '' monthly, or cannot be said
    step          DOUBLE,            -- monthly: the step at the date, and the bend a month after it
    step_lower    DOUBLE,
    step_upper    DOUBLE,
    bend          DOUBLE,
    bend_lower    DOUBLE,
    bend_upper    DOUBLE,
    months_before INTEGER,
    months_after  INTEGER,
    reason        VARCHAR NOT NULL   -- why nothing can be said; '' otherwise
);

-- One row per score, survey, design and directorate: training beside the score's change (metrics/training_dose.py).
CREATE TABLE training_dose (
    indicator     VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,  -- the survey
    compared_with VARCHAR NOT NULL,  -- the survey before it
    design        VARCHAR NOT NULL,  -- 'training before', or the placebo 'training after'
    directorate   VARCHAR NOT NULL,
    trained_from  VARCHAR NOT NULL,  -- the year of training, from month to month
    trained_to    VARCHAR NOT NULL,
    dose          DOUBLE NOT NULL,   -- percentage points more trained, and its 95 % interval
    dose_lower    DOUBLE,
    dose_upper    DOUBLE,
    change        DOUBLE NOT NULL,   -- of the score, and its 95 % interval
    change_lower  DOUBLE,
    change_upper  DOUBLE
);

-- One row per score, survey and design: how the two go together over the directorates.
CREATE TABLE dose_link (
    indicator     VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    compared_with VARCHAR NOT NULL,
    design        VARCHAR NOT NULL,
    trained_from  VARCHAR NOT NULL,
    trained_to    VARCHAR NOT NULL,
    directorates  INTEGER NOT NULL,
    correlation   DOUBLE,            -- -1 to 1
    chance_lower  DOUBLE,            -- where it lies 19 times in 20 if directorates are shuffled
    chance_upper  DOUBLE,
    without_one   DOUBLE,            -- the correlation nearest to nought without one of them
    said          VARCHAR NOT NULL,  -- 'go together', 'go against each other', 'no clear link', '' cannot be said
    reason        VARCHAR NOT NULL   -- why it cannot be said; '' otherwise
);

-- One row per upload, dataset, period and directorate: what it brought and where it stands.
CREATE TABLE coverage (
    upload_id   VARCHAR NOT NULL,
    dataset     VARCHAR NOT NULL,
    period      VARCHAR NOT NULL,
    directorate VARCHAR NOT NULL,    -- '' the whole trust, or not by directorate
    measure     VARCHAR NOT NULL,    -- survey only, and so are the next two
    breakdown   VARCHAR NOT NULL,    -- which kind of line: 'trust', 'directorate', 'staff_group' …
    weighting   VARCHAR NOT NULL,    -- 'weighted' or 'unweighted'
    sheet       VARCHAR,
    first_row   INTEGER NOT NULL,
    last_row    INTEGER NOT NULL,
    rows        INTEGER NOT NULL
);

-- One row per dataset, period and directorate of which something came in: when it first did, even
-- where a later upload restated it.
CREATE TABLE arrival (
    dataset           VARCHAR NOT NULL,
    period            VARCHAR NOT NULL,
    directorate       VARCHAR NOT NULL,  -- '' the whole trust, or not by directorate
    first_uploaded_at TIMESTAMP NOT NULL -- UTC
);

-- One row per upload that counts in this snapshot.
CREATE TABLE upload (
    upload_id   VARCHAR NOT NULL,
    dataset     VARCHAR NOT NULL,
    layout      VARCHAR NOT NULL,
    file_name   VARCHAR NOT NULL,
    rows        INTEGER NOT NULL,
    rows_held   INTEGER NOT NULL,
    uploaded_by VARCHAR NOT NULL,
    uploaded_at TIMESTAMP NOT NULL
);
