-- 10,000 cells with 10 runs each: of the first 200 cells the last run is being imported, of the next 200 it waits.
INSERT INTO cell(id, name, published, updated, generation, generation_blob, epoch)
  SELECT 'cell' || i, 'name' || i, 0, 0, i * 10 - 1, 'generation' || i, i FROM generate_series(1, 10000) i;

INSERT INTO blob(name, cell_id, kind, run, attempt, state, bytes, sha256, staged_at, touched_at)
  SELECT 'snapshot' || i, 'cell' || i, 'SNAPSHOT', NULL, NULL, 'LIVE', 4, '00ff', 0, 0 FROM generate_series(1, 10000) i
  UNION ALL
  SELECT 'generation' || i, 'cell' || i, 'GENERATION', i * 10 - 1, 1, 'LIVE', 4, '00ff', 0, 0
    FROM generate_series(1, 10000) i;

INSERT INTO snapshot(cell_id, file_name, version, created, updated, content_type, size, sha256, blob)
  SELECT 'cell' || i, 'snap.zip', 1, 0, 0, 'application/zip', 4, '00ff', 'snapshot' || i FROM generate_series(1, 10000) i;

INSERT INTO access_row(blob, ordinal, kind, key_hash, id_hash, key, id, source)
  SELECT 'generation' || i, n, 'ACCOUNT', sha256(convert_to(i || '/' || n, 'UTF8')), NULL, '\x00', '\x00', '\x00'
    FROM generate_series(1, 10000) i, generate_series(1, 10) n;

INSERT INTO import_run(number, import_id, cell_id, cell_name, snapshot, snapshot_sha256, snapshot_blob, validate_only,
    started_by, started_at, ignored_entries, attempt, state, done_bytes, total_bytes, done_entries, recorded_at,
    finished_at, summary, owner, boot, lease_until, epoch)
  SELECT number, 'import' || number, 'cell' || cell, 'name' || cell, 'snap', '00ff', 'snapshot' || cell, false,
      'tester', 0, 0, 1, state, 0, 1000, 0, 0,
      CASE WHEN state NOT IN ('Importing', 'Accepted') THEN 1 END,
      CASE WHEN state = 'Completed' THEN '{"entities":{},"files":0,"fileBytes":0,"danglingReferences":0}' END,
      CASE WHEN state = 'Importing' THEN 'others' END,
      CASE WHEN state = 'Importing' THEN 'others' END,
      CASE WHEN state = 'Importing' THEN now_ms() + 3600000 END,
      10000 + number
    FROM (
      SELECT number, (number + 9) / 10 AS cell,
          CASE WHEN number % 10 = 9 THEN 'Completed'
               WHEN number % 10 <> 0 THEN 'Failed'
               WHEN number <= 2000 THEN 'Importing'
               WHEN number <= 4000 THEN 'Accepted'
               ELSE 'Cancelled' END AS state
        FROM generate_series(1, 100000) number) runs;

UPDATE epoch SET n = 200000, last_run = 100000;
