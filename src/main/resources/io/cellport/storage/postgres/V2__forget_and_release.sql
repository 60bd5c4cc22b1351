-- Cells that were deleted, and whose runs are not forgotten yet. The deletion itself takes the same short time, and keeps
-- the row "epoch" no longer, however many runs the cell had.
create table deleted_cell(cell_id text collate "C" primary key references cell(id));

create or replace function delete_cell(p_cell text, p_only_empty boolean) returns boolean language plpgsql as $$
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
  perform doom_blobs_of_cell(p_cell);
  insert into deleted_cell(cell_id) values (p_cell);
  update cell set deleted_at = now_ms(), generation = null, generation_blob = null, epoch = e where id = p_cell;
  return true;
end $$;

-- Forgets imports and exports of one deleted cell, p_most of each at most; false if there is no such cell that nobody else works on.
create function forget_deleted_cells(p_most bigint) returns boolean language plpgsql as $$
declare
  forgotten bigint;
  cell_gone text;
begin
  select cell_id into cell_gone from deleted_cell order by cell_id limit 1 for update skip locked;
  if not found then
    return false;
  end if;
  delete from import_run where number = any(array(
    select number from import_run where cell_id = cell_gone order by number limit p_most));
  get diagnostics forgotten = row_count;
  if forgotten < p_most then
    delete from export_run where number = any(array(
      select number from export_run where cell_id = cell_gone order by number limit p_most));
    get diagnostics forgotten = row_count;
  end if;
  if forgotten < p_most then
    delete from deleted_cell where cell_id = cell_gone;
  end if;
  return true;
end $$;

-- Gives back one run of a process that cannot execute it now. The run counts no failure.
create function release_import(p_boot text, p_number bigint) returns void language sql as $$
  update import_run set owner = null, boot = null, lease_until = null,
      state = case when state = 'Accepted' then 'Accepted' else 'Interrupted' end
    where number = p_number and boot = p_boot and state in ('Accepted', 'Importing', 'Activating', 'Interrupted')
$$;
