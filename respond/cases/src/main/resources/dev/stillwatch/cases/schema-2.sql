CREATE INDEX case_account_current ON case_account (case_id) WHERE left_at IS NULL
