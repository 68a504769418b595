"""take-next over HTTP (token, DRF, event), compared with pgbench and the same UPDATE.

The limit uses a copy of the table with the same index, but without triggers.
"""

import re
import subprocess
import tempfile
from pathlib import Path

import psycopg

from benchmarks.desk import BenchDesk
from benchmarks.load import rate
from benchmarks.results import Measurement, measurement
from factcheck.embedded.engines import _program

RUNS = 3
QUEUED = 20_000
SECONDS = 4

FILL = """
WITH claimed AS (
    INSERT INTO claims_claim (text, claimant_id, said_where, why, compared_with, docket,
                              filed_by_id)
    SELECT 'Bench claim number ' || n, (SELECT min(id) FROM claims_claimant), '', '', '', '',
           (SELECT min(id) FROM accounts_user) FROM generate_series(1, %(n)s) n
    RETURNING id
), queued AS (
    INSERT INTO reviews_review (claim_id, state, priority, queued_by_id, parked_for, sent_back,
                                retract_note, retract_text, drop_reason, origins_due)
    SELECT id, 'queued', id %% 100, (SELECT min(id) FROM accounts_user), '', '', '', '',
           '', false
    FROM claimed RETURNING id
)
INSERT INTO reviews_draft (review_id, version, conclusion, body)
SELECT id, 1, '', '' FROM queued
"""
BARE_TABLE = """
DROP TABLE IF EXISTS bare_review;
CREATE TABLE bare_review WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01,
                               autovacuum_vacuum_cost_delay = 0)
    AS SELECT * FROM reviews_review WHERE state = 'queued';
ALTER TABLE bare_review ADD PRIMARY KEY (id);
CREATE INDEX bare_next ON bare_review (priority DESC, due_at ASC NULLS LAST, id)
    WHERE state = 'queued';
GRANT SELECT, UPDATE ON bare_review TO factcheck_app;
"""
SAME_UPDATE = """
UPDATE bare_review SET state = 'evidence', state_since = now(), holder_id = 1, taken_at = now(),
    lease_until = now() + interval '20 minutes', written_at = NULL, idle_since = NULL
WHERE id = (SELECT id FROM bare_review WHERE state = 'queued'
            ORDER BY priority DESC, due_at ASC NULLS LAST, id LIMIT 1
            FOR NO KEY UPDATE SKIP LOCKED)
RETURNING id, claim_id;
"""


def measurements(desk: BenchDesk) -> list[Measurement]:
    """Measure takes per second at 8 connections, compared with pgbench in the same run.

    `take-next` requests the short response (`Prefer: return=minimal`), `take-next-whole` the
    whole review with its moves, evidence and history.
    """
    urls = desk.environment
    with psycopg.connect(urls["DATABASE_URL"], autocommit=True) as app:
        app.execute(FILL, {"n": QUEUED * RUNS})
    short, whole, limits = [], [], []
    with psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for _ in range(RUNS):
            owner.execute("VACUUM ANALYZE reviews_review")
            short.append(_takes(desk, prefer="return=minimal"))
            owner.execute(BARE_TABLE)
            owner.execute("VACUUM ANALYZE bare_review")
            limits.append(_pgbench(urls["DATABASE_URL"]))
            whole.append(_takes(desk))
        owner.execute("DROP TABLE bare_review")
    return [
        measurement("take-next", short, limits, unit="takes/s"),
        measurement("take-next-whole", whole, limits, unit="takes/s"),
    ]


def _takes(desk: BenchDesk, *, prefer: str = "") -> float:
    url = f"{desk.url}/api/reviews/take-next/"
    token = desk.token("checker")
    return rate(url, method="POST", token=token, prefer=prefer, seconds=SECONDS)


def _pgbench(url: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(SAME_UPDATE)
        script.flush()
        Path(script.name).chmod(0o644)
        command = [str(_program("pgbench")), "-n", "-M", "prepared", "-f", script.name]
        command += ["-c", "8", "-j", "2", "-T", str(SECONDS), url]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])
