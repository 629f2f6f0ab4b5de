ALTER TABLE cases ADD COLUMN accounts BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET accounts =
  (SELECT COUNT(*) FROM case_account a WHERE a.case_id = cases.id AND a.left_at IS NULL);
ALTER TABLE cases ADD COLUMN waiting BIGINT;
UPDATE cases SET waiting = opened WHERE state IN ('NEW', 'OPEN');
ALTER TABLE cases ADD COLUMN daily DOUBLE PRECISION NOT NULL DEFAULT 0;
DROP INDEX case_account_by_account;
CREATE INDEX case_account_by_name ON case_account (account <by_code_point>);
CREATE INDEX action_account_by_name ON action_account (account <by_code_point>);
CREATE INDEX evidence_by_name ON evidence (account <by_code_point>);
CREATE INDEX action_proposed ON action (case_id, starts) WHERE status = 'PROPOSED'
