CREATE TABLE assessment_mark (
  case_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  accounts INTEGER NOT NULL,
  exchanges BIGINT NOT NULL,
  PRIMARY KEY (case_id, number),
  FOREIGN KEY (case_id, number) REFERENCES assessment (case_id, number)
)
