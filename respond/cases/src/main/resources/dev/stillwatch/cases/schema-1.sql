CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  revision BIGINT NOT NULL,
  state TEXT NOT NULL,
  opened BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  closed BIGINT,
  assignee TEXT,
  merged_into TEXT,
  split_from TEXT,
  verdict TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  exchanges BIGINT NOT NULL
);
CREATE TABLE case_account (
  case_id TEXT NOT NULL REFERENCES cases (id),
  account TEXT NOT NULL,
  joined_at BIGINT NOT NULL,
  left_at BIGINT,
  PRIMARY KEY (case_id, account)
);
CREATE INDEX case_account_by_account ON case_account (account);
CREATE TABLE assessment (
  case_id TEXT NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL,
  assessed BIGINT NOT NULL,
  campaign_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
);
CREATE TABLE case_event (
  case_id TEXT NOT NULL REFERENCES cases (id),
  revision BIGINT NOT NULL,
  happened BIGINT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX case_event_by_case ON case_event (case_id);
CREATE TABLE action (
  id TEXT PRIMARY KEY,
  revision BIGINT NOT NULL,
  case_id TEXT REFERENCES cases (id),
  status TEXT NOT NULL,
  kind TEXT NOT NULL,
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  decision TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  undone_by TEXT,
  undone_at BIGINT,
  undone_why TEXT
);
CREATE INDEX action_by_revision ON action (revision);
CREATE INDEX action_by_case ON action (case_id);
CREATE INDEX action_by_status ON action (status);
CREATE TABLE action_account (
  action_id TEXT NOT NULL REFERENCES action (id),
  account TEXT NOT NULL,
  released_at BIGINT,
  PRIMARY KEY (action_id, account)
);
CREATE TABLE approval (
  action_id TEXT NOT NULL REFERENCES action (id),
  who TEXT NOT NULL,
  approved BIGINT NOT NULL
);
CREATE INDEX approval_by_action ON approval (action_id);
CREATE TABLE feedback (
  number BIGINT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  finding TEXT NOT NULL,
  whole_case INTEGER NOT NULL,
  assessment TEXT NOT NULL,
  who TEXT NOT NULL,
  found BIGINT NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX feedback_by_case ON feedback (case_id);
CREATE TABLE feedback_account (
  number BIGINT NOT NULL REFERENCES feedback (number),
  account TEXT NOT NULL,
  PRIMARY KEY (account, number)
);
CREATE INDEX feedback_account_by_number ON feedback_account (number);
CREATE TABLE case_key (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  wrapped TEXT NOT NULL
);
CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  account TEXT NOT NULL,
  exchanged BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  keep_until BIGINT NOT NULL,
  parts TEXT NOT NULL,
  commitment TEXT NOT NULL,
  sealed TEXT,
  purged BIGINT
);
CREATE INDEX evidence_by_case ON evidence (case_id, account);
CREATE TABLE reveal (
  evidence_id TEXT NOT NULL REFERENCES evidence (id),
  revision BIGINT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  revealed BIGINT NOT NULL
);
CREATE INDEX reveal_by_evidence ON reveal (evidence_id);
CREATE TABLE audit (
  number BIGINT PRIMARY KEY,
  type TEXT NOT NULL,
  salt TEXT NOT NULL,
  body TEXT NOT NULL,
  delivered INTEGER NOT NULL
);
CREATE INDEX audit_waiting ON audit (delivered, number)
