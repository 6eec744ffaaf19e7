-- A register as the first release made it (PRAGMA user_version = 0).
CREATE TABLE upload (
    number INTEGER NOT NULL PRIMARY KEY,
    upload_id VARCHAR NOT NULL UNIQUE,
    dataset VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    sheet VARCHAR,
    heading_row INTEGER,
    rows INTEGER NOT NULL,
    rows_held INTEGER NOT NULL,
    uploaded_by VARCHAR NOT NULL,
    uploaded_at VARCHAR NOT NULL,
    state VARCHAR NOT NULL
);
CREATE TABLE publication (
    sequence INTEGER NOT NULL PRIMARY KEY,
    version VARCHAR NOT NULL,
    published_by VARCHAR NOT NULL,
    published_at VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    seconds VARCHAR NOT NULL
);
CREATE TABLE alias (
    kind VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    said_on VARCHAR NOT NULL,
    PRIMARY KEY (kind, written)
);
CREATE TABLE heading (
    dataset VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    "column" VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    said_on VARCHAR NOT NULL,
    PRIMARY KEY (dataset, written)
);
CREATE TABLE person (
    person_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    directorates VARCHAR NOT NULL,
    PRIMARY KEY (person_id, role)
);
INSERT INTO alias VALUES ('directorate', 'Surg', 'Surgery', 'Jo Marsh', '2026-10-01');
INSERT INTO person VALUES ('jo', 'Jo Marsh', 'improvement team', '');
