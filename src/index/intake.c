/* The items of one source, into the tables.
 * Unchanged portions of a large file are skipped; everything else goes through the pipeline, whose other
 * thread writes while this one reads. */
#include "index/intake.h"
#include "base/url.h"

#include <assert.h>
#include <string.h>

uint64_t intake_options_hash(const struct root *root) {
  uint64_t options_hash;
  static_assert(sizeof options_hash == SOURCES_HASH_SIZE - SOURCES_OPTIONS,
                "the hash of options is a number");
  memcpy(&options_hash, root->options_hash + SOURCES_OPTIONS, sizeof options_hash);
  return options_hash | 1;
}

/* Prepares the tables for items of the current file. */
static sse_status begin_source(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  bool is_new = reading->row.number == 0;
  if (reading->begun) return SSE_OK;
  sse_status status = run_make_draft(run, false, err);
  if (!status && is_new) status = sources_put(run->sources, reading->key, &reading->row, err);
  if (!status) status = run_mark_present(run, reading->row.number, err);
  if (status) return status;
  items_begin(run->items, reading->row.number, reading->key, is_new);
  reading->begun = true;
  return is_new ? SSE_OK : portions_load(&reading->portions, run->db, reading->row.number, err);
}

/* Like begin_source, but before the file has been read to its end: saves the previous state of the tables. */
static sse_status begin_early(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  if (reading->begun) return SSE_OK;
  sse_status status = begin_source(reading, err);
  /* The words of earlier sources must not be undone with this one. */
  if (!status) status = pipeline_write_words(run->pipeline, run->items, err);
  return status ? status : items_save(run->items, err);
}

/* What follows the path of the file in the path of an item: the entry of an archive. */
static sse_str entry_of(const struct reading *reading, sse_str path) {
  sse_str file = sse_str_of(reading->path);
  bool below = path.length > file.length && memcmp(path.data, file.data, file.length) == 0;
  return below ? sse_str_part(path, file.length, path.length) : (sse_str){0};
}

static sse_status take_item(void *context, const source_item *read, sse_error *err) {
  struct reading *reading = context;
  struct run *run = reading->run;
  source_item item = *read;
  item.path = entry_of(reading, read->path);
  bool is_full = false;
  run->items_seen++;
  if (item.body.length == 0 && item.url.length > 0) reading->bare++;
  sse_status status = reading->follow
                          ? follow_add(reading->follow, run->pipeline, &item, run, run_problem, &is_full, err)
                          : pipeline_add(run->pipeline, &item, NULL, &is_full, err);
  reading->items++;
  reading->has_waiting = true;
  if (status || !is_full) return status;
  status = begin_early(reading, err);
  if (!status) status = pipeline_hand_over(run->pipeline, run->items, err);
  if (status) reading->stopped = true;
  return status;
}

/* Has everything read so far written. */
static sse_status write_waiting(struct reading *reading, sse_error *err) {
  struct run *run = reading->run;
  if (!reading->has_waiting) return SSE_OK;
  reading->has_waiting = false;
  sse_status status = pipeline_hand_over(run->pipeline, run->items, err);
  return status ? status : pipeline_wait(run->pipeline, err);
}

/* Skips a portion of the file that is unchanged and whose items are unchanged too. */
static sse_status meet_portion(void *context, source_portion *portion, bool *is_known, sse_error *err) {
  struct reading *reading = context;
  struct run *run = reading->run;
  *is_known = false;
  if (reading->row.number == 0) return SSE_OK;
  sse_status status = begin_early(reading, err);
  if (!status) *is_known = portions_know(&reading->portions, intake_options_hash(reading->root), portion);
  if (*is_known) status = write_waiting(reading, err);
  if (*is_known && !status)
    status = portions_take(&reading->portions, run->db, reading->row.number, items_finder(run->items),
                           portion, is_known, err);
  if (status) reading->stopped = true;
  if (status || !*is_known) return status;
  reading->report.unchanged += portion->items;
  run->items_seen += portion->items;
  return SSE_OK;
}

static void note_portion(void *context, const source_portion *portion) {
  struct reading *reading = context;
  portions_note(&reading->portions, intake_options_hash(reading->root), portion,
                reading->items - portion->items);
}

/* Part of the file is left out. If memory runs out, it is not counted; reading will notice that anyway. */
static void lose(void *context, const source_loss *loss) {
  struct reading *reading = context;
  sse_error ignored;
  (void)index_losses_add(&reading->report.losses, loss, &ignored);
  (void)run_lose(reading->run, loss, &ignored);
}

static void progress(void *context, uint64_t bytes) {
  const struct reading *reading = context;
  const struct run *run = reading->run;
  const struct places *places = &run->places;
  const index_listener *listener = run->listener;
  if (!listener->on_progress) return;
  if (places->has_unsized) {
    size_t done = (size_t)(reading->file - places->files);
    listener->on_progress(listener->context, done, places->file_count, run->items_seen);
  } else {
    listener->on_progress(listener->context, run->done + bytes, places->total, run->items_seen);
  }
}

static void problem(void *context, const char *message) {
  struct reading *reading = context;
  run_problem(reading->run, message);
}

/* The file will be read again in the next run, whether it changes or not. */
static void forget_reading(source_row *row) {
  row->is_hashed = false;
  row->changed = 0;
  row->etag[0] = row->modified[0] = '\0';
  sse_buffer_clear(&row->trail);
}

/* Like forget_reading, for an OAI-PMH server, whose records before its last answer need not be requested
 * again. A harvest that was cut off does not count. */
static void keep_answer(source_row *row, const source_report *read) {
  if (read->cut) memset(row->hash, 0, SOURCES_OPTIONS);
  if (!read->cut && read->answered[0]) memcpy(row->modified, read->answered, sizeof read->answered);
}

/* Keeps what was read, and stores what is known about the file. */
static sse_status end_source(struct reading *reading, const source_report *read, sse_error *err) {
  enum { SETTLING_S = 2 }; /* a file this young may change again with the same time */
  struct run *run = reading->run;
  const struct file *file = reading->file;
  const index_report *report = &reading->report;
  index_keep keep = reading->root->source->keep;
  bool keeps = keep == INDEX_KEEP_ALL ||
               (keep == INDEX_KEEP_WINDOW && read->is_window && sse_url_is_web(sse_str_of(file->path)));
  bool is_whole = read->skipped == 0 && !read->cut; /* otherwise an unseen item may be in the part not read */
  sse_status status = begin_source(reading, err);
  if (!status) status = write_waiting(reading, err);
  pipeline_report(run->pipeline, &reading->report);
  if (!status)
    status = portions_write(&reading->portions, run->db, reading->row.number, items_finder(run->items), err);
  if (!status) status = keeps || !is_whole ? items_keep(run->items, err) : items_end(run->items, err);
  source_row *row = &reading->row;
  if (!status && !is_whole) status = run_mark_broken(run, row->number, err);
  sse_buffer losses = {0};
  losses_write(&report->losses, "", &losses);
  if (!status && losses.failed) status = sse_fail_memory(err);
  row->losses = losses.data ? losses.data : "";
  row->items = report->added + report->updated + report->unchanged;
  row->size = (int64_t)file->size;
  row->changed = file->changed / 1000000000 + SETTLING_S < run->started ? file->changed : 0;
  row->label = reading->root->source->options.source;
  row->group = reading->root->source->group;
  if (report->added > 0 || row->last_new == 0) row->last_new = run->started;
  if (read->format) (void)snprintf(row->format, sizeof row->format, "%s", read->format); /* fits */
  bool has_more = (reading->follow && follow_has_more(reading->follow)) ||
                  !source_trail_is_checkable(sse_buffer_str(&row->trail));
  if (reading->root->source->options.oai && !has_more) {
    keep_answer(row, read);
  } else if (!is_whole || read->may_change || has_more) {
    forget_reading(row);
  }
  if (!status) status = sources_put(run->sources, reading->key, &reading->row, err);
  row->losses = NULL;
  sse_buffer_reset(&losses);
  return status;
}

/* Prepares to follow the addresses of a source's items on the web, or to recognise those followed before. */
static sse_status begin_following(struct reading *reading, const source_fetched *fetched,
                                  const source_options *options, sse_error *err) {
  struct run *run = reading->run;
  bool follows = options->follow != SOURCE_FOLLOW_NO;
  if (!fetched || (!follows && reading->row.number == 0)) return SSE_OK;
  sse_status status = SSE_OK;
  if (follows && !run->follower)
    status = source_follower_new(run->fetcher, run->analyser, &run->follower, err);
  if (status) return status;
  return follow_new(run->db, reading->row.number, fetched->address.data, follows ? run->follower : NULL,
                    options, &reading->follow, err);
}

/* Points out once, for a source on the web with little more than headlines, how to have the texts read. */
static void report_bare(const struct reading *reading, const source_report *read) {
  sse_error message;
  if (reading->bare * 2 <= read->items) return;
  (void)sse_fail(&message, SSE_INVALID, "%s: %zu %s a headline only; --follow reads %s", reading->path,
                 reading->bare, reading->bare == 1 ? "item has" : "items have",
                 reading->bare == 1 ? "its page" : "their pages");
  run_problem(reading->run, message.message);
}

/* Keeps what the next run requests along with the address. */
static sse_status take_trail(struct reading *reading, const source_fetched *fetched, sse_error *err) {
  sse_buffer *trail = &reading->row.trail;
  sse_buffer_clear(trail);
  sse_buffer_append_str(trail, sse_buffer_str(&fetched->trail));
  if (reading->follow) source_trail_join(trail, follow_trail(reading->follow));
  return trail->failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status intake_read(struct reading *reading, source_fetched *fetched, const source_options *options,
                       sse_error *err) {
  bool has_portions = options->follow == SOURCE_FOLLOW_NO && !options->provenance;
  const source_handler handler = {.context = reading,
                                  .on_item = take_item,
                                  .on_problem = problem,
                                  .on_loss = lose,
                                  .on_portion = has_portions ? meet_portion : NULL,
                                  .on_portion_read = note_portion,
                                  .on_bytes = progress};
  struct run *run = reading->run;
  source_report read = {0};
  bool is_first = reading->row.format[0] == '\0';
  reading->path = fetched ? fetched->name.data : reading->file->path;
  sse_status status = begin_following(reading, fetched, options, err);
  if (status) {
    reading->stopped = true;
    return status;
  }
  pipeline_expect(run->pipeline, reading->row.items > 0);
  status = fetched ? source_read_fetched(run->fetcher, fetched, options, run->analyser, &handler, &read, err)
                   : source_read(reading->path, options, run->analyser, &handler, &read, err);
  reading->report.skipped = read.skipped;
  reading->report.repaired = read.repaired;
  if (!status && fetched) status = take_trail(reading, fetched, err);
  if (status) return status;
  if (reading->follow) follow_report_losses(reading->follow, reading->path, reading, lose);
  status = end_source(reading, &read, err);
  if (status) reading->stopped = true;
  if (!status && fetched && is_first && options->follow == SOURCE_FOLLOW_NO) report_bare(reading, &read);
  return status;
}
