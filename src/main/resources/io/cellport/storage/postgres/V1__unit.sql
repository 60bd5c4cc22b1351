-- The tables of a clustered unit. What one node writes is read by nodes of the version before and after, so later
-- migrations only add. Times are milliseconds since 1970 by the clock of the database, which is the only clock that counts.
--
-- Each change of an answer is one call of a function below, in a transaction of its own: a node that freezes in the
-- middle of a transaction would hold the row "epoch" and stop all others. Locks are taken in this order: epoch, cell.

create function now_ms() returns bigint language sql volatile as
$$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$;

-- One row. Every transaction that changes an answer adds 1 to n and stamps what it changes with the result. The lock on
-- the row is held until the commit, so epochs become visible in their order and without gaps.
create table epoch(
  one boolean primary key default true check (one),
  n bigint not null,
  last_run bigint not null) with (fillfactor = 20);
insert into epoch(n, last_run) values (1, 0);

create function bump() returns bigint language sql volatile as
$$ update epoch set n = n + 1 returning n $$;

-- "id" names the unit in its blob store; "schema.reader" is the lowest schema version that a program must know.
create table unit(key text primary key, value text not null);
insert into unit(key, value) values ('id', gen_random_uuid()::text), ('schema.reader', '1');

create table cell(
  id text collate "C" primary key,
  name text collate "C" not null,
  published bigint not null,
  updated bigint not null,
  generation bigint,
  generation_blob text,
  deleted_at bigint,
  epoch bigint not null);
create unique index cell_name on cell(name) where deleted_at is null;
create index cell_epoch on cell(epoch);

create table import_run(
  number bigint primary key,
  import_id text collate "C" not null unique,
  cell_id text collate "C" not null references cell(id),
  cell_name text not null,
  snapshot text not null,
  snapshot_sha256 text not null,
  snapshot_blob text,
  validate_only boolean not null,
  started_by text not null,
  started_at bigint not null,
  ignored_entries bigint,
  attempt int not null,
  state text not null,
  done_bytes bigint not null,
  total_bytes bigint not null,
  done_entries bigint not null,
  begun_at bigint,
  recorded_at bigint not null,
  finished_at bigint,
  error_code text,
  error_text text,
  error_entry text,
  error_line bigint,
  summary text,
  claims int not null default 0,
  failures int not null default 0,
  owner text,
  boot text,
  lease_until bigint,
  epoch bigint not null);
create unique index import_run_active on import_run(cell_id)
  where state in ('Accepted', 'Importing', 'Activating', 'Interrupted');
create index import_run_waiting on import_run(number)
  where state in ('Accepted', 'Importing', 'Activating', 'Interrupted');
create index import_run_cell on import_run(cell_id, number);
create index import_run_epoch on import_run(epoch);
create index import_run_finished on import_run(finished_at) where finished_at is not null;
create index import_run_boot on import_run(boot)
  where state in ('Accepted', 'Importing', 'Activating', 'Interrupted');

create table export_run(
  number bigint generated always as identity primary key,
  export_id text collate "C" not null unique,
  cell_id text collate "C" not null references cell(id),
  cell_name text not null,
  name text not null,
  started_by text not null,
  started_at bigint not null,
  attempt int not null,
  state text not null,
  done_bytes bigint not null,
  total_bytes bigint not null,
  done_entries bigint not null,
  begun_at bigint,
  finished_at bigint,
  error_code text,
  error_text text,
  summary text,
  size bigint,
  sha256 text,
  owner text not null,
  boot text not null,
  lease_until bigint not null);
create unique index export_run_active on export_run(cell_id) where state in ('Accepted', 'Exporting');
create index export_run_lease on export_run(lease_until) where state in ('Accepted', 'Exporting');
create index export_run_cell on export_run(cell_id, number);
create index export_run_finished on export_run(finished_at) where finished_at is not null;

-- A blob counts by its row. The row is there before the first byte, and goes after the last one. A blob goes through the
-- states in their order and never back: STAGED while it is written, LIVE while something refers to it, DOOMED afterwards.
create table blob(
  name text collate "C" primary key,
  cell_id text collate "C" not null,
  kind text not null check (kind in ('SNAPSHOT', 'GENERATION')),
  run bigint,
  attempt int,
  state text not null check (state in ('STAGED', 'LIVE', 'DOOMED')),
  bytes bigint,
  sha256 text,
  staged_at bigint not null,
  touched_at bigint not null,
  doomed_at bigint);
create index blob_staged on blob(touched_at) where state = 'STAGED';
create index blob_doomed on blob(doomed_at, name) where state = 'DOOMED';
create index blob_cell on blob(cell_id) where state <> 'DOOMED';
create index blob_run on blob(run, attempt) where run is not null;

create table snapshot(
  cell_id text collate "C" not null references cell(id),
  file_name text collate "C" not null,
  version bigint not null,
  created bigint not null,
  updated bigint not null,
  content_type text not null,
  size bigint not null,
  sha256 text not null,
  blob text collate "C" not null references blob(name),
  primary key(cell_id, file_name));
create index snapshot_blob on snapshot(blob);

-- What access control needs of a generation: accounts, roles, the links between them, the access list of the cell. Bytes
-- where clients choose the text, because a text of PostgreSQL holds no zero byte and an index no long one. A hash is that
-- of blob, kind and text together: with a single column there is no other index that could be taken, also for a
-- generation that is not yet in the planner's statistics.
create table access_row(
  blob text collate "C" not null references blob(name) on delete cascade,
  kind text not null,
  ordinal bigint not null,
  key_hash bytea not null,
  id_hash bytea,
  id bytea not null,
  key bytea not null,
  source bytea not null,
  primary key(blob, kind, ordinal));
create unique index access_row_key on access_row(key_hash);
create unique index access_row_id on access_row(id_hash) where id_hash is not null;

create table token_key(
  kid text collate "C" primary key,
  public_pem text not null,
  private_sealed bytea not null,
  sign_from bigint not null,
  retire_at bigint);

create table node(
  id text collate "C" primary key,
  boot text not null,
  version text not null,
  seen_at bigint not null);

-- Keys ------------------------------------------------------------------------------------------------------------

-- Adds the first key of a unit, which signs at once. Of nodes that start at the same time only one adds its key.
create function add_first_key(p_kid text, p_public_pem text, p_private_sealed bytea) returns void
language plpgsql as $$
begin
  lock table token_key in share row exclusive mode;
  insert into token_key(kid, public_pem, private_sealed, sign_from)
    select p_kid, p_public_pem, p_private_sealed, 0 where not exists (select 1 from token_key);
end $$;

-- Adds a key, which signs after p_notice_ms; the others retire p_life_ms later, or when they were to before.
create function add_key(
  p_kid text, p_public_pem text, p_private_sealed bytea, p_notice_ms bigint, p_life_ms bigint) returns void
language plpgsql as $$
declare
  t bigint := now_ms();
begin
  lock table token_key in share row exclusive mode;
  delete from token_key where retire_at <= t;
  update token_key set retire_at = least(retire_at, t + p_notice_ms + p_life_ms);
  insert into token_key(kid, public_pem, private_sealed, sign_from)
    values (p_kid, p_public_pem, p_private_sealed, t + p_notice_ms);
end $$;

-- Cells -----------------------------------------------------------------------------------------------------------

create function create_cell(p_id text, p_name text) returns bigint language plpgsql as $$
declare
  e bigint := bump();
  t bigint := now_ms();
begin
  if exists (select 1 from cell where name = p_name and deleted_at is null) then
    raise exception using errcode = 'CPN09', message = 'name taken';
  end if;
  insert into cell(id, name, published, updated, epoch) values (p_id, p_name, t, t, e);
  return t;
end $$;

-- Refuses a change of a cell that is gone, or that an import or export holds; otherwise keeps the row of the cell to itself.
create function hold_cell(p_cell text) returns void language plpgsql as $$
begin
  perform 1 from cell where id = p_cell and deleted_at is null for no key update;
  if not found then
    raise exception using errcode = 'CPC04', message = 'cell gone';
  end if;
  if exists (select 1 from import_run
             where cell_id = p_cell and state in ('Accepted', 'Importing', 'Activating', 'Interrupted')) then
    raise exception using errcode = 'CPL09', message = 'cell import';
  end if;
  if exists (select 1 from export_run where cell_id = p_cell and state in ('Accepted', 'Exporting')) then
    raise exception using errcode = 'CPX09', message = 'cell export';
  end if;
end $$;

create function doom_blobs_of_cell(p_cell text) returns void language sql as $$
  update blob set state = 'DOOMED', doomed_at = now_ms() where cell_id = p_cell and state <> 'DOOMED'
$$;

create function delete_cell(p_cell text, p_only_empty boolean) returns boolean language plpgsql as $$
declare
  e bigint := bump();
begin
  if not exists (select 1 from cell where id = p_cell and deleted_at is null) then
    return false;
  end if;
  perform hold_cell(p_cell);
  if p_only_empty and (exists (select 1 from cell where id = p_cell and generation is not null)
                       or exists (select 1 from snapshot where cell_id = p_cell)) then
    raise exception using errcode = 'CPE09', message = 'cell not empty';
  end if;
  delete from snapshot where cell_id = p_cell;
  delete from import_run where cell_id = p_cell;
  delete from export_run where cell_id = p_cell;
  perform doom_blobs_of_cell(p_cell);
  update cell set deleted_at = now_ms(), generation = null, generation_blob = null, epoch = e where id = p_cell;
  return true;
end $$;

-- Snapshots -------------------------------------------------------------------------------------------------------

-- p_expected is the blob of the snapshot that the caller has looked at, null for none. Versions will not do: they begin
-- again with 1 after a deletion.
create function store_snapshot(
  p_cell text, p_file text, p_content_type text, p_blob text, p_size bigint, p_sha256 text, p_expected text,
  p_most bigint, out o_version bigint, out o_created bigint, out o_updated bigint) language plpgsql as $$
declare
  present snapshot;
begin
  perform hold_cell(p_cell);
  select * into present from snapshot where cell_id = p_cell and file_name = p_file;
  if present.blob is distinct from p_expected then
    raise exception using errcode = 'CPV12', message = 'snapshot changed';
  end if;
  if p_expected is null and (select count(*) from snapshot where cell_id = p_cell) >= p_most then
    raise exception using errcode = 'CPM00', message = 'too many snapshots';
  end if;
  update blob set state = 'LIVE', bytes = p_size, sha256 = p_sha256
    where name = p_blob and cell_id = p_cell and state = 'STAGED';
  if not found then
    raise exception using errcode = 'CPB10', message = 'blob gone';
  end if;
  o_version := coalesce(present.version, 0) + 1;
  o_updated := now_ms();
  o_created := coalesce(present.created, o_updated);
  insert into snapshot(cell_id, file_name, version, created, updated, content_type, size, sha256, blob)
    values (p_cell, p_file, o_version, o_created, o_updated, p_content_type, p_size, p_sha256, p_blob)
    on conflict (cell_id, file_name) do update set
      version = excluded.version, updated = excluded.updated, content_type = excluded.content_type,
      size = excluded.size, sha256 = excluded.sha256, blob = excluded.blob;
  update blob set state = 'DOOMED', doomed_at = now_ms() where name = present.blob and state = 'LIVE';
end $$;

create function delete_snapshot(p_cell text, p_file text, p_expected text) returns void language plpgsql as $$
begin
  perform hold_cell(p_cell);
  delete from snapshot where cell_id = p_cell and file_name = p_file and blob = p_expected;
  if not found then
    raise exception using errcode = 'CPV12', message = 'snapshot changed';
  end if;
  update blob set state = 'DOOMED', doomed_at = now_ms() where name = p_expected and state = 'LIVE';
end $$;

-- Imports ---------------------------------------------------------------------------------------------------------

create function accept_import(
  p_import_id text, p_cell text, p_cell_name text, p_snapshot text, p_sha256 text, p_blob text, p_validate_only boolean,
  p_started_by text, p_ignored bigint, out o_number bigint, out o_started_at bigint) language plpgsql as $$
declare
  e bigint := bump();
begin
  update epoch set last_run = last_run + 1 returning last_run into o_number;
  perform hold_cell(p_cell);
  if not exists (select 1 from snapshot
                 where cell_id = p_cell and file_name = p_snapshot || '.zip' and blob = p_blob) then
    raise exception using errcode = 'CPS10', message = 'snapshot changed';
  end if;
  o_started_at := now_ms();
  insert into import_run(number, import_id, cell_id, cell_name, snapshot, snapshot_sha256, snapshot_blob, validate_only,
      started_by, started_at, recorded_at, ignored_entries, attempt, state, done_bytes, total_bytes, done_entries, epoch)
    values (o_number, p_import_id, p_cell, p_cell_name, p_snapshot, p_sha256, p_blob, p_validate_only, p_started_by,
      o_started_at, o_started_at, p_ignored, 1, 'Accepted', 0, 0, 0, e);
end $$;

-- Publishes the generation that an attempt has staged: blob, cell and run change together or not at all.
create function activate_generation(p_run import_run, p_epoch bigint) returns void language plpgsql as $$
declare
  staged text;
begin
  -- There are two if the answer to the first was lost.
  update blob set state = 'LIVE'
    where state = 'STAGED' and name = (
      select name from blob
      where run = p_run.number and attempt = p_run.attempt and kind = 'GENERATION' and state = 'STAGED'
        and bytes is not null
      order by touched_at desc, name limit 1)
    returning name into staged;
  if staged is null then
    raise exception using errcode = 'CPB10', message = 'blob gone';
  end if;
  update blob set state = 'DOOMED', doomed_at = now_ms()
    where name = (select generation_blob from cell where id = p_run.cell_id) and state = 'LIVE';
  update cell set generation = p_run.number, generation_blob = staged, updated = now_ms(), epoch = p_epoch
    where id = p_run.cell_id and deleted_at is null;
  if not found then
    raise exception using errcode = 'CPR23', message = 'run lost';
  end if;
end $$;

-- Records a step of a run. p_boot is the process that owns the run; a run that nobody owns can be recorded by anybody,
-- and so can a cancellation. At an end, "boot" becomes the process that has ended the run: if it repeats the same end,
-- because the answer to the first call was lost, nothing is done.
create function record_import(
  p_number bigint, p_lowest int, p_attempt int, p_boot text, p_state text, p_done_bytes bigint, p_total_bytes bigint,
  p_done_entries bigint, p_error_code text, p_error_text text, p_error_entry text, p_error_line bigint, p_summary text)
returns void language plpgsql as $$
declare
  is_end constant boolean := p_state in ('Completed', 'Failed', 'Cancelled');
  e bigint := case when is_end then bump() end;
  t bigint := now_ms();
  changed import_run;
begin
  if is_end and exists (select 1 from import_run
                        where number = p_number and attempt = p_attempt and state = p_state and boot = p_boot) then
    return;
  end if;
  update import_run set
      state = p_state,
      attempt = p_attempt,
      done_bytes = greatest(done_bytes, p_done_bytes),
      total_bytes = p_total_bytes,
      done_entries = greatest(done_entries, p_done_entries),
      begun_at = case when p_state = 'Importing' then coalesce(begun_at, t) else begun_at end,
      recorded_at = t,
      finished_at = case when is_end then t end,
      error_code = p_error_code, error_text = p_error_text, error_entry = p_error_entry, error_line = p_error_line,
      summary = p_summary,
      owner = case when p_state = 'Interrupted' then null else owner end,
      boot = case when is_end then p_boot when p_state = 'Interrupted' then null else boot end,
      lease_until = case when is_end or p_state = 'Interrupted' then null else lease_until end,
      epoch = coalesce(e, epoch)
    where number = p_number and attempt between p_lowest and p_attempt
      and (boot is null or boot = p_boot or p_state = 'Cancelled')
      and (state in ('Accepted', 'Importing', 'Interrupted') or (state = 'Activating' and p_state <> 'Cancelled'))
    returning * into changed;
  if not found then
    raise exception using errcode = 'CPR23', message = 'run lost';
  end if;
  if p_state = 'Completed' and not changed.validate_only then
    perform activate_generation(changed, e);
  end if;
  if is_end then
    update blob set state = 'DOOMED', doomed_at = t where run = p_number and state = 'STAGED';
  end if;
end $$;

-- Makes the run that built a cell's current content a failed one; returns it, or nothing if it is not the current one.
create function damage_import(p_cell text, p_number bigint, p_code text, p_text text)
returns setof import_run language plpgsql as $$
declare
  e bigint := bump();
  t bigint := now_ms();
begin
  return query update import_run set state = 'Failed', finished_at = t, recorded_at = t, error_code = p_code,
      error_text = p_text, epoch = e
    where number = p_number and cell_id = p_cell and state = 'Completed' and not validate_only
      and number = (select generation from cell where id = p_cell)
    returning *;
end $$;

-- Forgets old runs, a bounded number in each call, but of each cell not the last one that ended and counts for its status.
create function forget_imports(p_age_ms bigint) returns void language sql as $$
  delete from import_run where number in (
    select number from import_run r
    where finished_at < now_ms() - p_age_ms and number is distinct from (
      select max(number) from import_run d
      where d.cell_id = r.cell_id and not validate_only
        and state not in ('Accepted', 'Importing', 'Activating', 'Interrupted', 'Cancelled'))
    order by finished_at limit 10000 for update skip locked)
$$;

-- Gives a waiting run to a process, first its node's own of an earlier process, then the oldest. From now on only this
-- process can record steps of the run: "boot" is the fence, and the attempt that the process begins has the next number
-- (record_import). A process never gets a run that it still executes, because it excludes those: a thread that goes on too
-- long cannot pass for a later attempt. A run of its own that it does not execute comes from a claim whose answer was
-- lost. A run whose lease has run out counts a failure, one that was given back does not. A process whose node's name
-- another one has by now gets nothing: the two would take each run from one another until it has failed too often. Leases
-- that have run out count if p_take_over: after an outage their owners renew them first.
create function claim_import(p_node text, p_boot text, p_lease_ms bigint, p_exclude bigint[], p_take_over boolean)
returns setof import_run language sql as $$
  update import_run set
      state = case when state = 'Accepted' then 'Accepted' else 'Interrupted' end,
      claims = claims + 1,
      failures = failures + (case when owner is null then 0 else 1 end),
      owner = p_node, boot = p_boot, lease_until = now_ms() + p_lease_ms
    where number = (
      select number from import_run
      where state in ('Accepted', 'Importing', 'Activating', 'Interrupted')
        and (owner is null or (p_take_over and lease_until < now_ms()) or (owner = p_node and boot <> p_boot))
        and number <> all(p_exclude)
        and not exists (select 1 from node where id = p_node and boot <> p_boot)
      order by coalesce(owner = p_node, false) desc, number
      limit 1 for update skip locked)
    returning *
$$;

-- Renews the leases of runs and stores their progress and their last signs of life, so long ago each; returns the runs
-- that are still the caller's.
create function renew_imports(
  p_boot text, p_numbers bigint[], p_done_bytes bigint[], p_total_bytes bigint[], p_done_entries bigint[],
  p_silent_ms bigint[], p_lease_ms bigint) returns setof bigint language sql as $$
  update import_run r set
      lease_until = now_ms() + p_lease_ms,
      done_bytes = greatest(r.done_bytes, p.done_bytes),
      total_bytes = case when p.total_bytes > 0 then p.total_bytes else r.total_bytes end,
      done_entries = greatest(r.done_entries, p.done_entries),
      recorded_at = greatest(r.recorded_at, now_ms() - p.silent_ms)
    from unnest(p_numbers, p_done_bytes, p_total_bytes, p_done_entries, p_silent_ms)
      as p(number, done_bytes, total_bytes, done_entries, silent_ms)
    where r.number = p.number and r.boot = p_boot
      and r.state in ('Accepted', 'Importing', 'Activating', 'Interrupted')
    returning r.number
$$;

-- Gives back all runs of a process that stops.
create function release_imports(p_boot text) returns void language sql as $$
  update import_run set owner = null, boot = null, lease_until = null,
      state = case when state = 'Accepted' then 'Accepted' else 'Interrupted' end
    where boot = p_boot and state in ('Accepted', 'Importing', 'Activating', 'Interrupted')
$$;

-- Exports ---------------------------------------------------------------------------------------------------------

-- No export changes what polls are answered from memory, so none adds to the epoch. The process that accepts an export
-- executes it, and has the lease on it.
create function accept_export(
  p_export_id text, p_cell text, p_cell_name text, p_name text, p_started_by text, p_most bigint, p_node text,
  p_boot text, p_lease_ms bigint) returns setof export_run language plpgsql as $$
declare
  t bigint := now_ms();
begin
  perform hold_cell(p_cell);
  if exists (select 1 from snapshot where cell_id = p_cell and file_name = p_name || '.zip') then
    raise exception using errcode = 'CPF09', message = 'snapshot exists';
  end if;
  if (select count(*) from snapshot where cell_id = p_cell) >= p_most then
    raise exception using errcode = 'CPM00', message = 'too many snapshots';
  end if;
  return query insert into export_run(export_id, cell_id, cell_name, name, started_by, started_at, attempt, state,
      done_bytes, total_bytes, done_entries, owner, boot, lease_until)
    values (p_export_id, p_cell, p_cell_name, p_name, p_started_by, t, 1, 'Accepted', 0, 0, 0, p_node, p_boot,
      t + p_lease_ms)
    returning *;
end $$;

-- Records that an attempt begins, or, as 'Accepted', that its process gives the export back: the lease ends at once.
create function record_export(p_number bigint, p_boot text, p_state text, p_total_bytes bigint) returns void
language plpgsql as $$
begin
  update export_run set
      state = p_state,
      total_bytes = p_total_bytes,
      begun_at = case when p_state = 'Exporting' then coalesce(begun_at, now_ms()) else begun_at end,
      lease_until = case when p_state = 'Exporting' then lease_until else 0 end
    where number = p_number and boot = p_boot and state in ('Accepted', 'Exporting');
  if not found then
    raise exception using errcode = 'CPR23', message = 'run lost';
  end if;
end $$;

-- Ends an export, and puts its file into the snapshot area in the same transaction. Anybody may cancel. The same end is
-- recorded once: if a process repeats it, because the answer to the first call was lost, nothing is done.
create function end_export(
  p_number bigint, p_boot text, p_state text, p_done_bytes bigint, p_done_entries bigint, p_error_code text,
  p_error_text text, p_summary text, p_file text, p_content_type text, p_blob text, p_size bigint, p_sha256 text)
returns void language plpgsql as $$
declare
  t bigint := now_ms();
  ended export_run;
begin
  if exists (select 1 from export_run where number = p_number and boot = p_boot and state = p_state) then
    return;
  end if;
  update export_run set
      state = p_state, finished_at = t, done_bytes = greatest(done_bytes, p_done_bytes),
      done_entries = greatest(done_entries, p_done_entries), error_code = p_error_code, error_text = p_error_text,
      summary = p_summary, boot = p_boot,
      size = case when p_state = 'Completed' then p_size end,
      sha256 = case when p_state = 'Completed' then p_sha256 end
    where number = p_number and state in ('Accepted', 'Exporting') and (boot = p_boot or p_state = 'Cancelled')
    returning * into ended;
  if not found then
    raise exception using errcode = 'CPR23', message = 'run lost';
  end if;
  if p_blob is not null then
    update blob set state = 'LIVE', bytes = p_size, sha256 = p_sha256
      where name = p_blob and cell_id = ended.cell_id and state = 'STAGED';
    if not found then
      raise exception using errcode = 'CPB10', message = 'blob gone';
    end if;
    insert into snapshot(cell_id, file_name, version, created, updated, content_type, size, sha256, blob)
      values (ended.cell_id, p_file, 1, t, t, p_content_type, p_size, p_sha256, p_blob);
  end if;
end $$;

-- Renews the leases of exports and stores their progress; returns those that are still the caller's.
create function renew_exports(
  p_boot text, p_numbers bigint[], p_done_bytes bigint[], p_done_entries bigint[], p_lease_ms bigint)
returns setof bigint language sql as $$
  update export_run r set
      lease_until = now_ms() + p_lease_ms,
      done_bytes = greatest(r.done_bytes, p.done_bytes),
      done_entries = greatest(r.done_entries, p.done_entries)
    from unnest(p_numbers, p_done_bytes, p_done_entries) as p(number, done_bytes, done_entries)
    where r.number = p.number and r.boot = p_boot and r.state in ('Accepted', 'Exporting')
    returning r.number
$$;

-- Gives a process the exports whose processes have given them back or give no sign of life, and those of its node's earlier
-- process. One that had begun gets its next attempt. It never gets one that it still executes.
create function take_over_exports(p_node text, p_boot text, p_lease_ms bigint, p_exclude bigint[])
returns setof export_run language sql as $$
  update export_run set
      attempt = attempt + (case when state = 'Exporting' then 1 else 0 end),
      state = 'Accepted', owner = p_node, boot = p_boot, lease_until = now_ms() + p_lease_ms
    where number in (
      select number from export_run
      where state in ('Accepted', 'Exporting')
        and (lease_until < now_ms() or (owner = p_node and boot <> p_boot))
        and number <> all(p_exclude)
        and not exists (select 1 from node where id = p_node and boot <> p_boot)
      order by number limit 10 for update skip locked)
    returning *
$$;

create function forget_exports(p_age_ms bigint) returns void language sql as $$
  delete from export_run where number in (
    select number from export_run where finished_at < now_ms() - p_age_ms
    order by finished_at limit 10000 for update skip locked)
$$;

-- Blobs -----------------------------------------------------------------------------------------------------------

create function stage_blob(p_name text, p_cell text, p_kind text, p_run bigint, p_attempt int) returns void language sql as $$
  insert into blob(name, cell_id, kind, run, attempt, state, staged_at, touched_at)
    values (p_name, p_cell, p_kind, p_run, p_attempt, 'STAGED', now_ms(), now_ms())
$$;

-- Enters the blob of the generation that a process has built in the present attempt of its run; false for a dry run,
-- whose generation nobody will read.
create function stage_generation(p_name text, p_run bigint, p_boot text) returns boolean language plpgsql as $$
declare
  r import_run;
begin
  select * into r from import_run
    where number = p_run and boot = p_boot and state in ('Accepted', 'Importing', 'Activating', 'Interrupted');
  if not found then
    raise exception using errcode = 'CPR23', message = 'run lost';
  end if;
  if r.validate_only then
    return false;
  end if;
  perform stage_blob(p_name, r.cell_id, 'GENERATION', r.number, r.attempt);
  return true;
end $$;

-- Tells that a blob is still being written, or, with its length, that it is complete.
create function touch_blob(p_name text, p_bytes bigint, p_sha256 text) returns void language plpgsql as $$
begin
  update blob set touched_at = now_ms(), bytes = p_bytes, sha256 = p_sha256 where name = p_name and state = 'STAGED';
  if not found then
    raise exception using errcode = 'CPB10', message = 'blob gone';
  end if;
end $$;

-- Dooms a blob that its writer gives up; false if it became LIVE before.
create function give_up_blob(p_name text) returns boolean language plpgsql as $$
begin
  update blob set state = 'DOOMED', doomed_at = now_ms() where name = p_name and state = 'STAGED';
  return found or not exists (select 1 from blob where name = p_name and state = 'LIVE');
end $$;

-- Dooms what nobody will complete: generations of attempts that have ended, uploads without a sign of life. A blob that
-- somebody else changes at this moment is left for the next time.
create function doom_abandoned_blobs(p_silent_ms bigint) returns bigint language plpgsql as $$
declare
  doomed bigint;
begin
  update blob set state = 'DOOMED', doomed_at = now_ms() where name in (
    select name from blob b
      where state = 'STAGED' and (
        (kind = 'GENERATION' and not exists (
          select 1 from import_run r where r.number = b.run and r.attempt = b.attempt
            and r.state in ('Accepted', 'Importing', 'Activating', 'Interrupted')))
        or (kind = 'SNAPSHOT' and touched_at < now_ms() - p_silent_ms))
      for update skip locked);
  get diagnostics doomed = row_count;
  return doomed;
end $$;

-- Deletes the row of a blob whose bytes are gone, and before it p_most of its access rows; false as long as there are more.
create function forget_blob(p_name text, p_most bigint) returns boolean language plpgsql as $$
declare
  forgotten bigint;
begin
  delete from access_row where blob = p_name and ctid = any(array(
    select ctid from access_row where blob = p_name limit p_most));
  get diagnostics forgotten = row_count;
  if forgotten = p_most then
    return false;
  end if;
  delete from blob where name = p_name and state = 'DOOMED';
  return true;
end $$;

-- Nodes -----------------------------------------------------------------------------------------------------------

-- Enters or renews a node; false if another process of this name was seen within the time.
create function see_node(p_id text, p_boot text, p_version text, p_alive_ms bigint) returns boolean language plpgsql as $$
begin
  insert into node(id, boot, version, seen_at) values (p_id, p_boot, p_version, now_ms())
    on conflict (id) do update set boot = excluded.boot, version = excluded.version, seen_at = excluded.seen_at
    where node.boot = p_boot or node.seen_at < now_ms() - p_alive_ms;
  return found;
end $$;
